import type { Architecture } from '../../../client/training/types';

// Input and answer follow the photos and the classes, whatever lies between.
export function withEnds(architecture: Architecture, imageSize: number, classes: number): Architecture {
  const layers = architecture.layers.slice();
  const last = layers.at(-1)!;
  const ending =
    classes > 2 ? { units: classes, activation: 'softmax' } : { units: 1, activation: 'sigmoid' };
  layers[layers.length - 1] = { ...last, ...ending };
  return { ...architecture, input_shape: [imageSize, imageSize, 3], layers };
}
