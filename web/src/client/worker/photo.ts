// From a picture as it came over to what the engine takes: a file's bytes, or pixels.
import { PhotoloupeError } from '../error';
import { fetchFile } from './fetch-file';
import type { Picture } from './protocol';

export interface Encoded {
  kind: 'encoded';
  bytes: ArrayBuffer;
}

export interface Pixels {
  kind: 'pixels';
  rgba: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
}

// More than the network sees of any photo: what a browser decodes is made smaller than this before it is copied
// around, though never narrower than a network's input.
const MOST_PIXELS = 4_000_000;
const LEAST_SIDE = 512;

const LARGE = 500_000; // bytes of a file

export async function readPhoto(picture: Picture, signal: AbortSignal): Promise<Encoded | Pixels> {
  switch (picture.kind) {
    case 'file':
      return { kind: 'encoded', bytes: await readFile(picture.file) };
    case 'url':
      return {
        kind: 'encoded',
        bytes: await (await fetchFile(picture.url, 'the photo', signal)).arrayBuffer(),
      };
    case 'bytes':
      return { kind: 'encoded', bytes: picture.bytes };
    case 'pixels': {
      const { pixels, width, height } = picture;
      return { kind: 'pixels', rgba: new Uint8Array(pixels), width, height };
    }
    case 'frame':
      return pixelsOf(picture.frame);
  }
}

// By the browser's own decoder; null for what it does not know either.
export async function decodeInBrowser({ bytes }: Encoded): Promise<Pixels | null> {
  const bitmap = await createImageBitmap(new Blob([bytes])).catch(() => null);
  return bitmap && pixelsOf(bitmap);
}

// Large files piece by piece: after `file.arrayBuffer()`, which makes few objects but large ones, the garbage collector
// lets ten times as many megabytes gather before it clears them away. For small ones the pieces take longer.
// Rejects with the browser's DOMException.
async function bytesOf(file: Blob): Promise<ArrayBuffer> {
  if (file.size < LARGE) return file.arrayBuffer();
  const bytes = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  let at = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes.set(read.value, at);
    at += read.value.length;
  }
  return bytes.buffer;
}

async function readFile(file: Blob): Promise<ArrayBuffer> {
  try {
    return await bytesOf(file);
  } catch (cause) {
    throw new PhotoloupeError('storage', 'the file could not be read; it may have been moved or deleted', {
      cause,
    });
  }
}

const CAMERA_FORMATS: (VideoPixelFormat | null)[] = ['I420', 'NV12'];
const RGBA: VideoFrameCopyToOptions = { format: 'RGBA', colorSpace: 'srgb' };

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true })!;

async function pixelsOf(frame: ImageBitmap | VideoFrame): Promise<Pixels> {
  try {
    const converted = frame instanceof ImageBitmap ? null : await convert(frame);
    return converted ?? draw(frame);
  } finally {
    frame.close();
  }
}

// What cameras give. The browser turns it into pixels several times as fast as it draws them; null where it
// does not, or where the pixels would not be as they are shown.
async function convert(frame: VideoFrame): Promise<Pixels | null> {
  const { displayWidth: width, displayHeight: height, visibleRect } = frame;
  const { rotation = 0, flip = false } = frame as { rotation?: number; flip?: boolean };
  const asStored = visibleRect?.width === width && visibleRect.height === height && rotation === 0 && !flip;
  if (!asStored || width * height > MOST_PIXELS || !CAMERA_FORMATS.includes(frame.format)) return null;
  const size = width * height * 4;
  if (frame.allocationSize(RGBA) !== size) return null; // an older browser, which keeps the frame's own format
  const rgba = new Uint8Array(size);
  await frame.copyTo(rgba, RGBA);
  return { kind: 'pixels', rgba, width, height };
}

function draw(frame: ImageBitmap | VideoFrame): Pixels {
  const [fullWidth, fullHeight] =
    frame instanceof ImageBitmap ? [frame.width, frame.height] : [frame.displayWidth, frame.displayHeight];
  const scale = Math.min(
    1,
    Math.max(Math.sqrt(MOST_PIXELS / (fullWidth * fullHeight)), LEAST_SIDE / Math.min(fullWidth, fullHeight)),
  );
  const width = Math.round(fullWidth * scale);
  const height = Math.round(fullHeight * scale);
  canvas.width = width;
  canvas.height = height;
  context.imageSmoothingQuality = 'high';
  context.drawImage(frame, 0, 0, width, height);
  const rgba = context.getImageData(0, 0, width, height).data;
  return { kind: 'pixels', rgba, width, height };
}
