// Results on the clipboard or in a file.
import type { Photo } from '../photos/photo';
import { toCsv } from './csv';
import { toJson } from './json';

export type ResultsFormat = 'CSV' | 'JSON';

const WRITERS = { CSV: toCsv, JSON: toJson };
const BYTE_ORDER_MARK = '\uFEFF'; // without it Excel takes UTF-8 for something older

export async function copyResults(photos: readonly Photo[], format: ResultsFormat): Promise<void> {
  await navigator.clipboard.writeText(WRITERS[format](photos));
}

// Returns the file's name.
export function downloadResults(photos: readonly Photo[], format: ResultsFormat): string {
  const mark = format === 'CSV' ? BYTE_ORDER_MARK : '';
  const blob = new Blob([mark, WRITERS[format](photos)], { type: `text/${format.toLowerCase()}` });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `photoloupe-${new Date().toISOString().slice(0, 10)}.${format.toLowerCase()}`;
  link.click();
  // The browser has taken hold of the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href));
  return link.download;
}
