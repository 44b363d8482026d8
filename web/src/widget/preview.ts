// A photo on a canvas: unlike an <img>, it needs no Content-Security-Policy to allow it.

const LONGEST_SIDE = 1024; // pixels

// False when the browser cannot decode it.
export async function drawPreview(photo: Blob, canvas: HTMLCanvasElement): Promise<boolean> {
  const bitmap = await createImageBitmap(photo).catch(() => null);
  if (!bitmap) return false;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return true;
}
