#!/usr/bin/env python3
"""Takes the page's sample photos out of Python packages, byte for byte, and writes samples.json.

usage: samples.py OUTPUT_DIR WHEEL...
"""

import json
import sys
import zipfile
from pathlib import Path

# File in a wheel, file here, title, credit: as the packages' documentation states them.
SAMPLES = [
    ("skimage/data/chelsea.png", "cat.png", "Chelsea the cat", "Stefan van der Walt, CC0"),
    ("skimage/data/coffee.png", "coffee.png", "A cup of coffee", "Rachel Michetti, CC0"),
    ("sklearn/datasets/images/china.jpg", "temple.jpg", "The Summer Palace in Beijing",
     "danielbuechele, CC BY 2.0"),
    ("skimage/data/rocket.jpg", "rocket.jpg", "A Falcon 9 before its launch", "SpaceX, public domain"),
    ("sklearn/datasets/images/flower.jpg", "flower.jpg", "A dahlia", "vultilion, CC BY 2.0"),
    ("skimage/data/camera.png", "photographer.png", "A photographer", "Lav Varshney, CC0"),
    ("skimage/data/hubble_deep_field.jpg", "galaxies.jpg", "The Hubble eXtreme Deep Field",
     "NASA, public domain"),
]


def main(output, *wheels):
    output = Path(output)
    output.mkdir(parents=True, exist_ok=True)
    archives = [zipfile.ZipFile(wheel) for wheel in wheels]
    for source, file, _, _ in SAMPLES:
        archive = next(a for a in archives if source in a.namelist())
        (output / file).write_bytes(archive.read(source))
    listing = [{"file": file, "title": title, "credit": credit} for _, file, title, credit in SAMPLES]
    (output / "samples.json").write_text(json.dumps(listing, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
