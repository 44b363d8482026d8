// Frames of the camera into a class: for as long as a button is held, or so many after a countdown.
import { count } from '../../dom/words';
import { Store } from '../../state/store';
import { hashOf } from '../project/add-photos';
import { project } from '../project/project';

const SIDE = 480; // pixels of what is kept of a frame: the square in its middle, which is what the network sees
const TYPE = 'image/jpeg';
const QUALITY = 0.9;

export interface BurstSettings {
  countdown: number; // seconds
  photos: number;
  rate: number; // photos a second
}

interface RecorderState {
  classId: number; // 0: nothing is recorded
  left: number; // seconds of the countdown
  taken: number; // photos of this recording
}

class Recorder extends Store<RecorderState> {
  #end = new AbortController();

  constructor() {
    super({ classId: 0, left: 0, taken: 0 });
  }

  hold(video: HTMLVideoElement, classId: number, rate: number): void {
    void this.#record(video, classId, { countdown: 0, photos: Infinity, rate });
  }

  burst(video: HTMLVideoElement, classId: number, settings: BurstSettings): void {
    void this.#record(video, classId, settings);
  }

  stop(): void {
    this.#end.abort();
    this.update({ classId: 0, left: 0 });
  }

  async #record(video: HTMLVideoElement, classId: number, settings: BurstSettings): Promise<void> {
    this.stop();
    if (project.isLocked) return;
    this.#end = new AbortController();
    const { signal } = this.#end;
    const token = {};
    this.update({ classId, left: settings.countdown, taken: 0 });
    for (let left = settings.countdown; left > 0 && !signal.aborted; left--) {
      this.update({ left });
      await pause(1000, signal);
    }
    for (let taken = 0; taken < settings.photos && !signal.aborted; taken++) {
      const due = performance.now() + 1000 / settings.rate;
      this.update({ left: 0, taken: taken + 1 });
      await keepFrame(video, classId, taken + 1, token);
      await pause(due - performance.now(), signal);
    }
    if (!signal.aborted) this.stop();
  }
}

async function keepFrame(
  video: HTMLVideoElement,
  classId: number,
  taken: number,
  token: unknown,
): Promise<void> {
  const { videoWidth: width, videoHeight: height } = video;
  const side = Math.min(width, height);
  if (side === 0) return; // shows nothing yet
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d')!;
  context.drawImage(video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, SIDE, SIDE);
  const file = await canvas.convertToBlob({ type: TYPE, quality: QUALITY });
  const time = new Date().toISOString().slice(11, 23).replace(/[:.]/g, '-');
  const photo = { name: `camera-${time}.jpg`, file, hash: await hashOf(file) };
  project.addPhotos(classId, [photo], `${count(taken, 'photo')} filmed`, token);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

export const recorder = new Recorder();
