// Looks at photos by the pretrained network, each content once: what was seen is kept by its hash.
import { withBuffer } from '../../worker/buffer';
import { failureOf } from '../../worker/failure';
import { decodeInBrowser, type Encoded, type Pixels } from '../../worker/photo';
import type { Timings } from '../../types';
import type { TransferModule, TransferSession } from './embind';

const MOST_KEPT = 10_000; // photos: 72 MB

export interface Seen {
  features: Float32Array<ArrayBuffer>;
  timings: Timings;
}

export class PhotoFeatures {
  #module: TransferModule;
  #session: TransferSession;
  #kept = new Map<string, Float32Array<ArrayBuffer>>(); // the one that was used longest ago first

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

  async kept(photo: Encoded | Pixels, hash: string | null): Promise<Float32Array<ArrayBuffer>> {
    const features = (hash !== null && this.#kept.get(hash)) || (await this.of(photo)).features;
    if (hash !== null) {
      this.#kept.delete(hash);
      this.#kept.set(hash, features);
      if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    }
    return features;
  }

  #look(photo: Encoded | Pixels): Seen {
    const bytes = photo.kind === 'encoded' ? new Uint8Array(photo.bytes) : photo.rgba;
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

// SHA-256 in hexadecimal. Pixels of another shape are another photo.
export async function hashOf(photo: Encoded | Pixels): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const bytes = photo.kind === 'encoded' ? new Uint8Array(photo.bytes) : new Uint8Array(photo.rgba);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return photo.kind === 'encoded' ? hex : `${hex}-${photo.width}x${photo.height}`;
}
