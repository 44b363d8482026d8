// A picture so small that a camera's noise is gone: whether something has changed since the last one.
const SIDE = 16; // pixels
const CHANGED = 6; // of 255, in one of them

export type Sketch = Uint8ClampedArray;

export function sketchOf(picture: CanvasImageSource): Sketch {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, SIDE, SIDE);
  return context.getImageData(0, 0, SIDE, SIDE).data;
}

export function hasChanged(before: Sketch, now: Sketch): boolean {
  return now.some((value, index) => Math.abs(value - before[index]!) > CHANGED);
}
