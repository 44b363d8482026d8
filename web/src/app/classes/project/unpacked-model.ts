// What Teachable Machine exports for TensorFlow.js when it was unpacked already, as some browsers do with what they
// download: model.json, metadata.json and weights.bin.
import { zipOf } from '../../away/zip';
import type { GivenPhoto } from '../../photos/photo';

const NAME = 'Teachable Machine'; // of one in no folder

// As the zip that it was.
export async function packed(given: readonly GivenPhoto[]): Promise<GivenPhoto> {
  const name = given[0]!.name.split('/').at(-2) ?? NAME;
  return { name, file: await zipOf(new Map(given.map((part) => [part.name, part.file]))) };
}
