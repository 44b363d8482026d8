// How good what was learned is: each photo was judged by what the others taught.
export interface Answer {
  photo: number;
  classId: number; // where it is
  given: number; // where the others would put it
  probability: number; // of where it is
}

export interface Report {
  accuracy: number;
  milliseconds: number; // that the last training took
  answers: readonly Answer[];
}
