// Files as one zip, as they are: photos and weights are compressed already. The browser keeps what is finished as a
// file: only one of them at a time is in memory.
import { downloadZip } from 'client-zip';
import { PhotoloupeError } from '../../client/error';

const MOST = 65_534; // files: client-zip cannot say how many there are of more

// By names of which none comes twice, with / between folders.
export function zipOf(files: ReadonlyMap<string, Blob>): Promise<Blob> {
  if (files.size > MOST)
    throw new PhotoloupeError(
      'bad-dataset',
      `a zip holds ${MOST} files at most, and these are ${files.size}`,
    );
  return downloadZip(Array.from(files, ([name, input]) => ({ name, input }))).blob();
}
