// Trains a session to its end, a few milliseconds at a time, so that calls are answered between two steps.
import { failureOf } from '../../worker/failure';
import type { Event } from '../protocol';
import type { TrainingSession } from './embind';
import { waitingMessages } from './messages';
import { Pace } from './pace';

const SLICE = 8; // milliseconds after which calls are heard; most steps take longer
const REPORT_EVERY = 16; // milliseconds: more often than a screen shows them is of no use

export class Run {
  #session: TrainingSession;
  #tell: (event: Event) => void;
  #pace = new Pace();
  #lastReport = 0; // as performance.now() has it
  #ended = false;
  #wakeUp: (() => void) | null = null; // while it is paused
  #awake: Promise<void> = Promise.resolve();

  constructor(session: TrainingSession, tell: (event: Event) => void) {
    this.#session = session;
    this.#tell = tell;
  }

  pause(): void {
    if (!this.#wakeUp) this.#awake = new Promise((resolve) => (this.#wakeUp = resolve));
  }

  resume(): void {
    this.#wakeUp?.();
    this.#wakeUp = null;
  }

  end(): void {
    this.#ended = true;
  }

  // Throws what is no failure of training: a trap, a bug.
  async toTheEnd(): Promise<void> {
    try {
      do {
        await waitingMessages();
        await this.#awake;
      } while (!this.#ended && this.#slice());
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      this.#tell({ kind: 'stopped', failure });
    }
  }

  // False when there is no more to do.
  #slice(): boolean {
    const end = performance.now() + SLICE;
    do {
      if (!this.#advance()) return false;
    } while (performance.now() < end);
    return true;
  }

  #advance(): boolean {
    const start = performance.now();
    const event = this.#session.advance();
    const ms = performance.now() - start;
    switch (event) {
      case 'step':
        this.#pace.trained(ms);
        this.#reportStep();
        return true;
      case 'validation':
        this.#pace.validated(ms);
        return true;
      case 'epoch':
        this.#endEpoch(ms);
        return true;
      case 'finished':
        this.#tell({
          kind: 'finished',
          model: new Blob([this.#session.model(this.#onLook)]),
          stopReason: this.#session.stopReason(),
        });
        return false;
    }
  }

  #onLook = (done: number, total: number): void => this.#tell({ kind: 'look', progress: { done, total } });

  #reportStep(progress = this.#session.progress()): void {
    const { epoch, step, stepsPerEpoch, totalSteps, batchSize, loss, accuracy } = progress;
    const now = performance.now();
    if (step < stepsPerEpoch && now - this.#lastReport < REPORT_EVERY) return;
    this.#lastReport = now;
    const stepsLeft = totalSteps - (epoch - 1) * stepsPerEpoch - step;
    const epochsLeft = totalSteps / stepsPerEpoch - epoch + 1;
    const imagesPerSecond = this.#pace.imagesPerSecond(batchSize);
    const secondsLeft = this.#pace.secondsLeft(stepsLeft, epochsLeft);
    const report = { epoch, step, stepsPerEpoch, totalSteps, loss, accuracy, imagesPerSecond, secondsLeft };
    this.#tell({ kind: 'step', report });
  }

  // Its last piece of work was a batch of validation or, without validation, a step.
  #endEpoch(ms: number): void {
    const report = this.#session.history().at(-1)!;
    if (report.valLoss === null) {
      this.#pace.trained(ms);
      const next = this.#session.progress();
      this.#reportStep({ ...next, ...report, step: next.stepsPerEpoch });
    } else {
      this.#pace.validated(ms);
    }
    this.#pace.endEpoch();
    this.#tell({ kind: 'epoch', report });
  }
}
