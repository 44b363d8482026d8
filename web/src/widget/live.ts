// The camera: its stream, and what a model makes of one frame after the other.
import type { Classification, Model } from '../client/photoloupe';

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

// Until the signal aborts. Throws a DOMException when there is no camera to be had.
export async function openCamera(signal: AbortSignal): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new DOMException('no camera on this page', 'NotAllowedError');
  const stream = await navigator.mediaDevices.getUserMedia({ video: { ...SIZE, facingMode: 'environment' } });
  const end = () => stream.getTracks().forEach((track) => track.stop());
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return stream;
}

// Until the signal aborts, whose reason is thrown then. Throws what the engine throws.
export async function readFrames(
  model: Model,
  video: HTMLVideoElement,
  topK: number,
  signal: AbortSignal,
  show: (answer: Classification) => void,
): Promise<void> {
  for (;;) {
    await nextFrame(video, signal);
    show(await model.classify(video, { topK, signal }));
  }
}

function nextFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    video.requestVideoFrameCallback(() => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) stop();
      else resolve();
    });
  });
}
