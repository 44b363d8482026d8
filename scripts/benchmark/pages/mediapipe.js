// MediaPipe's image classifier, which takes pixels and normalises them itself.
import { ImageClassifier } from '/peers/@mediapipe/tasks-vision/vision_bundle.mjs';
import { measure, parameters, publish, reference } from './measure.js';

function toImageData(pixels) {
  const image = new ImageData(224, 224);
  image.data.fill(255);
  pixels.forEach((value, i) => (image.data[Math.floor(i / 3) * 4 + (i % 3)] = value));
  return image;
}

async function run() {
  const wasm = '/peers/@mediapipe/tasks-vision/wasm/vision_wasm_internal';
  const classifier = await ImageClassifier.createFromOptions(
    { wasmLoaderPath: `${wasm}.js`, wasmBinaryPath: `${wasm}.wasm` },
    {
      baseOptions: { modelAssetPath: `/data/${parameters.precision}.tflite`, delegate: 'CPU' },
      runningMode: 'IMAGE',
      maxResults: -1,
    },
  );
  const { pixels, probabilities } = await reference();
  const image = toImageData(pixels);
  const infer = () => {
    const result = new Float32Array(probabilities.length);
    for (const { index, score } of classifier.classify(image).classifications[0].categories)
      result[index] = score;
    return result;
  };
  return measure(infer, probabilities);
}

publish(run());
