// Frames of the camera into a class: for as long as a button is held, or so many after a countdown. One that shows
// nothing new is skipped: it would teach nothing.
import { count } from '../../dom/words';
import { Store } from '../../state/store';
import { hashOf } from '../project/add-photos';
import { project } from '../project/project';
import { squareOf } from './framing';
import { hasChanged, sketchOf, type Sketch } from './sketch';

const SIDE = 480; // pixels of what is kept of a frame
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
  skipped: number; // frames that were like the photo before
}

class Recorder extends Store<RecorderState> {
  #end = new AbortController();

  constructor() {
    super({ classId: 0, left: 0, taken: 0, skipped: 0 });
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
    const { id } = project.state;
    const goesOn = () => !signal.aborted && project.state.id === id;
    const token = {};
    this.update({ classId, left: settings.countdown, taken: 0, skipped: 0 });
    for (let left = settings.countdown; left > 0 && goesOn(); left--) {
      this.update({ left });
      await pause(1000, signal);
    }
    let last: Sketch | null = null;
    for (let frames = 0; frames < settings.photos && goesOn(); frames++) {
      const due = performance.now() + 1000 / settings.rate;
      last = await this.#frame(video, classId, last, token);
      await pause(due - performance.now(), signal);
    }
    if (!signal.aborted) this.stop();
  }

  // Returns the sketch of the photo that was kept last.
  async #frame(
    video: HTMLVideoElement,
    classId: number,
    last: Sketch | null,
    token: unknown,
  ): Promise<Sketch | null> {
    const { id } = project.state;
    const { left, top, side } = squareOf(video);
    if (side === 0) return last; // it shows nothing yet
    const canvas = new OffscreenCanvas(SIDE, SIDE);
    canvas.getContext('2d')!.drawImage(video, left, top, side, side, 0, 0, SIDE, SIDE);
    const sketch = sketchOf(canvas);
    if (last && !hasChanged(last, sketch)) {
      this.update({ left: 0, skipped: this.state.skipped + 1 });
      return last;
    }
    const taken = this.state.taken + 1;
    this.update({ left: 0, taken });
    const file = await canvas.convertToBlob({ type: TYPE, quality: QUALITY });
    const time = new Date().toISOString().slice(11, 23).replace(/[:.]/g, '-');
    const photo = { name: `camera-${time}.jpg`, file, hash: await hashOf(file) };
    const isOpen = project.state.id === id; // another may have been opened meanwhile, with classes of the same ids
    if (isOpen) project.addPhotos(classId, [photo], `${count(taken, 'photo')} filmed`, token);
    return sketch;
  }
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
