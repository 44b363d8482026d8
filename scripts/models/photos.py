"""Photos as the network takes them."""

import csv
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

CROP = 224 / 256  # of the shorter side
SIZE = 224
BATCH = 16
SUFFIXES = {".jpg", ".jpeg", ".png"}


def read(path):
    """(224, 224, 3) bytes: the centred square, resized bicubically."""
    with Image.open(path) as image:
        image = ImageOps.exif_transpose(image).convert("RGB")
    side = CROP * min(image.size)
    left, top = ((extent - side) / 2 for extent in image.size)
    box = (left, top, left + side, top + side)
    return np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BICUBIC, box=box))


def find(folders):
    return sorted(path for folder in folders for path in Path(folder).rglob("*")
                  if path.suffix.lower() in SUFFIXES)


def labelled(folder):
    """(path, class index) of each line of the folder's labels.tsv."""
    with open(Path(folder) / "labels.tsv", newline="", encoding="utf-8") as file:
        return [(Path(folder) / row["file"], int(row["class_index"]))
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def batches(paths):
    """(n, 224, 224, 3) arrays of all photos, in order."""
    for start in range(0, len(paths), BATCH):
        yield np.stack([read(path) for path in paths[start:start + BATCH]])
