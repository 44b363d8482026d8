// What a camera writes into a JPEG: when, and with what, the photo was taken.

const ASCII = 2;
const LONG = 4;
const MODEL = 0x0110;
const EXIF_FOLDER = 0x8769;
const TAKEN = 0x9003;

// `taken` such as '2019:05:24 10:30:00'.
export function withExif(jpeg: Buffer, { taken, camera }: { taken: string; camera: string }): Buffer {
  const model = Buffer.from(`${camera}\0`);
  const date = Buffer.from(`${taken}\0`);
  const first = 8; // bytes from the header's begin to the first folder
  const second = first + 2 + 2 * 12 + 4;
  const texts = second + 2 + 12 + 4;
  const tiff = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    folder([entry(MODEL, ASCII, model.length, texts), entry(EXIF_FOLDER, LONG, 1, second)]),
    folder([entry(TAKEN, ASCII, date.length, texts + model.length)]),
    model,
    date,
  ]);
  const segment = Buffer.concat([Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1'), tiff]);
  segment.writeUInt16BE(segment.length - 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

function folder(entries: Buffer[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16LE(entries.length);
  return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
}

function entry(tag: number, type: number, count: number, value: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16LE(tag);
  bytes.writeUInt16LE(type, 2);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(value, 8);
  return bytes;
}
