// Models as people have them, as the engine reads them: a head alone gets its network back, and the zip that Teachable
// Machine exports for TensorFlow.js becomes a model. Those of other programs are refused by their name.
import { refuseForeignModel, TELLING_BYTES } from './foreign-model';
import { withBase } from './head-file';

const NAME = /^[\w-]+$/; // of what comes with the package
const ZIP = 'PK\x03\x04';

interface Host {
  urlOf(nameOrUrl: string | URL): string;
  fromLayersModel(zip: Blob): Promise<Blob>;
}

// The whole file, or the address of what comes with the package or cannot be had: the engine's worker says why.
export async function sourceOf(model: string | URL | Blob, host: Host): Promise<string | Blob> {
  if (model instanceof Blob) return inOurFormat(model, host);
  const url = host.urlOf(model);
  const file = NAME.test(String(model)) ? null : await fileAt(url);
  return file ? inOurFormat(file, host) : url;
}

async function inOurFormat(file: Blob, host: Host): Promise<Blob> {
  const isZip = (await file.slice(0, ZIP.length).text()) === ZIP;
  if (isZip) return host.fromLayersModel(file);
  refuseForeignModel(new Uint8Array(await file.slice(0, TELLING_BYTES).arrayBuffer()));
  return withBase(file, (model) => host.urlOf(model));
}

async function fileAt(url: string): Promise<Blob | null> {
  const response = await fetch(url).catch(() => null);
  const isPage = response?.headers.get('content-type')?.startsWith('text/html');
  return response?.ok && !isPage ? response.blob() : null;
}
