#!/usr/bin/env python3
"""Measures the ranges of the float32 network's outputs on photos: models/efficientnet-lite0.ranges.json.

usage: calibrate.py MODEL PHOTO_DIR...

MODEL is efficientnet-lite0-float32.safetensors. Of each folder, at most 300 photos are used.
"""

import json
import sys
from pathlib import Path

import numpy as np

import photos
from numpy_network import Network

RANGES = Path(__file__).resolve().parent.parent.parent / "models" / "efficientnet-lite0.ranges.json"
PHOTOS_A_FOLDER = 300
# What a layer gives for this share of photos lies within its range on either side. Less would clip too
# much, all of them would let one odd photo coarsen the steps for everyone.
SHARE = 90
# Logits get more, for a clipped one is a confident answer lost and a few folders of photos show few of the
# thousand classes.
LOGITS_MARGIN = 4 / 3


def spread(items, count):
    """At most `count` of them, evenly spaced."""
    return items if len(items) <= count else [items[i * len(items) // count] for i in range(count)]


def measure(network, paths):
    """layer -> [each photo's lowest value, each photo's highest]"""
    extremes = {}

    def observe(layer, output):
        if layer["type"] not in ("InputLayer", "Activation"):
            lows, highs = extremes.setdefault(layer["name"], ([], []))
            flat = output.reshape(len(output), -1)
            lows.extend(flat.min(axis=1))
            highs.extend(flat.max(axis=1))

    for i, batch in enumerate(photos.batches(paths)):
        network.run(batch, observe)
        print(f"\r{min((i + 1) * photos.BATCH, len(paths))} of {len(paths)} photos", end="",
              file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return extremes


def ranges_of(extremes):
    ranges = {name: [np.percentile(lows, 100 - SHARE), np.percentile(highs, SHARE)]
              for name, (lows, highs) in extremes.items()}
    lows, highs = extremes["logits"]
    ranges["logits"] = [min(lows) * LOGITS_MARGIN, max(highs) * LOGITS_MARGIN]
    return {name: [float(f"{bound:.4g}") for bound in bounds] for name, bounds in ranges.items()}


def main(model, *folders):
    paths = [path for folder in folders for path in spread(photos.find([folder]), PHOTOS_A_FOLDER)]
    ranges = ranges_of(measure(Network(model), paths))
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(bounds)}" for name, bounds in ranges.items())
    RANGES.write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
