// TensorFlow.js with its WebAssembly back end, float32 graph model.
/* global tf */
import { measure, normalize, parameters, publish, reference } from './measure.js';

async function run() {
  tf.wasm.setWasmPaths('/peers/@tensorflow/tfjs-backend-wasm/dist/');
  const threads = Number(parameters.threads);
  if (threads === 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  else tf.wasm.setThreadsCount(threads);
  await tf.setBackend('wasm');
  const model = await tf.loadGraphModel('/data/tfjs/model.json');
  const { pixels, probabilities } = await reference();
  const values = normalize(pixels);
  const infer = async () => {
    const output = tf.tidy(() => model.predict(tf.tensor(values, [1, 224, 224, 3])));
    const result = await output.data();
    output.dispose();
    return result;
  };
  return measure(infer, probabilities);
}

publish(run());
