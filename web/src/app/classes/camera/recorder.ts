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

// Of one recording.
interface Frames {
  taken: number;
  skipped: number; // they were like the photo before
  failed: number; // they could not be made a photo, as where memory is short
}

interface RecorderState extends Frames {
  classId: number; // 0: nothing is recorded
  left: number; // seconds of the countdown
}

interface Recording {
  project: number;
  classId: number;
  frames: Frames;
  last: Sketch | null; // of the photo that was kept last
  token: unknown;
}

const NONE: Frames = { taken: 0, skipped: 0, failed: 0 };

class Recorder extends Store<RecorderState> {
  #end = new AbortController();

  constructor() {
    super({ classId: 0, left: 0, ...NONE });
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
    const isThere = () => project.state.content.classes.some((each) => each.id === classId);
    const goesOn = () => !signal.aborted && project.state.id === id && isThere();
    const recording: Recording = { project: id, classId, frames: { ...NONE }, last: null, token: {} };
    this.update({ classId, left: settings.countdown, ...NONE });
    for (let left = settings.countdown; left > 0 && goesOn(); left--) {
      this.update({ left });
      await pause(1000, signal);
    }
    for (let frames = 0; frames < settings.photos && goesOn(); frames++) {
      const due = performance.now() + 1000 / settings.rate;
      await keepFrame(video, recording).catch(() => recording.frames.failed++);
      if (this.#end.signal === signal) this.update({ left: 0, ...recording.frames });
      await pause(due - performance.now(), signal);
    }
    if (!signal.aborted) this.stop();
  }
}

async function keepFrame(video: HTMLVideoElement, recording: Recording): Promise<void> {
  const { classId, frames, last, token } = recording;
  const { left, top, side } = squareOf(video);
  if (side === 0) return; // it shows nothing yet
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  canvas.getContext('2d')!.drawImage(video, left, top, side, side, 0, 0, SIDE, SIDE);
  const sketch = sketchOf(canvas);
  if (last && !hasChanged(last, sketch)) {
    frames.skipped++;
    return;
  }
  const file = await canvas.convertToBlob({ type: TYPE, quality: QUALITY });
  const time = new Date().toISOString().slice(11, 23).replace(/[:.]/g, '-');
  const photo = { name: `camera-${time}.jpg`, file, hash: await hashOf(file) };
  recording.last = sketch;
  frames.taken++;
  const isOpen = project.state.id === recording.project; // another one's classes have the same ids
  if (isOpen) project.addPhotos(classId, [photo], `${count(frames.taken, 'photo')} filmed`, token);
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
