// Bare XNNPACK operators: the time that no engine on them can beat. Computes nothing that could be checked.
import { parameters, publish, timeRuns } from './measure.js';

async function run() {
  const threads = Number(parameters.threads);
  const { default: createFloor } = await import(`/floor/floor-relaxed${threads > 1 ? '-threads' : ''}.mjs`);
  const floor = await createFloor();
  const [create, compute] =
    parameters.precision === 'int8'
      ? [floor._createInt8, floor._runInt8]
      : [floor._createFloat32, floor._runFloat32];
  const network = create(threads);
  return timeRuns(() => compute(network));
}

publish(run());
