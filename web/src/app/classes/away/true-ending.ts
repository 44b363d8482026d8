// What photos are called in a project's zip: Keras takes those whose names end as it knows them, and fails at one that
// is something else.
interface Format {
  signature: RegExp;
  endings: RegExp;
  ending: string;
}

const LONGEST_SIGNATURE = 12; // bytes
const FORMATS: Format[] = [
  { signature: /^\xff\xd8\xff/, endings: /\.jpe?g$/i, ending: '.jpg' },
  { signature: /^\x89PNG/, endings: /\.png$/i, ending: '.png' },
  { signature: /^GIF8/, endings: /\.gif$/i, ending: '.gif' },
  { signature: /^BM/, endings: /\.bmp$/i, ending: '.bmp' },
  { signature: /^RIFF[^]{4}WEBP/, endings: /\.webp$/i, ending: '.webp' },
  { signature: /^[^]{4}ftypavi[fs]/, endings: /\.avif$/i, ending: '.avif' },
  { signature: /^[^]{4}ftyp(he|mi|ms)/, endings: /\.(avif|hei[cf])$/i, ending: '.heic' },
];
const ANY = /\.(avif|bmp|gif|hei[cf]|jfif|jpe?g|png|webp)$/i;

export async function withTrueEnding(name: string, photo: Blob): Promise<string> {
  const bytes = new Uint8Array(await photo.slice(0, LONGEST_SIGNATURE).arrayBuffer());
  const start = String.fromCharCode(...bytes);
  const format = FORMATS.find(({ signature }) => signature.test(start));
  if (!format || format.endings.test(name)) return name;
  return name.replace(ANY, '') + format.ending;
}
