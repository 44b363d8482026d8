// What is found: by words, or by a photo that it looks like. Asked at every key; while one answer is on its way, only the
// last question is kept.
import { problemFrom, type Problem } from '../../engine/problem';
import { Store } from '../../state/store';
import { photoLibrary } from './photo-library';
import { places } from './place';

const ALIKE = 300; // photos that look like another

export interface Example {
  file: Blob;
  name: string;
}

interface Results {
  query: string; // that this is the answer to
  like: number; // a photo's id; 0 for none
  example: Example | null; // a photo from outside
  rows: Uint32Array | null; // of the table, the best first; null until there is an answer, and in an empty library
  scores: Float32Array; // 0 to 1
  unknown: readonly string[];
  suggestion: string;
  completed: string; // what was searched for in place of a query whose last word is only begun; else empty
  milliseconds: number;
  problem: Problem | null;
}

class Finder extends Store<Results> {
  #example: Example | null = null;
  #asking = false;
  #askAgain = false;
  #asked = ''; // what the last question was
  #table: unknown = null;

  constructor() {
    super({
      query: '',
      like: 0,
      example: null,
      rows: null,
      scores: new Float32Array(0),
      unknown: [],
      suggestion: '',
      completed: '',
      milliseconds: 0,
      problem: null,
    });
    places.subscribe(() => this.#look());
    photoLibrary.subscribe(() => this.#look());
  }

  // Photos that look like one that is not in the library.
  findLike(example: Example): void {
    this.#example = example;
    if (places.state.query || places.state.like) places.go({ query: '', like: 0, photo: 0 });
    this.#ask();
  }

  forgetExample(): void {
    this.#example = null;
    this.#ask();
  }

  // Only another question, or another library, is reason to ask.
  #look(): void {
    const { table } = photoLibrary.state;
    const { query, like } = places.state;
    if (query || like) this.#example = null;
    const question = `${like} ${query}`;
    if (!table || (question === this.#asked && table === this.#table)) return;
    this.#asked = question;
    this.#table = table;
    this.#ask();
  }

  #ask(): void {
    this.#askAgain = true;
    if (!this.#asking) void this.#answer();
  }

  async #answer(): Promise<void> {
    this.#asking = true;
    while (this.#askAgain) {
      this.#askAgain = false;
      const { query, like } = places.state;
      const example = this.#example;
      try {
        const found = await find(query, like, example);
        const rows = photoLibrary.isEmpty ? null : found.rows;
        this.update({ ...found, rows, query, like, example, problem: null });
      } catch (error) {
        if (photoLibrary.state.phase === 'open')
          this.update({ ...NOTHING, query, like, example, problem: problemFrom(error) });
      }
    }
    this.#asking = false;
  }
}

const NOTHING = {
  rows: new Uint32Array(0),
  scores: new Float32Array(0),
  unknown: [],
  suggestion: '',
  completed: '',
  milliseconds: 0,
};

type Answer = Pick<Results, 'rows' | 'scores' | 'unknown' | 'suggestion' | 'completed' | 'milliseconds'>;

async function find(query: string, like: number, example: Example | null): Promise<Answer> {
  const library = photoLibrary.client;
  if (!like && !example) {
    const { ids, ...found } = await library.find(query, { typed: true });
    return { ...found, ...inTable(ids, found.scores) };
  }
  const began = performance.now();
  const found = await library.similar(example?.file ?? like, { limit: ALIKE });
  const milliseconds = performance.now() - began;
  const ids = Uint32Array.from(found, ({ id }) => id);
  const scores = Float32Array.from(found, ({ score }) => score);
  return { ...inTable(ids, scores), unknown: [], suggestion: '', completed: '', milliseconds };
}

// A photo that has come since the table was read is not shown yet.
function inTable(ids: Uint32Array, scores: Float32Array): { rows: Uint32Array; scores: Float32Array } {
  const rows = new Uint32Array(ids.length);
  const kept = new Float32Array(ids.length);
  let length = 0;
  for (let index = 0; index < ids.length; index++) {
    const row = photoLibrary.rowOf(ids[index]!);
    if (row < 0) continue;
    kept[length] = scores[index]!;
    rows[length++] = row;
  }
  return { rows: rows.subarray(0, length), scores: kept.subarray(0, length) };
}

export const finder = new Finder();
