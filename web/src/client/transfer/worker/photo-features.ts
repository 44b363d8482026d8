// Looks at photos by the pretrained network, each content once: what was seen is kept by its hash.
import { withBuffer } from '../../worker/buffer';
import { failureOf } from '../../worker/failure';
import { decodeInBrowser, type Encoded, type Pixels } from '../../worker/photo';
import type { Timings } from '../../types';
import type { TransferModule, TransferSession } from './embind';

const MOST_KEPT = 10_000; // photos: 72 MB
const SAMPLED = 64; // bytes of a photo

export interface Seen {
  features: Float32Array<ArrayBuffer>;
  timings: Timings;
}

interface Kept {
  features: Float32Array<ArrayBuffer>;
  sample: string; // of the photo
}

export class PhotoFeatures {
  #module: TransferModule;
  #session: TransferSession;
  #kept = new Map<string, Kept>(); // by hash; the one that was used longest ago first
  #samples = new Set<string>(); // of those

  constructor(module: TransferModule, session: TransferSession) {
    this.#module = module;
    this.#session = session;
  }

  // Throws the engine's errors.
  async of(photo: Encoded | Pixels): Promise<Seen> {
    try {
      return this.#look(photo);
    } catch (error) {
      if (photo.kind === 'pixels' || failureOf(error)?.code !== 'unsupported-format') throw error;
      const pixels = await decodeInBrowser(photo);
      if (!pixels) throw error;
      return this.#look(pixels);
    }
  }

  // With the photo's hash, which another thread makes: it is waited for only where the photo may be one of those kept.
  async kept(photo: Encoded | Pixels): Promise<{ features: Kept['features']; hash: string | null }> {
    const hashing = hashOf(photo);
    const sample = sampleOf(bytesOf(photo));
    const known = this.#samples.has(sample) ? this.#kept.get((await hashing) ?? '') : undefined;
    const features = known?.features ?? (await this.of(photo)).features;
    const hash = await hashing;
    if (hash !== null) this.#keep(hash, { features, sample });
    return { features, hash };
  }

  #keep(hash: string, kept: Kept): void {
    this.#kept.delete(hash);
    this.#kept.set(hash, kept);
    this.#samples.add(kept.sample);
    if (this.#kept.size <= MOST_KEPT) return;
    const [oldest, { sample }] = this.#kept.entries().next().value!;
    this.#kept.delete(oldest);
    this.#samples.delete(sample);
  }

  #look(photo: Encoded | Pixels): Seen {
    const bytes = bytesOf(photo);
    const start = performance.now();
    const features = withBuffer(
      this.#module,
      [bytes],
      (buffer) =>
        new Float32Array(
          photo.kind === 'encoded'
            ? this.#session.embedFile(buffer)
            : this.#session.embedPixels(buffer, photo.width, photo.height),
        ),
    );
    return { features, timings: { decode: 0, resize: 0, network: performance.now() - start } };
  }
}

function bytesOf(photo: Encoded | Pixels): Uint8Array<ArrayBuffer> {
  return photo.kind === 'encoded' ? new Uint8Array(photo.bytes) : new Uint8Array(photo.rgba);
}

// Some of the bytes, the last ones among them: equal for equal photos.
function sampleOf(bytes: Uint8Array): string {
  const step = Math.ceil(bytes.length / SAMPLED);
  const some = Array.from({ length: SAMPLED }, (_, index) => bytes[index * step]);
  return `${bytes.length} ${some.join()} ${bytes.subarray(-SAMPLED).join()}`;
}

// SHA-256 in hexadecimal. Pixels of another shape are another photo.
async function hashOf(photo: Encoded | Pixels): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(photo)));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return photo.kind === 'encoded' ? hex : `${hex}-${photo.width}x${photo.height}`;
}
