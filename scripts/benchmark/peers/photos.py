"""Makes the JPEG files that Photoloupe is timed on, from one small photo.

An enlarged picture is smoother than what a camera takes, and a smooth JPEG is quick to decode: noise like a
sensor's makes the file as large as a real one, 3 to 4 MB at 12 megapixels.
"""

import numpy as np
from PIL import Image

SIZES = {"12-megapixel.jpg": (4000, 3000), "2-megapixel.jpg": (1632, 1224), "500-pixel.jpg": (500, 375)}
NOISE = 6  # standard deviation, in 8-bit levels
QUALITY = 90


def widen(pixels, aspect):
    """A square photo to the aspect ratio: its sides continue as in a mirror."""
    margin = round(pixels.shape[1] * (aspect - 1) / 2)
    return np.pad(pixels, ((0, 0), (margin, margin), (0, 0)), "reflect")


def enlarge(pixels, size):
    photo = Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC)
    noise = np.random.default_rng(0).normal(0, NOISE, (photo.height, photo.width, 1))
    return Image.fromarray(np.clip(np.asarray(photo) + noise, 0, 255).astype(np.uint8))


def write(pixels, folder):
    for name, (width, height) in SIZES.items():
        photo = enlarge(widen(pixels, width / height), (width, height))
        photo.save(folder / name, quality=QUALITY)
