// Writes a zip whose files are stored as they are: photos and weights are compressed already. Each file's length is said
// before its bytes, so that whatever these look like, every reader knows where they end.
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const LARGE_END = 0x06064b50; // of more than 4 GB, or 65,535 files
const LARGE_END_BYTES = 56;
const LOCATOR = 0x07064b50;
const LARGE_SIZES = 1; // the extra field's
const PLAIN = 20; // version 2.0 can read it
const LARGE = 45;
const UTF8 = 1 << 11;
const TOO_LARGE = 0xffffffff; // the extra field has it
const TOO_MANY = 0xffff;

interface Stored {
  name: Uint8Array;
  checksum: number;
  size: number;
  start: number;
}

// The browser keeps the parts as files: only one of them at a time is in memory.
export class StoredZip {
  #parts: BlobPart[] = [];
  #stored: Stored[] = [];
  #size = 0;
  #time = dosTime(new Date());

  // Names of which none comes twice, with / between folders; of less than 4 GB each.
  async add(name: string, file: Blob): Promise<void> {
    const checksum = crc32(new Uint8Array(await file.arrayBuffer()));
    const stored = { name: new TextEncoder().encode(name), checksum, size: file.size, start: this.#size };
    this.#stored.push(stored);
    const header = new Fields().u32(LOCAL).u16(PLAIN);
    this.#put(this.#describe(header, stored, 0).bytes(stored.name), file);
  }

  finish(): Blob {
    const start = this.#size;
    for (const stored of this.#stored) this.#put(this.#entry(stored));
    const count = this.#stored.length;
    const size = this.#size - start;
    if (start >= TOO_LARGE || count >= TOO_MANY) {
      const end = this.#size;
      const large = new Fields()
        .u32(LARGE_END)
        .u64(LARGE_END_BYTES - 12)
        .u16(LARGE)
        .u16(LARGE)
        .u32(0)
        .u32(0);
      this.#put(large.u64(count).u64(count).u64(size).u64(start));
      this.#put(new Fields().u32(LOCATOR).u32(0).u64(end).u32(1));
    }
    const files = Math.min(count, TOO_MANY);
    const end = new Fields().u32(END).u16(0).u16(0).u16(files).u16(files);
    this.#put(end.u32(size).u32(Math.min(start, TOO_LARGE)).u16(0));
    return new Blob(this.#parts, { type: 'application/zip' });
  }

  #entry(stored: Stored): Fields {
    const isFar = stored.start >= TOO_LARGE;
    const far = isFar ? new Fields().u16(LARGE_SIZES).u16(8).u64(stored.start) : new Fields();
    const entry = new Fields()
      .u32(ENTRY)
      .u16(LARGE)
      .u16(isFar ? LARGE : PLAIN);
    this.#describe(entry, stored, far.size).u16(0).u16(0).u16(0).u32(0);
    return entry.u32(Math.min(stored.start, TOO_LARGE)).bytes(stored.name).bytes(far.toBytes());
  }

  // What an entry has in common with the header before the file.
  #describe(fields: Fields, { name, checksum, size }: Stored, extra: number): Fields {
    fields.u16(UTF8).u16(0).u32(this.#time).u32(checksum).u32(size).u32(size);
    return fields.u16(name.length).u16(extra);
  }

  #put(fields: Fields, file?: Blob): void {
    this.#parts.push(fields.toBytes(), ...(file ? [file] : []));
    this.#size += fields.size + (file?.size ?? 0);
  }
}

// Little-endian numbers in a row.
class Fields {
  #bytes: number[] = [];

  get size(): number {
    return this.#bytes.length;
  }

  u16(value: number): this {
    return this.bytes([value & 255, (value >> 8) & 255]);
  }

  u32(value: number): this {
    return this.u16(value & 0xffff).u16(value >>> 16);
  }

  u64(value: number): this {
    return this.u32(value % 2 ** 32).u32(Math.floor(value / 2 ** 32));
  }

  bytes(values: Iterable<number>): this {
    this.#bytes.push(...values);
    return this;
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes);
  }
}

// In the local time, from 1980 on.
function dosTime(date: Date): number {
  const day = ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  return ((day << 16) | time) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = ~0;
  for (const byte of bytes) value = (value >>> 8) ^ TABLE[(value ^ byte) & 255]!;
  return ~value >>> 0;
}
