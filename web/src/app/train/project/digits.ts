// The built-in sample set: handwritten digits, as one picture with a digit a cell and the digits' names.
import { project } from './project';

interface Sheet {
  file: string;
  side: number; // pixels of a cell
  columns: number;
  labels: string; // one character a cell
}

const LISTING = 'samples/digits.json';

export async function addDigits(): Promise<void> {
  const sheet = (await (await fetched(LISTING)).json()) as Sheet;
  const picture = await (await fetched(`samples/${sheet.file}`)).blob();
  const cells = await cut(picture, sheet);
  for (const digit of new Set([...sheet.labels].sort())) {
    const photos = cells
      .map((file, index) => ({ name: `digit-${index + 1}.png`, file, label: sheet.labels[index] }))
      .filter(({ label }) => label === digit);
    project.addPhotos(project.addClass(digit).id, photos, { sample: true });
  }
}

async function fetched(path: string): Promise<Response> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path} is not there (${response.status})`);
  return response;
}

function cut(picture: Blob, { side, columns, labels }: Sheet): Promise<Blob[]> {
  const worker = new Worker(new URL('./cut-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Blob[]>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Blob[]>) => resolve(data);
    worker.onerror = () => reject(new Error('the sample set could not be cut into photos'));
    worker.postMessage({ picture, side, columns, count: labels.length });
  }).finally(() => worker.terminate());
}
