// Layers that can be put between input and answer, in Keras's words, and what of each can be changed.
import type { Architecture, ArchitectureLayer } from '../../../client/training/types';

export type LayerType =
  'Conv2D' | 'MaxPooling2D' | 'AveragePooling2D' | 'Flatten' | 'Dense' | 'Dropout' | 'GlobalAveragePooling2D';

export const LAYER_TYPES: [type: LayerType, title: string][] = [
  ['Conv2D', 'Convolution'],
  ['MaxPooling2D', 'Max pooling'],
  ['AveragePooling2D', 'Average pooling'],
  ['GlobalAveragePooling2D', 'Global average pooling'],
  ['Flatten', 'Flatten'],
  ['Dense', 'Dense'],
  ['Dropout', 'Dropout'],
];

const FRESH: Record<LayerType, Record<string, unknown>> = {
  Conv2D: { filters: 32, kernel_size: [3, 3], padding: 'same', activation: 'relu' },
  MaxPooling2D: { pool_size: [2, 2] },
  AveragePooling2D: { pool_size: [2, 2] },
  GlobalAveragePooling2D: {},
  Flatten: {},
  Dense: { units: 64, activation: 'relu' },
  Dropout: { rate: 0.5 },
};

const LOOKING_AT_PICTURES: string[] = ['Conv2D', 'MaxPooling2D', 'AveragePooling2D'];
const ENDS_OF_PICTURES = ['Flatten', 'GlobalAveragePooling2D'];

// Keras's way to name layers.
const NAMES: Record<LayerType, string> = {
  Conv2D: 'conv2d',
  MaxPooling2D: 'max_pooling2d',
  AveragePooling2D: 'average_pooling2d',
  GlobalAveragePooling2D: 'global_average_pooling2d',
  Flatten: 'flatten',
  Dense: 'dense',
  Dropout: 'dropout',
};

export function titleOf(type: string): string {
  return LAYER_TYPES.find(([each]) => each === type)?.[1] ?? type;
}

// What looks at a picture goes where there still is one, everything else before the last layer.
export function withLayer(architecture: Architecture, type: LayerType): Architecture {
  const added: ArchitectureLayer = { name: freeName(architecture, type), type, ...FRESH[type] };
  const end = architecture.layers.findIndex((layer) => ENDS_OF_PICTURES.includes(layer.type));
  const at = LOOKING_AT_PICTURES.includes(type) && end > 0 ? end : -1;
  return withLayers(architecture, architecture.layers.toSpliced(at, 0, added));
}

export function withoutLayer(architecture: Architecture, index: number): Architecture {
  return withLayers(architecture, architecture.layers.toSpliced(index, 1));
}

export function withLayerMoved(architecture: Architecture, from: number, to: number): Architecture {
  const layers = architecture.layers.slice();
  const [moved] = layers.splice(from, 1);
  layers.splice(to, 0, moved!);
  return withLayers(architecture, layers);
}

export function withLayerChanged(
  architecture: Architecture,
  index: number,
  change: Record<string, unknown>,
): Architecture {
  const layers = architecture.layers.map((layer, at) => (at === index ? { ...layer, ...change } : layer));
  return withLayers(architecture, layers);
}

// What describes a photo is the last hidden dense layer, where there is one.
function withLayers({ embedding: _, ...rest }: Architecture, layers: ArchitectureLayer[]): Architecture {
  const hidden = layers.slice(0, -1).findLast(({ type }) => type === 'Dense');
  return { ...rest, ...(hidden ? { embedding: hidden.name } : {}), layers };
}

function freeName({ layers }: Architecture, type: LayerType): string {
  const taken = new Set(layers.map(({ name }) => name));
  const base = NAMES[type];
  if (!taken.has(base)) return base;
  let number = 1;
  while (taken.has(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}
