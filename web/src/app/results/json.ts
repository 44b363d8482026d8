// Results as JSON, with the names that the command line's --json uses.
import type { Photo } from '../photos/photo';

export function toJson(photos: readonly Photo[]): string {
  return JSON.stringify(photos.map(entry), null, 2) + '\n';
}

function entry({ name, status, result, problem }: Photo): object {
  if (problem) return { file: name, status, error: { code: problem.code, message: problem.detail } };
  if (!result) return { file: name, status };
  return { file: name, status, tags: result.tags, predictions: [...result], timings: result.timings };
}
