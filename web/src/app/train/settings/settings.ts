// All that a training is told besides its photos; what of it nobody has touched follows the photos.
import type {
  AugmentOptions,
  Architecture,
  OptimizerName,
  ScheduleName,
} from '../../../client/training/types';
import { Store } from '../../state/store';
import { getPart, putPart } from '../project/database';
import { keep } from '../project/keeping';
import { project } from '../project/project';

export interface Settings {
  imageSize: number; // pixels, of a square
  filters: number[];
  padding: 'valid' | 'same';
  units: number;
  dropout: number;
  architecture: Architecture | null; // in place of the convnet, once its layers are edited
  fineTune: boolean; // the pretrained network, in place of either

  epochs: number;
  stepsPerEpoch: number; // 0: all photos
  validationSteps: number; // 0: all photos
  batchSize: number;
  validationSplit: number;
  optimizer: OptimizerName;
  learningRate: number;
  schedule: ScheduleName;
  earlyStopping: number; // 0: never
  balanceClasses: boolean;
  augment: AugmentOptions | null;
  seed: number;
}

export const PRACTICUM_AUGMENTATION: Required<
  Pick<AugmentOptions, 'rotation' | 'widthShift' | 'heightShift' | 'shear' | 'horizontalFlip'>
> & { zoom: number; brightness: number } = {
  rotation: 40,
  widthShift: 0.2,
  heightShift: 0.2,
  shear: 0.2,
  zoom: 0.2,
  horizontalFlip: true,
  brightness: 0,
};

// https://developers.google.com/machine-learning/practica/image-classification
export const PRACTICUM: Settings = {
  imageSize: 150,
  filters: [16, 32, 64],
  padding: 'valid',
  units: 512,
  dropout: 0.5,
  architecture: null,
  fineTune: false,
  epochs: 30,
  stepsPerEpoch: 100,
  validationSteps: 50,
  batchSize: 20,
  validationSplit: 0.2,
  optimizer: 'rmsprop',
  learningRate: 0.001,
  schedule: 'constant',
  earlyStopping: 0,
  balanceClasses: false,
  augment: PRACTICUM_AUGMENTATION,
  seed: 1,
};

// What suits fine-tuning: src/train/fine_tuning.cpp.
const FINE_TUNING = {
  fineTune: true,
  architecture: null,
  epochs: 12,
  stepsPerEpoch: 0,
  validationSteps: 0,
  batchSize: 20,
  optimizer: 'adamw',
  learningRate: 0.0001,
  schedule: 'cosine',
  earlyStopping: 0,
  augment: null,
} satisfies Partial<Settings>;

// Keras's defaults.
export const LEARNING_RATES: Record<OptimizerName, number> = {
  rmsprop: 0.001,
  sgd: 0.01,
  adam: 0.001,
  adamw: 0.001,
};

const MANY = 2000; // photos; more need fewer looks at each
const FEW = 100; // photos; with less a batch of 20 makes too few steps an epoch
const SAMPLE_SIDE = 16; // twice the digits' own, so that two poolings leave something

// What suits a set of photos: small enough to see something learned within minutes on a laptop.
function settingsFor(photos: number, sample: boolean): Settings {
  const calm = { ...PRACTICUM, stepsPerEpoch: 0, validationSteps: 0, optimizer: 'adam' } as const;
  if (sample)
    return {
      ...calm,
      imageSize: SAMPLE_SIDE,
      padding: 'same',
      filters: [16, 32],
      units: 128,
      dropout: 0.25,
      epochs: 10,
      batchSize: 32,
      augment: null,
    };
  return {
    ...calm,
    imageSize: 96,
    units: 128,
    epochs: photos > MANY ? 15 : 30,
    batchSize: photos < FEW ? 10 : 20,
    earlyStopping: 8,
  };
}

interface SettingsState {
  settings: Settings;
  touched: boolean; // by a person: photos change nothing any more
}

class TrainingSettings extends Store<SettingsState> {
  constructor() {
    super({ settings: settingsFor(0, false), touched: false });
    project.subscribe(() => this.#follow());
  }

  async open(): Promise<void> {
    await keep('The settings', async () => {
      const kept = await getPart<SettingsState>('settings');
      if (kept) this.update(kept);
    });
    this.#follow();
  }

  change(change: Partial<Settings>): void {
    this.#set({ settings: { ...this.state.settings, ...change }, touched: true });
  }

  usePracticum(): void {
    this.#set({ settings: PRACTICUM, touched: true });
  }

  useFineTuning(): void {
    this.change(FINE_TUNING);
  }

  // Back to what suits the photos.
  reset(): void {
    this.#set({ touched: false });
    this.#follow();
  }

  #follow(): void {
    if (this.state.touched) return;
    const { photos, sample } = project.state;
    const settings = settingsFor(photos.length, sample);
    if (JSON.stringify(settings) !== JSON.stringify(this.state.settings)) this.update({ settings });
  }

  #set(change: Partial<SettingsState>): void {
    this.update(change);
    void keep('The settings', () => putPart('settings', this.state));
  }
}

export const trainingSettings = new TrainingSettings();
