// The camera of an element: its stream, what went wrong with it, and which others there are; let go of when the
// element leaves the page.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { problemFrom } from '../engine/problem';
import { CameraTrouble, listCameras, openStream, UNPLUGGED, type CameraWish } from './camera-access';

export class Camera implements ReactiveController {
  stream: MediaStream | null = null;
  trouble: CameraTrouble | null = null;
  cameras: MediaDeviceInfo[] = [];
  #host: ReactiveControllerHost;
  #film: (stream: MediaStream, signal: AbortSignal) => Promise<void>;
  #wish: CameraWish = { facingMode: 'environment' };
  #end = new AbortController();

  // `film` is called with each stream, until whose signal aborts; what it throws is the camera's trouble.
  constructor(
    host: ReactiveControllerHost,
    film: (stream: MediaStream, signal: AbortSignal) => Promise<void>,
  ) {
    this.#host = host;
    this.#film = film;
    host.addController(this);
  }

  hostConnected(): void {
    void this.start();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  get deviceId(): string | undefined {
    return this.#settings?.deviceId;
  }

  // People expect to see themselves as in a mirror.
  get isMirrored(): boolean {
    return this.#settings?.facingMode !== 'environment';
  }

  start = async (): Promise<void> => {
    this.#stop();
    this.trouble = null;
    this.#host.requestUpdate();
    const { signal } = this.#end;
    try {
      const stream = await openStream(this.#wish);
      if (signal.aborted) return endStream(stream);
      signal.addEventListener('abort', () => endStream(stream), { once: true });
      stream.getVideoTracks()[0]!.addEventListener('ended', () => this.#lose(UNPLUGGED));
      this.stream = stream;
      this.cameras = await listCameras();
      this.#host.requestUpdate();
      await this.#film(stream, signal);
    } catch (error) {
      if (!signal.aborted) this.#lose(asTrouble(error));
    }
  };

  use(deviceId: string): void {
    this.#wish = { deviceId };
    void this.start();
  }

  // The next of them.
  flip(): void {
    const at = this.cameras.findIndex(({ deviceId }) => deviceId === this.deviceId);
    const next = this.cameras[(at + 1) % this.cameras.length];
    if (next) this.use(next.deviceId);
  }

  get #settings(): MediaTrackSettings | undefined {
    return this.stream?.getVideoTracks()[0]?.getSettings();
  }

  #lose(trouble: CameraTrouble): void {
    this.#stop();
    this.trouble = trouble;
    this.#host.requestUpdate();
  }

  #stop(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.stream = null;
  }
}

function endStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function asTrouble(error: unknown): CameraTrouble {
  if (error instanceof CameraTrouble) return error;
  const { title, advice } = problemFrom(error);
  return new CameraTrouble(title, advice);
}
