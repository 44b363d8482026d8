// From what a page asks for to what the engine reads: src/train/session_options.h.
import type { AugmentOptions, ConvnetOptions, Interval, TrainOptions } from './types';

// JSON; what is not given is left to the engine.
export function engineOptions(options: TrainOptions & ConvnetOptions): string {
  const { architecture, augment, startFrom, validation, validationSplit } = options;
  return JSON.stringify({
    ...options,
    validation: undefined,
    hasValidation: Boolean(validation),
    validationSplit: validation ? undefined : validationSplit,
    fineTune: architecture === 'fine-tune' && !startFrom,
    architecture: typeof architecture === 'object' ? JSON.stringify(architecture) : undefined,
    augment: augment ? augmentation(augment === true ? {} : augment) : undefined,
    threads: undefined,
    startFrom: undefined,
    checkpoint: undefined,
    base: undefined,
    signal: undefined,
  });
}

function augmentation(options: AugmentOptions): object {
  return {
    ...options,
    zoom: interval(options.zoom),
    brightness: interval(options.brightness),
    contrast: interval(options.contrast),
    saturation: interval(options.saturation),
  };
}

function interval(range: number | Interval | undefined): Interval | undefined {
  return typeof range === 'number' ? [1 - range, 1 + range] : range;
}
