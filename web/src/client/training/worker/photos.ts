// Brings photos into a session: the engine decodes and resizes them, or the browser decodes what it cannot.
import { withBuffer } from '../../worker/buffer';
import { decodeInBrowser, readPhoto, type Encoded, type Pixels } from '../../worker/photo';
import type { AddCall, Part, Results } from '../protocol';
import type { Outcome, TrainerModule, TrainingSession } from './embind';
import { PixelFile } from './pixel-file';

const NEVER = new AbortController().signal; // who takes a training back ends its worker

export class Photos {
  readonly files: Record<Part, PixelFile> = { training: new PixelFile(), validation: new PixelFile() };
  #module: TrainerModule;
  #last: Promise<unknown> = Promise.resolve();

  constructor(module: TrainerModule) {
    this.#module = module;
  }

  // In the order of the calls; the next one is read from the disk meanwhile.
  add(session: TrainingSession, call: AddCall): Promise<Results['add']> {
    const photo = call.picture.kind === 'none' ? null : readPhoto(call.picture, NEVER);
    photo?.catch(() => {}); // is heard of at its turn
    const added = this.#last.then(() => this.#addInTurn(session, call, photo));
    this.#last = added.catch(() => {});
    return added;
  }

  async remove(): Promise<void> {
    await this.files.training.remove();
    await this.files.validation.remove();
  }

  async #addInTurn(
    session: TrainingSession,
    call: AddCall,
    reading: Promise<Encoded | Pixels> | null,
  ): Promise<Results['add']> {
    const { part, name, className, picture } = call;
    const skip = (reason: string): 'skipped' => {
      session.skip(part, name, className, reason);
      return 'skipped';
    };
    if (picture.kind === 'none' || !reading) return skip((picture as { reason: string }).reason);
    if (session.needsStore(part)) await this.files[part].open();
    let photo;
    try {
      photo = await reading;
    } catch (error) {
      return skip(error instanceof Error ? error.message : String(error));
    }
    const outcome = this.#put(session, call, photo);
    if (outcome !== 'undecoded') return outcome;
    const pixels = await decodeInBrowser(photo as Encoded);
    if (!pixels) return skip('neither the engine nor this browser decodes its format');
    return this.#put(session, call, pixels) as Results['add'];
  }

  #put(session: TrainingSession, { part, name, className }: AddCall, photo: Encoded | Pixels): Outcome {
    const bytes = photo.kind === 'encoded' ? new Uint8Array(photo.bytes) : photo.rgba;
    return withBuffer(this.#module, [bytes], (buffer) =>
      photo.kind === 'encoded'
        ? session.addFile(part, name, className, buffer)
        : session.addPixels(part, name, className, buffer, photo.width, photo.height),
    );
  }
}
