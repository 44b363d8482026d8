// The settings as the engine takes them.
import type { ConvnetOptions, TrainOptions } from '../../../client/training/types';
import { withEnds } from '../network/ends';
import type { Settings } from '../settings/settings';

export function convnetOptions(settings: Settings, classes: number): ConvnetOptions {
  const { imageSize, filters, padding, units, dropout } = settings;
  return { imageSize: [imageSize, imageSize], filters, padding, units, dropout, classes };
}

export function trainOptions(settings: Settings, classes: number): TrainOptions {
  const { imageSize, architecture, augment, ...rest } = settings;
  return {
    ...rest,
    imageSize: [imageSize, imageSize],
    architecture: architecture ? withEnds(architecture, imageSize, classes) : 'convnet',
    augment: augment ?? false,
  };
}
