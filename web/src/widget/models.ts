// One engine for all <photo-loupe> elements of a page, and its models, each loaded once however many elements use
// it, and freed when the last of them lets go.
import { Photoloupe, type LoadProgress, type Model } from '../client/photoloupe';

type OnProgress = (progress: LoadProgress) => void;

interface Shared {
  model: Promise<Model>;
  users: Set<OnProgress>;
}

export interface Lease {
  model: Promise<Model>;
  release(): void;
}

let engine: Promise<Photoloupe> | null = null;
const models = new Map<string, Shared>();

// `name` of a model that comes with the package, or the URL of a model file.
export function borrow(name: string, onProgress: OnProgress): Lease {
  const shared = models.get(name) ?? share(name);
  const user: OnProgress = (progress) => onProgress(progress);
  shared.users.add(user);
  return {
    model: shared.model,
    release: () => {
      shared.users.delete(user);
      if (shared.users.size > 0 || models.get(name) !== shared) return;
      models.delete(name);
      shared.model.then((model) => model.dispose()).catch(() => {});
    },
  };
}

function share(name: string): Shared {
  const users = new Set<OnProgress>();
  const model = load(name, (progress) => users.forEach((user) => user(progress)));
  const shared = { model, users };
  models.set(name, shared);
  // Who asks again tries again.
  model.catch(() => models.get(name) === shared && models.delete(name));
  return shared;
}

async function load(name: string, onProgress: OnProgress): Promise<Model> {
  engine ??= Photoloupe.create();
  engine.catch(() => (engine = null));
  return (await engine).load(name, { onProgress });
}
