// A model as a page of its own: a folder in a zip that any web server can hand out.
import { PhotoloupeError } from '../../client/photoloupe';
import { zipOf } from './zip';

const MODEL = 'model.safetensors';

// `widget.json` lists what the <photo-loupe> element needs, of the site that this page is.
export async function webPageZip(model: Blob, title: string, top: number): Promise<Blob> {
  const { files } = (await (await fetchOfSite('widget.json')).json()) as { files: string[] };
  const page = new Map([
    ['index.html', new Blob([pageOf(title, top)])],
    ['style.css', new Blob([STYLE])],
    ['README.txt', new Blob([README])],
    [MODEL, model],
  ]);
  for (const file of files) page.set(file, await (await fetchOfSite(file)).blob());
  return zipOf(page);
}

// For a page that somebody has already. `file` is what the model is called there.
export function snippet(file: string, top: number): string {
  return `<script type="module" src="photo-loupe.js"></script>\n${element(file, top)}\n`;
}

function element(file: string, top: number): string {
  return `<photo-loupe model="${escaped(file)}" top="${top}" webcam></photo-loupe>`;
}

function pageOf(title: string, top: number): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'">
    <title>${escaped(title)}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="style.css">
    <script type="module" src="photo-loupe.js"></script>
  </head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      ${element(MODEL, top)}
      <p>Photos are read on this device. None leaves it.</p>
    </main>
  </body>
</html>
`;
}

const STYLE = `:root {
  color-scheme: light dark;
  background: light-dark(#f4f3ee, #121110);
  color: light-dark(#17160f, #f4f1e6);
  font: 1rem/1.5 system-ui, sans-serif;
}
body {
  margin: 0;
}
main {
  max-width: 44rem;
  margin: 0 auto;
  padding: clamp(1rem, 6vw, 4rem) 1rem;
}
h1 {
  overflow-wrap: anywhere;
}
`;

const README = `This folder is a web page that names what is in photos, by a model of your own.

Put it on any web server (GitHub Pages, Netlify, your own): there is nothing to install or to configure.
To try it on this computer:  python3 -m http.server 8000  in this folder, then open http://localhost:8000/

Opened straight from the disk it does not work: browsers run modules and WebAssembly from servers only.
`;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}

// Throws 'network'.
export async function fetchOfSite(path: string): Promise<Response> {
  const response = await fetch(new URL(path, document.baseURI)).catch(() => null);
  if (!response?.ok) throw new PhotoloupeError('network', `${path} of this site could not be fetched`);
  return response;
}
