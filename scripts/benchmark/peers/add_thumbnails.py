#!/usr/bin/env python3
"""Gives every photo of a large library a thumbnail: one of the smallest of those of the library that it was made of.

usage: add_thumbnails.py SMALL.sqlite LARGE.sqlite
"""

import sqlite3
import sys

KINDS = 40  # thumbnails that are used, again and again


def main(small, large):
    database = sqlite3.connect(large)
    database.execute("ATTACH ? AS small", (small,))
    jpegs = [jpeg for (jpeg,) in database.execute(
        "SELECT jpeg FROM small.thumbnail ORDER BY length(jpeg) LIMIT ?", (KINDS,))]
    photos = database.execute("SELECT id FROM photo WHERE error IS NULL").fetchall()
    database.executemany(
        "INSERT OR REPLACE INTO main.thumbnail VALUES (?, ?)",
        ((photo, jpegs[number % len(jpegs)]) for number, (photo,) in enumerate(photos)))
    database.commit()
    database.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
