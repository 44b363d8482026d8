#!/usr/bin/env python3
"""Writes models/imagenet-vocabulary.tsv: every concept that a photo's classes belong to, and the words for it.

usage: vocabulary.py WORDNET_DIR

WORDNET_DIR holds WordNet's data.noun and noun.exc. A line has five fields: id, whether the concept is one of the
tags that people are shown, name, words, parents. A tag's parents among the tags are those of taxonomy.py; all
others are WordNet's. search_words.tsv adds what WordNet does not say.
"""

import sys
from collections import Counter
from pathlib import Path

from taxonomy import MODELS, ancestors, read_table, read_wordnet

FIRST_OWN_ID = 99_000_001  # beyond WordNet's, which are places in a file of 15 MB
TOO_GENERAL = 0.7  # of the classes: "whole", "physical entity" and the like; nobody searches for them


def read_tags():
    """wnid -> (name, parents), of classes and concepts."""
    rows = [line.split("\t") for table in ("labels", "concepts")
            for line in (MODELS / f"imagenet-{table}.tsv").read_text("utf-8").splitlines()]
    return {wnid: (name, parents.split()) for wnid, name, parents in rows}


def irregular_plurals(path):
    """singular -> plurals that no rule makes."""
    plurals = {}
    for line in path.read_text("latin-1").splitlines():
        plural, *singulars = line.split()
        for singular in singulars:
            plurals.setdefault(singular, []).append(plural.replace("_", " "))
    return plurals


def without_explanation(name):
    return name.split(" (")[0]


def main(wordnet):
    wordnet = Path(wordnet)
    synsets = read_wordnet(wordnet / "data.noun")
    plurals = irregular_plurals(wordnet / "noun.exc")
    tags = read_tags()
    nodes = set(tags)
    for wnid in tags:
        nodes.update(ancestors(wnid, lambda at: synsets[at][1]))

    names = {wnid: tags[wnid][0] if wnid in tags else synsets[wnid][0][0] for wnid in nodes}
    words = {wnid: [without_explanation(names[wnid])] + synsets[wnid][0] for wnid in nodes}
    # Above a tag, its parents among the tags have been chosen by hand; a hidden concept leads to hidden ones only.
    parents = {wnid: [p for p in synsets[wnid][1] if p not in tags] +
               (tags[wnid][1] if wnid in tags else []) for wnid in nodes}

    ids = {name: wnid for wnid, name in names.items() if wnid in tags}
    own = FIRST_OWN_ID
    for name, more, kinds in read_table("search_words.tsv"):
        if name not in ids:
            ids[name] = f"n{own}"
            own += 1
            names[ids[name]], words[ids[name]], parents[ids[name]] = name, [name], []
        words[ids[name]] += filter(None, more.split("|"))
        for kind in filter(None, kinds.split("|")):
            parents[ids[kind]].append(ids[name])

    classes = [line.split("\t")[0] for line in (MODELS / "imagenet-labels.tsv").read_text("utf-8").splitlines()]
    counts = Counter(above for wnid in classes for above in ancestors(wnid, lambda at: parents[at]))
    general = {wnid for wnid, count in counts.items() if count > TOO_GENERAL * len(classes)}
    parents = {wnid: [p for p in direct if p not in general] for wnid, direct in parents.items()}

    with open(MODELS / "imagenet-vocabulary.tsv", "w", encoding="utf-8") as out:
        for wnid in sorted(set(names) - general):
            known = dict.fromkeys(word.lower() for word in words[wnid])
            known |= dict.fromkeys(plural for word in list(known) for plural in plurals.get(word, []))
            row = [wnid, "1" if wnid in tags else "0", names[wnid], "|".join(known), " ".join(parents[wnid])]
            out.write("\t".join(row) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
