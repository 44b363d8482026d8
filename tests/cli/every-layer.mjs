// A network that has every layer, each with other geometry than the next, and small random weights.

const layer = (type, more = {}, name = type.toLowerCase()) => ({ name, type, ...more });
const windowed = (size, strides, padding) => ({ kernel_size: size, strides, padding });
const pooled = (size, strides, padding) => ({ pool_size: size, strides, padding });

const LAYERS = [
  layer('InputLayer', {}, 'input'),
  layer('Rescaling', { scale: 2, offset: -0.5 }),
  layer('Conv2D', { filters: 6, ...windowed([3, 4], [2, 2], 'same'), activation: 'relu6' }, 'a'),
  layer('DepthwiseConv2D', { ...windowed([5, 3], [2, 1], 'same'), use_bias: false }, 'b'),
  layer('Activation', { activation: 'sigmoid' }, 'c'),
  layer('Conv2D', { filters: 6, ...windowed([1, 1], [1, 1], 'valid'), activation: 'softmax' }, 'd'),
  layer('Add', { inputs: ['b', 'd'] }, 'e'),
  layer('MaxPooling2D', pooled([3, 2], [2, 2], 'same'), 'f'),
  layer('AveragePooling2D', pooled([3, 3], [1, 2], 'same'), 'g'),
  layer('DepthwiseConv2D', { ...windowed([2, 2], [1, 1], 'valid'), activation: 'relu' }, 'h'),
  layer('UnitNormalization', {}, 'i'),
  layer('GlobalAveragePooling2D', {}, 'j'),
  layer('GlobalLpPooling2D', { inputs: ['h'] }, 'o'),
  layer('Flatten', { inputs: ['i'] }, 'k'),
  layer('Dropout', { rate: 0.5 }, 'l'),
  layer('Dense', { units: 5, activation: 'relu' }, 'm'),
  layer('Concatenate', { inputs: ['m', 'j'] }, 'n'),
  layer('Concatenate', { inputs: ['n', 'o'] }, 'p'),
  layer('Dense', { units: 3, use_bias: false }, 'probabilities'),
  layer('Activation', { activation: 'softmax' }, 'image'),
];
const INPUT = [37, 42];
const FLAT = 4 * 5 * 6; // what layer k makes of it

const shapes = (channels) => ({
  'a.kernel': [6, 3, 4, channels],
  'a.bias': [6],
  'b.kernel': [5, 3, 6],
  'd.kernel': [6, 1, 1, 6],
  'd.bias': [6],
  'h.kernel': [2, 2, 6],
  'h.bias': [6],
  'm.kernel': [5, FLAT],
  'm.bias': [5],
  'probabilities.kernel': [3, 17],
});

// mulberry32, from -1 to 1.
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

// The model's file, for colours (3 channels) or greys (1).
export function everyLayer(channels) {
  const random = randomNumbers(7);
  const header = {
    __metadata__: {
      format: 'photoloupe',
      version: '1',
      architecture: JSON.stringify({
        name: 'every-layer',
        input_shape: [...INPUT, channels],
        layers: LAYERS,
      }),
      class_names: '["one","two","three"]',
      preprocessing: JSON.stringify({
        crop_to_aspect_ratio: false,
        interpolation: 'bilinear',
        color_mode: channels === 3 ? 'rgb' : 'grayscale',
        mean: [100, 110, 120],
        std: [60, 70, 80],
      }),
    },
  };
  const data = [];
  for (const [name, shape] of Object.entries(shapes(channels))) {
    const count = shape.reduce((product, extent) => product * extent, 1);
    header[name] = { dtype: 'F32', shape, data_offsets: [4 * data.length, 4 * (data.length + count)] };
    for (let i = 0; i < count; i++) data.push(random());
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.from(new Float32Array(data).buffer)]);
}
