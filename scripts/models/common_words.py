#!/usr/bin/env python3
"""Writes models/common-words.txt: English words that are near one of the vocabulary, and are none of it.

usage: common_words.py WORDNET_DIR

Who searches for "red" means that, and not "reed". WORDNET_DIR holds WordNet's cntlist.rev, which counts how often each
sense was met in texts. src/library/suggestions.cpp says what is near.
"""

import sys
from collections import Counter
from pathlib import Path

from taxonomy import MODELS

OFTEN = 8  # times in those texts
SHORTEST = 3  # letters


def deletions(word, depth):
    """What is left of a word without up to so many of its letters: words near each other share some of it."""
    left = {word}
    for _ in range(depth):
        left |= {some[:at] + some[at + 1:] for some in left for at in range(len(some))}
    return left


def main(wordnet):
    counts = Counter()
    for line in (Path(wordnet) / "cntlist.rev").read_text("latin-1").splitlines():
        sense, _, count = line.split()
        counts[sense.split("%")[0]] += int(count)
    rows = (MODELS / "imagenet-vocabulary.tsv").read_text("utf-8").splitlines()
    known = {word for row in rows for word in row.split("\t")[3].split("|")}
    near = {depth: {left for word in known for left in deletions(word, depth)} for depth in (1, 2)}

    def is_near(word):
        depth = 2 if len(word) > 5 else 1
        return not near[depth].isdisjoint(deletions(word, depth))

    common = sorted(word for word, count in counts.items()
                    if count >= OFTEN and len(word) >= SHORTEST and word.isalpha() and word not in known)
    (MODELS / "common-words.txt").write_text("\n".join(filter(is_near, common)) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
