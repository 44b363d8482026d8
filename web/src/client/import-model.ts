// Models of other programs: what Teachable Machine exports for TensorFlow.js, a zip of model.json, metadata.json and
// the weights.
import { PhotoloupeError } from './error';
import { fileInZip, photosInZip } from './training/zip';

// Teachable Machine's other kinds, by their metadata.
const OTHER_KINDS: [RegExp, string][] = [
  [/"@teachablemachine\/pose"/, 'poses'],
  [/"wordLabels"/, 'sounds'],
];

// Zips of other programs, by what is in them.
const OTHER_PROGRAMS: [RegExp, string][] = [
  [/\.h5$/, 'Keras'],
  [/(^|\/)data\.pkl$/, 'PyTorch'],
  [/\.tflite$/, 'TensorFlow Lite'],
];
const OURS = 'what Teachable Machine exports for TensorFlow.js';

export interface LayersModel {
  model: string; // JSON
  metadata: string; // JSON
  weights: Blob;
}

export async function readLayersModel(zip: Blob): Promise<LayersModel> {
  const { names } = await photosInZip(zip).catch((cause: unknown) => {
    throw bad(cause instanceof Error ? cause.message : 'this zip cannot be read', cause);
  });
  const read = async (name: string) => {
    const path = names.find((each) => each.split('/').at(-1) === name);
    const file = path === undefined ? null : await fileInZip(zip, path);
    if (!file) throw lacking(name, names);
    return file;
  };
  const [model, metadata] = [
    await (await read('model.json')).text(),
    await (await read('metadata.json')).text(),
  ];
  for (const [pattern, kind] of OTHER_KINDS)
    if (pattern.test(metadata)) throw bad(`this is a model of ${kind}; those of images can be opened`);
  const weights: Blob[] = [];
  for (const path of weightFiles(model)) weights.push(await read(path.split('/').at(-1)!));
  return { model, metadata, weights: new Blob(weights) };
}

function lacking(name: string, names: readonly string[]): PhotoloupeError {
  const [, program] = OTHER_PROGRAMS.find(([pattern]) => names.some((each) => pattern.test(each))) ?? [];
  if (program) return bad(`this is a model for ${program}; what can be opened is ${OURS}`);
  return bad(`there is no ${name} in this zip; ${OURS} has one`);
}

function weightFiles(model: string): string[] {
  try {
    const { weightsManifest } = JSON.parse(model) as { weightsManifest: { paths: string[] }[] };
    return weightsManifest.flatMap(({ paths }) => paths);
  } catch (cause) {
    throw bad('model.json does not say where its weights are', cause);
  }
}

function bad(message: string, cause?: unknown): PhotoloupeError {
  return new PhotoloupeError('bad-model', message, { cause });
}
