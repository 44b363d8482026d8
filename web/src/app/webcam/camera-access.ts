// The device's cameras, and why one cannot be had.

export class CameraTrouble extends Error {
  constructor(
    readonly title: string,
    readonly advice: string,
  ) {
    super(title);
  }
}

// An exact camera, or whichever faces the asked way.
export type CameraWish = { deviceId: string } | { facingMode: 'user' | 'environment' };

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

const DENIED = new CameraTrouble(
  'The camera is not allowed',
  'Allow it for this page in the browser’s address bar or settings, then try again.',
);
const TROUBLES: Record<string, CameraTrouble> = {
  NotAllowedError: DENIED,
  SecurityError: DENIED,
  NotFoundError: new CameraTrouble('No camera found', 'Connect one, then try again. Photos work without it.'),
  OverconstrainedError: new CameraTrouble(
    'That camera is gone',
    'It may have been unplugged. Try again to use another one.',
  ),
  NotReadableError: new CameraTrouble(
    'The camera is in use',
    'Close the program or the tab that is using it, then try again.',
  ),
};
const NO_CAMERA_HERE = new CameraTrouble(
  'No camera on this page',
  'Browsers give the camera to pages that come over HTTPS, or from this device.',
);
const UNKNOWN = new CameraTrouble('The camera did not start', 'Try again, or reload the page.');

export const UNPLUGGED = new CameraTrouble(
  'The camera went away',
  'It was unplugged or switched off. Try again when it is back.',
);

// Throws a CameraTrouble.
export async function openStream(wish: CameraWish): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw NO_CAMERA_HERE;
  const video = 'deviceId' in wish ? { deviceId: { exact: wish.deviceId } } : wish;
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...SIZE, ...video } });
  } catch (error) {
    throw TROUBLES[error instanceof DOMException ? error.name : ''] ?? UNKNOWN;
  }
}

// Their names are known once the use of one has been allowed.
export async function listCameras(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '');
}
