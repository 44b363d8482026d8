// What Teachable Machine exports for TensorFlow.js when it was unpacked already, as some browsers do with what they
// download: model.json, metadata.json and weights.bin.
import { zipSync, type Zippable } from 'fflate';
import type { GivenPhoto } from '../../photos/photo';

const NAME = 'Teachable Machine';

// As the zip that it was.
export async function packed(given: readonly GivenPhoto[]): Promise<GivenPhoto> {
  const files: Zippable = {};
  for (const { name, file } of given) files[name] = new Uint8Array(await file.arrayBuffer());
  return { name: NAME, file: new Blob([zipSync(files, { level: 0 })]) };
}
