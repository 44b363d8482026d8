// LiteRT.js. Float32 networks take the normalised tensor, int8 ones the pixels.
import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';
import { measure, normalize, parameters, publish, reference } from './measure.js';

async function run() {
  const threads = Number(parameters.threads);
  await loadLiteRt('/peers/@litertjs/core/wasm/', { threads: threads > 1 });
  const model = await loadAndCompile(`/data/${parameters.precision}.tflite`, {
    accelerator: 'wasm',
    cpuOptions: { numThreads: threads },
  });
  const { pixels, probabilities } = await reference();
  const values = parameters.precision === 'int8' ? pixels : normalize(pixels);
  const infer = async () => {
    const input = new Tensor(values, [1, 224, 224, 3]);
    const [output] = await model.run(input);
    const result = (await output.data()).slice();
    input.delete();
    output.delete();
    return result;
  };
  return measure(infer, probabilities);
}

publish(run());
