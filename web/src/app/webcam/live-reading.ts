// Reads one video frame after the other, and counts how many a second.
import type { Classification, Model } from '../../client/types';
import { isAbort } from '../engine/problem';
import { SHOWN_LABELS } from '../photos/photo';

const RATE_OVER = 1500; // milliseconds
// One is in the engine while the next one is on its way to it.
const IN_FLIGHT = 2;

export interface LiveResult {
  result: Classification;
  framesPerSecond: number;
}

// Until the signal aborts. Throws what the engine throws.
export async function readLive(
  model: Pick<Model, 'classify'>,
  video: HTMLVideoElement,
  signal: AbortSignal,
  show: (live: LiveResult) => void,
): Promise<void> {
  let times: number[] = [];
  const readFrames = async () => {
    while (!signal.aborted) {
      await nextFrame(video, signal);
      const result = await model.classify(video, { topK: SHOWN_LABELS, signal });
      const now = performance.now();
      times = [...times.filter((time) => now - time < RATE_OVER), now];
      show({ result, framesPerSecond: rate(times) });
    }
  };
  try {
    await Promise.all(Array.from({ length: IN_FLIGHT }, readFrames));
  } catch (error) {
    if (!signal.aborted && !isAbort(error)) throw error;
  }
}

function nextFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      video.cancelVideoFrameCallback(frame);
      reject(signal.reason as Error);
    };
    const frame = video.requestVideoFrameCallback(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}

function rate(times: number[]): number {
  const span = times.at(-1)! - times[0]!;
  return span > 0 ? ((times.length - 1) * 1000) / span : 0;
}
