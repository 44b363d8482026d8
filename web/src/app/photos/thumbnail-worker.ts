// Makes a photo small, away from the page's thread: {file, side} in, {thumbnail} out, where the
// thumbnail is a JPEG blob whose width is `side` pixels, or null for what the browser cannot decode.
// A tall photo is cut at twice its width: no card shows more of it.

interface Request {
  file: Blob;
  side: number;
}

const QUALITY = 0.82;
const TALLEST = 2; // height over width

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = async ({ data }: MessageEvent<Request>) => {
  scope.postMessage({ thumbnail: await shrink(data).catch(() => null) });
};

async function shrink({ file, side }: Request): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { resizeWidth: side, resizeQuality: 'medium' });
  const height = Math.min(bitmap.height, side * TALLEST);
  const canvas = new OffscreenCanvas(side, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, height);
  context.drawImage(bitmap, 0, (height - bitmap.height) / 2);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}
