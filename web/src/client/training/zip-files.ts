// The files in a zip, by the directory at its end. That alone is to be believed: the bytes of a photo may look like the
// beginning of another file, and whoever writes a zip as a stream says only there how long each file is.
import { unzipRaw, type ZipEntry } from 'unzipit';
import { PhotoloupeError } from '../error';

export interface ZippedFile {
  name: string; // with / between folders
  entry: ZipEntry;
}

const SIGNATURE = 'PK';

// Throws PhotoloupeError('bad-dataset').
export async function filesIn(zip: Blob): Promise<ZippedFile[]> {
  if ((await zip.slice(0, SIGNATURE.length).text()) !== SIGNATURE) throw bad('this file is no zip');
  try {
    const { entries } = await unzipRaw(zip);
    return entries.map((entry) => ({ name: textOf(entry.nameBytes), entry }));
  } catch (cause) {
    throw bad('the zip is damaged, or ends too early', cause);
  }
}

// Empty when the file is damaged, encrypted, or larger than it is said to be: a few bytes may unpack to gigabytes.
export async function contentOf({ entry }: ZippedFile): Promise<Blob> {
  return entry.blob().catch(() => new Blob([]));
}

// Many write UTF-8 without saying so, as Macs do.
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function bad(message: string, cause?: unknown): PhotoloupeError {
  return new PhotoloupeError('bad-dataset', message, { cause });
}
