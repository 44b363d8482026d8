#!/usr/bin/env python3
"""Makes a large photo library of a small one: its photos again and again, each time a little different.

usage: large_library.py SMALL.sqlite PHOTOS LARGE.sqlite

SMALL is what `photoloupe index` makes. A copy's embedding has noise of NOISE times its own length in a random
direction, so that none is exactly like another; it is in a folder of its own and was taken some days later. Thumbnails
are left out: what is measured is what searching reads.
"""

import shutil
import sqlite3
import sys

import numpy as np

NOISE = 0.3
DAY = 24 * 60 * 60  # seconds
COPIED = """
CREATE TEMP TABLE old AS SELECT * FROM photo WHERE error IS NULL;
CREATE TEMP TABLE old_concept AS SELECT * FROM photo_concept;
CREATE TEMP TABLE old_word AS SELECT * FROM photo_word;
"""


def noisy(vector, scale, random):
    """The int8 values and the scale of a unit vector that is NOISE away."""
    values = np.frombuffer(vector, np.int8) * np.float32(scale)
    noise = random.standard_normal(values.size, dtype=np.float32)
    values += noise * (NOISE / np.linalg.norm(noise))
    values /= np.linalg.norm(values)
    largest = np.abs(values).max()
    return float(largest / 127), np.rint(values / largest * 127).astype(np.int8).tobytes()


def copy_all(database, number, ids, embeddings, random):
    """One more copy of each old photo, whose ids are moved up."""
    shift = number * (max(ids) + 1)
    database.execute(
        "INSERT INTO photo (id, root, path, bytes, modified, hash, width, height, orientation, taken, camera, text, labels) "
        "SELECT id + ?, root, ? || path, bytes, modified, "
        "CAST(substr(hash, 1, 8) || randomblob(8) AS BLOB), width, height, orientation, "
        "coalesce(taken, 1546300800 + id * ?) + ?, camera, text, labels FROM old",
        (shift, f"{number}/", DAY, number * DAY))
    database.execute("INSERT INTO photo_concept SELECT concept, photo + ?, permille FROM old_concept", (shift,))
    database.execute("INSERT INTO photo_word SELECT word, photo + ? FROM old_word", (shift,))
    database.executemany(
        "INSERT INTO embedding VALUES (?, ?, ?)",
        ((photo + shift, *noisy(vector, scale, random)) for photo, scale, vector in embeddings))


def main(small, photos, large):
    shutil.copyfile(small, large)
    database = sqlite3.connect(large)
    database.executescript(COPIED)
    database.execute("DELETE FROM thumbnail")
    embeddings = database.execute("SELECT photo, scale, vector FROM embedding").fetchall()
    ids = [photo for photo, _, _ in embeddings]
    random = np.random.default_rng(0)
    for number in range(1, -(-int(photos) // len(ids))):
        copy_all(database, number, ids, embeddings, random)
    database.execute("DELETE FROM photo WHERE id IN (SELECT id FROM photo ORDER BY id DESC LIMIT "
                     "max(0, (SELECT count(*) FROM photo) - ?))", (int(photos),))
    database.commit()
    database.execute("VACUUM")
    database.close()


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
