// Owns the engine, and answers calls: photos one at a time, in the order in which they were asked for.
import type { EngineModule } from './embind';
import { failureOf, breakdownOf } from './failure';
import { Models } from './models';
import { decodeInBrowser, readPhoto, type Encoded, type Pixels } from './photo';
import type { Call, PictureCall, Reply, Request, Results } from './protocol';
import { startEngine } from './start';

type Answer = Results[Call['kind']];

const scope = self as unknown as DedicatedWorkerGlobalScope;
const unanswered = new Map<number, AbortController>();
const questions: Question[] = [];
let models: Models;
let busy = false;

scope.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'start') {
    const engine = startEngine<EngineModule>(data);
    engine.catch(breakDown);
    models = new Models(engine);
  } else if (data.kind === 'abort') {
    unanswered.get(data.id)?.abort();
  } else {
    const abort = new AbortController();
    unanswered.set(data.id, abort);
    receive(data, abort.signal);
  }
};

function receive(call: Call & { id: number }, signal: AbortSignal): void {
  const { id } = call;
  switch (call.kind) {
    case 'load':
      void answer(id, signal, () =>
        models.load(call, signal, (progress) => reply({ kind: 'progress', id, progress })),
      );
      break;
    case 'unload':
      void answer(id, signal, () => models.unload(call.model));
      break;
    case 'classify':
    case 'embed':
      questions.push(new Question(id, call, signal));
      void answerQuestions();
  }
}

// A photo that waits for its turn.
class Question {
  #photo: Promise<Encoded | Pixels> | null = null;

  constructor(
    readonly id: number,
    readonly call: PictureCall,
    readonly signal: AbortSignal,
  ) {}

  read(): Promise<Encoded | Pixels> {
    this.#photo ??= readPhoto(this.call.picture, this.signal);
    return this.#photo;
  }

  // Begins to; how that went is heard at its turn.
  readAhead(): void {
    this.read().catch(() => {});
  }

  discard(): void {
    if (this.call.picture.kind === 'frame') this.call.picture.frame.close();
    unanswered.delete(this.id);
  }
}

async function answerQuestions(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let question; (question = questions.shift()); await waitingMessages()) {
    const { id, call, signal } = question;
    if (signal.aborted) {
      question.discard();
      continue;
    }
    await answer(id, signal, async () => {
      const photo = await question.read();
      questions[0]?.readAhead(); // one photo is in the engine, and only one more in memory
      return ask(call, photo);
    });
  }
  busy = false;
}

// Formats that the engine has no decoder for go through the browser's.
async function ask(call: PictureCall, photo: Encoded | Pixels): Promise<Answer> {
  try {
    return await models.ask(call, photo);
  } catch (error) {
    if (photo.kind === 'pixels' || failureOf(error)?.code !== 'unsupported-format') throw error;
    const start = performance.now();
    const pixels = await decodeInBrowser(photo);
    if (!pixels) throw error;
    const decode = performance.now() - start;
    const result = await models.ask(call, pixels);
    if ('timings' in result) result.timings.decode = decode;
    return result;
  }
}

async function answer(id: number, signal: AbortSignal, work: () => Answer | Promise<Answer>): Promise<void> {
  try {
    const result = await work();
    if (!signal.aborted) reply({ kind: 'result', id, result });
  } catch (error) {
    if (signal.aborted) return;
    const failure = failureOf(error);
    if (failure) reply({ kind: 'failure', id, failure });
    else breakDown(error);
  } finally {
    unanswered.delete(id);
  }
}

function reply(message: Reply): void {
  scope.postMessage(message);
}

function breakDown(error: unknown): void {
  reply({ kind: 'breakdown', failure: breakdownOf(error) });
}

const { port1, port2 } = new MessageChannel();

// Lets what has arrived meanwhile be heard, calls that are taken back above all.
function waitingMessages(): Promise<void> {
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}
