"""Measures tags taught by examples on photos with classes, among others without.

usage: teach_quality.py DATA_DIR [--details]

Each class is a tag. K of its photos, drawn at random, are given as examples, and what is found of the others is counted.
Then somebody looks at the ten that are found first and says of each whether it is so, once.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ["flowers/train", "cats_vs_dogs/validation", "imagenet_samples", "imagenet_like_ccby"]
CLASSED = FOLDERS[:2]
PHOTOS_A_CLASS = 60
EXAMPLES = [1, 3, 5, 10]
DRAWS = 4
REVIEWED = 10


def photoloupe(*arguments):
    tool = os.environ.get("LOUPE_CLI", PROJECT / "scripts" / "photoloupe")
    result = subprocess.run([tool, *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            encoding="utf-8")
    return result.stdout


def gather(data, folder):
    """Copies of the photos in one folder, as many of each class; class -> files."""
    classes = {}
    for name in FOLDERS:
        files = sorted(path for path in (data / name).rglob("*") if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
        taken = {}
        for file in files:
            label = file.parent.name if name in CLASSED else None
            if label and len(taken.setdefault(label, [])) == PHOTOS_A_CLASS:
                continue
            copy = folder / f"{len(list(folder.iterdir())):05}{file.suffix}"
            copy.write_bytes(file.read_bytes())
            if label:
                taken[label].append(str(copy.resolve()))
        classes.update(taken)
    return classes


def found(library, name):
    lines = json.loads(photoloupe("search", library, f'"{name}"', "--limit", "100000", "--json"))
    return [photo["file"] for photo in lines]


def measure(library, name, wanted, given):
    """Precision and recall among the photos that nobody has judged."""
    shown = [file for file in found(library, name) if file not in given]
    right = len(wanted.intersection(shown))
    return (right / len(shown) if shown else 1, right / len(wanted - given)), shown


def teach(library, name, yes, no):
    photoloupe("tag", "teach", library, name, "--yes", *yes, *(["--no", *no] if no else []))


def measure_draw(library, name, wanted, count, random_):
    yes = random_.sample(sorted(wanted), count)
    teach(library, name, yes, [])
    before, shown = measure(library, name, wanted, set(yes))
    reviewed = shown[:REVIEWED]
    teach(library, name, yes + [f for f in reviewed if f in wanted], [f for f in reviewed if f not in wanted])
    after, _ = measure(library, name, wanted, set(yes) | set(reviewed))
    return before + after


def mean(values):
    return sum(values) / len(values)


def main(data, details):
    random_ = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        photos = Path(folder) / "photos"
        photos.mkdir()
        classes = gather(Path(data).resolve(), photos)
        library = str(Path(folder) / "L.sqlite")
        photoloupe("index", str(photos), "--library", library)
        print(f"tags of {len(classes)} classes, {DRAWS} draws; precision and recall of the rest, then after a review")
        for count in EXAMPLES:
            rows = []
            for label, files in classes.items():
                draws = [measure_draw(library, f"taught{label}{count}draw{draw}", set(files), count, random_)
                         for draw in range(DRAWS)]
                rows += draws
                if details:
                    print(f"  {label:12} " + "  ".join(f"{mean(column):.3f}" for column in zip(*draws)))
            print(f"{count:2} photos     " + "  ".join(f"{mean(column):.3f}" for column in zip(*rows)))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], "--details" in sys.argv[2:])
