// Which part of the camera's picture counts: a square, which is shown, kept and looked at alike.
import { Store } from '../../state/store';

export const CLOSEST = 4; // times

interface Framing {
  zoom: number; // 1: as large as fits, to CLOSEST
  x: number; // 0: at the left of the picture, 1: at its right
  y: number; // 0: at its top
}

export const framing = new Store<Framing>({ zoom: 1, x: 0.5, y: 0.5 });

export interface Square {
  left: number; // pixels
  top: number;
  side: number; // 0: the video shows nothing yet
}

export function squareOf({ videoWidth, videoHeight }: HTMLVideoElement): Square {
  const { zoom, x, y } = framing.state;
  const side = Math.min(videoWidth, videoHeight) / zoom;
  return { left: x * (videoWidth - side), top: y * (videoHeight - side), side };
}

// By so much of the square's side.
export function shift(video: HTMLVideoElement, right: number, down: number): void {
  const { side } = squareOf(video);
  const { x, y } = framing.state;
  framing.update({
    x: shifted(x, right * side, video.videoWidth - side),
    y: shifted(y, down * side, video.videoHeight - side),
  });
}

function shifted(share: number, by: number, room: number): number {
  return room > 0 ? Math.min(1, Math.max(0, share + by / room)) : share;
}
