// onnxruntime-web's WebAssembly back end. Its networks are planar; int8 ones take the pixels.
import * as ort from '/peers/onnxruntime-web/dist/ort.wasm.min.mjs';
import { measure, normalize, parameters, planar, publish, reference } from './measure.js';

async function run() {
  ort.env.wasm.wasmPaths = `${location.origin}/peers/onnxruntime-web/dist/`;
  ort.env.wasm.numThreads = Number(parameters.threads);
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(`/data/${parameters.precision}.onnx`, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const { pixels, probabilities } = await reference();
  const int8 = parameters.precision === 'int8';
  const values = planar(int8 ? pixels : normalize(pixels));
  const [inputName] = session.inputNames;
  const [outputName] = session.outputNames;
  const infer = async () => {
    const input = new ort.Tensor(int8 ? 'uint8' : 'float32', values, [1, 3, 224, 224]);
    return (await session.run({ [inputName]: input }))[outputName].data;
  };
  return measure(infer, probabilities);
}

publish(run());
