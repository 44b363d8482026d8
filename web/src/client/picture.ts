// From what a page has to what the worker takes. See ImageSource: the caller keeps everything.
import { PhotoloupeError } from './error';
import type { ImageSource } from './types';
import type { Picture } from './worker/protocol';

const hasVideoFrames = typeof VideoFrame === 'function';

export interface Parcel {
  picture: Picture;
  transfer: Transferable[];
}

export async function pack(image: ImageSource): Promise<Parcel> {
  if (image instanceof Blob) return { picture: { kind: 'file', file: image }, transfer: [] };
  if (typeof image === 'string' || image instanceof URL)
    return { picture: { kind: 'url', url: new URL(image, document.baseURI).href }, transfer: [] };
  if (image instanceof Uint8Array) {
    const bytes = new Uint8Array(image).buffer;
    return { picture: { kind: 'bytes', bytes }, transfer: [bytes] };
  }
  if (image instanceof ImageData && isPlain(image)) {
    const pixels = new Uint8Array(image.data).buffer;
    return {
      picture: { kind: 'pixels', pixels, width: image.width, height: image.height },
      transfer: [pixels],
    };
  }
  const frame = await snapshot(image);
  return { picture: { kind: 'frame', frame }, transfer: [frame] };
}

// What the engine takes as it is; the browser turns wide gamuts and half floats into it.
function isPlain({ data, colorSpace }: ImageData): boolean {
  return data instanceof Uint8ClampedArray && colorSpace === 'srgb';
}

async function snapshot(image: CanvasImageSource | ImageData): Promise<ImageBitmap | VideoFrame> {
  try {
    if (isVideoFrame(image)) return image.clone();
    if (image instanceof HTMLVideoElement && hasVideoFrames) return new VideoFrame(image); // copies nothing
    if (image instanceof HTMLImageElement) await image.decode();
    return await createImageBitmap(image);
  } catch (cause) {
    throw new PhotoloupeError('bad-image', reasonFor(image, cause), { cause });
  }
}

function reasonFor(image: unknown, cause: unknown): string {
  if (image instanceof HTMLVideoElement) return 'the video shows no frame yet; wait for its loadeddata event';
  if (image instanceof HTMLImageElement) return 'the image element has not loaded a picture';
  if (cause instanceof TypeError)
    return 'this is not a picture; a file, a URL, pixels or an element that shows one is wanted';
  return `there is no picture in this (${String(cause)})`;
}

function isVideoFrame(image: unknown): image is VideoFrame {
  return hasVideoFrames && image instanceof VideoFrame;
}
