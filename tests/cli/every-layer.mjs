// Networks that have every layer, each with other geometry than the next, and small random weights: one in float32,
// one of the layers that take int8.

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
  layer('GlobalWeightedPooling2D', { inputs: ['i', 'h'] }, 'q'),
  layer('Concatenate', { inputs: ['p', 'q'] }, 'r'),
  layer('Dense', { units: 3, use_bias: false }, 'probabilities'),
  layer('Activation', { activation: 'softmax' }, 'image'),
];

const quantized = (scale, zeroPoint) => ({ quantization: { scale, zero_point: zeroPoint } });

const INT8_LAYERS = [
  layer('InputLayer', quantized(0.0113, 3), 'input'),
  layer(
    'Conv2D',
    { filters: 6, ...windowed([3, 4], [2, 2], 'same'), activation: 'relu6', ...quantized(6 / 255, -128) },
    'a',
  ),
  layer(
    'DepthwiseConv2D',
    { ...windowed([5, 3], [2, 1], 'same'), use_bias: false, ...quantized(0.04, 17) },
    'b',
  ),
  layer('Conv2D', { filters: 6, ...windowed([1, 1], [1, 1], 'valid'), ...quantized(0.03, -40) }, 'd'),
  layer('Add', { inputs: ['b', 'd'], ...quantized(0.05, 5) }, 'e'),
  layer('GlobalAveragePooling2D', quantized(0.013, -9), 'j'),
  layer('Dense', { units: 5, activation: 'relu', ...quantized(0.01, -100) }, 'h'),
  layer('UnitNormalization', {}, 'i'),
  layer('GlobalLpPooling2D', { inputs: ['d'] }, 'o'),
  layer('Flatten', { inputs: ['e'] }, 'k'),
  layer('Dropout', { rate: 0.5 }, 'l'),
  layer('Dense', { units: 4, ...quantized(0.07, 20) }, 'm'),
  layer('Activation', { activation: 'softmax' }, 'n'),
  layer('Concatenate', { inputs: ['i', 'o'] }, 'p'),
  layer('Concatenate', { inputs: ['p', 'n'] }, 'q'),
  layer('GlobalWeightedPooling2D', { inputs: ['e', 'd'] }, 'r'),
  layer('Concatenate', { inputs: ['q', 'r'] }, 's'),
  layer('Dense', { units: 3, use_bias: false, activation: 'softmax' }, 'probabilities'),
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
  'probabilities.kernel': [3, 23],
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

const INT8_SHAPES = {
  'a.kernel': [6, 3, 4, 3],
  'a.kernel_scale': [6],
  'a.bias': [6],
  'b.kernel': [5, 3, 6],
  'b.kernel_scale': [6],
  'd.kernel': [6, 1, 1, 6],
  'd.kernel_scale': [6],
  'd.bias': [6],
  'h.kernel': [5, 6],
  'h.kernel_scale': [5],
  'h.bias': [5],
  'm.kernel': [4, 10 * 20 * 6],
  'm.kernel_scale': [4],
  'm.bias': [4],
  'probabilities.kernel': [3, 21],
};

// A tensor's type, and an element of it for a number from -1 to 1.
function elementOf(name) {
  if (name.startsWith('probabilities')) return { dtype: 'F32', Type: Float32Array, element: (x) => x };
  if (name.endsWith('scale')) return { dtype: 'F32', Type: Float32Array, element: (x) => 0.002 + 0.001 * x };
  if (name.endsWith('bias')) return { dtype: 'I32', Type: Int32Array, element: (x) => Math.round(2000 * x) };
  return { dtype: 'I8', Type: Int8Array, element: (x) => Math.round(127 * x) };
}

function modelFile(architecture, preprocessing, tensors) {
  const header = {
    __metadata__: {
      format: 'photoloupe',
      version: '1',
      architecture: JSON.stringify(architecture),
      class_names: '["one","two","three"]',
      preprocessing: JSON.stringify(preprocessing),
    },
  };
  const random = randomNumbers(7);
  const data = [];
  let offset = 0;
  for (const [name, shape, { dtype, Type, element }] of tensors) {
    const count = shape.reduce((product, extent) => product * extent, 1);
    const bytes = Buffer.from(Type.from({ length: count }, () => element(random())).buffer);
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    data.push(bytes);
    offset += bytes.length;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...data]);
}

const NORMALIZATION = { mean: [100, 110, 120], std: [60, 70, 80] };

// The model's file, for colours (3 channels) or greys (1).
export function everyLayer(channels) {
  return modelFile(
    { name: 'every-layer', input_shape: [...INPUT, channels], layers: LAYERS },
    {
      crop_to_aspect_ratio: false,
      interpolation: 'bilinear',
      color_mode: channels === 3 ? 'rgb' : 'grayscale',
      ...NORMALIZATION,
    },
    Object.entries(shapes(channels)).map(([name, shape]) => [
      name,
      shape,
      { dtype: 'F32', Type: Float32Array, element: (x) => x },
    ]),
  );
}

export function everyInt8Layer() {
  return modelFile(
    { name: 'every-int8-layer', input_shape: [40, 40, 3], layers: INT8_LAYERS },
    { crop_fraction: 0.8, interpolation: 'bicubic', ...NORMALIZATION },
    Object.entries(INT8_SHAPES).map(([name, shape]) => [name, shape, elementOf(name)]),
  );
}
