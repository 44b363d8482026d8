// The settings as the engine takes them.
import type { ConvnetOptions, TrainOptions } from '../../../client/training/types';
import { withEnds } from '../network/ends';
import type { Settings } from '../settings/settings';

export function convnetOptions(settings: Settings, classes: number): ConvnetOptions {
  const { imageSize, filters, padding, units, dropout } = settings;
  return { imageSize: [imageSize, imageSize], filters, padding, units, dropout, classes };
}

export function trainOptions(settings: Settings, classes: number, photos: number): TrainOptions {
  const { imageSize, architecture, fineTune, augment, validationSplit, ...rest } = settings;
  const layers = architecture ? withEnds(architecture, imageSize, classes) : 'convnet';
  return {
    ...rest,
    validationSplit: keptAside(settings, photos) > 0 ? validationSplit : 0, // of a few photos, none may be
    imageSize: [imageSize, imageSize],
    architecture: fineTune ? 'fine-tune' : layers,
    augment: augment ?? false,
  };
}

// How many of the photos training does not see.
export function keptAside({ validationSplit }: Settings, photos: number): number {
  return Math.floor(photos * validationSplit);
}
