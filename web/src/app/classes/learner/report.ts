// How good what was learned is: each photo was judged by what the others taught, without those of its own shot.
export interface Answer {
  photo: number;
  classId: number; // where it is
  given: number; // where the others would put it
  probability: number; // of where it is
  shot: number; // equal for those that are nearly identical
  judged: boolean; // whether its class has enough other shots; else what it is given says nothing
}

export interface Report {
  milliseconds: number; // that the last training took
  answers: readonly Answer[];
}
