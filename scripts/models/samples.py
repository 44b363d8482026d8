#!/usr/bin/env python3
"""Takes the page's sample photos out of Python packages, byte for byte, and writes samples.json; and puts
the handwritten digits on one sheet, digits.png, with digits.json:
  {"file": "digits.png", "side": 8, "columns": 43, "labels": "0123456789...", "credit": ...}

usage: samples.py OUTPUT_DIR WHEEL...
"""

import csv
import gzip
import io
import json
import struct
import sys
import zipfile
import zlib
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

# A digit a row: its 64 pixels from 0 (paper) to 16 (ink), then what it is.
DIGITS = "sklearn/datasets/data/digits.csv.gz"
DIGITS_CREDIT = "E. Alpaydin, C. Kaynak, UCI Machine Learning Repository, CC BY 4.0"
DIGIT_SIDE = 8
DIGIT_INK = 16
DIGIT_COLUMNS = 43  # of the sheet: about as many as rows


def png(rows):
    """A grey PNG of rows of bytes."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def write_digits(output, table):
    digits = [[int(float(value)) for value in row] for row in csv.reader(io.StringIO(table))]
    height = -(-len(digits) // DIGIT_COLUMNS) * DIGIT_SIDE
    sheet = [bytearray(b"\xff" * (DIGIT_COLUMNS * DIGIT_SIDE)) for _ in range(height)]
    for index, (*ink, _) in enumerate(digits):
        top, left = index // DIGIT_COLUMNS * DIGIT_SIDE, index % DIGIT_COLUMNS * DIGIT_SIDE
        for pixel, value in enumerate(ink):
            y, x = divmod(pixel, DIGIT_SIDE)
            sheet[top + y][left + x] = 255 - value * 255 // DIGIT_INK
    (output / "digits.png").write_bytes(png([bytes(row) for row in sheet]))
    listing = {"file": "digits.png", "side": DIGIT_SIDE, "columns": DIGIT_COLUMNS,
               "labels": "".join(str(digit[-1]) for digit in digits), "credit": DIGITS_CREDIT}
    (output / "digits.json").write_text(json.dumps(listing) + "\n", encoding="utf-8")


def main(output, *wheels):
    output = Path(output)
    output.mkdir(parents=True, exist_ok=True)
    archives = [zipfile.ZipFile(wheel) for wheel in wheels]
    for source, file, _, _ in SAMPLES:
        archive = next(a for a in archives if source in a.namelist())
        (output / file).write_bytes(archive.read(source))
    archive = next(a for a in archives if DIGITS in a.namelist())
    write_digits(output, gzip.decompress(archive.read(DIGITS)).decode("ascii"))
    listing = [{"file": file, "title": title, "credit": credit} for _, file, title, credit in SAMPLES]
    (output / "samples.json").write_text(json.dumps(listing, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
