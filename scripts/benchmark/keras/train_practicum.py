"""Trains the practicum's convnet on a folder of cats and dogs as the practicum does, with Keras's
ImageDataGenerator, and prints one JSON line an epoch, as `photoloupe train --json` does.
"""

import argparse
import contextlib
import json
import sys
import time

import keras
from keras.src.legacy.preprocessing.image import ImageDataGenerator

import practicum

AUGMENTATION = {"rotation_range": 40, "width_shift_range": 0.2, "height_shift_range": 0.2, "shear_range": 0.2,
                "zoom_range": 0.2, "horizontal_flip": True}


class PrintEpochs(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        figures = {key: round(logs[key], 5) for key in ("loss", "accuracy", "val_loss", "val_accuracy")}
        seconds = round(time.perf_counter() - self.start, 2)
        print(json.dumps({"epoch": epoch + 1, **figures, "seconds": seconds}), flush=True)


def photos(folder, augmentation, seed):
    generator = ImageDataGenerator(rescale=1 / 255, **augmentation)
    with contextlib.redirect_stdout(sys.stderr):
        return generator.flow_from_directory(folder, target_size=practicum.IMAGE_SIZE, class_mode="binary",
                                             batch_size=practicum.BATCH_SIZE, seed=seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", help="a folder with a folder of photos a class")
    parser.add_argument("validation", help="the same, with other photos")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--steps-per-epoch", type=int, default=100)
    parser.add_argument("--validation-steps", type=int, default=50)
    parser.add_argument("--no-augmentation", action="store_true")
    parser.add_argument("--dropout", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    practicum.set_threads(options.threads)
    keras.utils.set_random_seed(options.seed)
    augmentation = {} if options.no_augmentation else AUGMENTATION
    practicum.convnet(options.dropout).fit(
        photos(options.train, augmentation, options.seed), epochs=options.epochs,
        steps_per_epoch=options.steps_per_epoch, validation_data=photos(options.validation, {}, options.seed),
        validation_steps=options.validation_steps, callbacks=[PrintEpochs()], verbose=0)


if __name__ == "__main__":
    main()
