// A model's file in the format that somebody asks for.
import { PhotoloupeError } from './error';
import type { ExportFormat } from './types';
import { fetchFile } from './worker/fetch-file';

const FORMATS: readonly string[] = ['safetensors', 'onnx'] satisfies ExportFormat[];

// `source` is the URL of a .safetensors file, or the file itself.
export async function exportModel(
  source: string | Blob,
  format: ExportFormat,
  toOnnx: (model: Blob) => Promise<Blob>,
): Promise<Blob> {
  requireFormat(format);
  const file = source instanceof Blob ? source : await (await fetchFile(source, 'the model')).blob();
  return format === 'onnx' ? toOnnx(file) : file;
}

export function requireFormat(format: string): void {
  if (FORMATS.includes(format)) return;
  const sentence = `a model cannot be exported as '${format}'; ${FORMATS.join(' and ')} can be had`;
  throw new PhotoloupeError('not-supported', sentence);
}
