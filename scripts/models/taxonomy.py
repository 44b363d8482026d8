#!/usr/bin/env python3
"""Writes models/imagenet-labels.tsv and models/imagenet-concepts.tsv from WordNet 3.0.

usage: taxonomy.py DATA_NOUN TIMM

DATA_NOUN is WordNet's file data.noun. TIMM is the Python package timm's wheel, which lists the WordNet ids
of ImageNet's 1000 classes in class order. What people call things, and where WordNet's hierarchy is no good
for tags, is decided by the three tables beside this script.
"""

import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent.parent / "models"


def read_wordnet(path):
    """wnid -> (lemmas, hypernyms' wnids); the format is WordNet's wndb(5WN)."""
    synsets = {}
    for line in open(path, encoding="latin-1"):
        if line.startswith("  "):
            continue
        fields = line.split(" ")
        lemma_count = int(fields[3], 16)
        lemmas = [fields[4 + 2 * i].replace("_", " ") for i in range(lemma_count)]
        pointer_count = int(fields[4 + 2 * lemma_count])
        pointers = fields[5 + 2 * lemma_count:][: 4 * pointer_count]
        hypernyms = ["n" + pointers[i + 1] for i in range(0, len(pointers), 4)
                     if pointers[i] in ("@", "@i")]
        synsets["n" + fields[0]] = (lemmas, hypernyms)
    return synsets


def read_table(name):
    rows = (line.rstrip("\n").split("\t") for line in open(HERE / name, encoding="utf-8"))
    return [row for row in rows if row[0] and not row[0].startswith("#")]


def ancestors(node, parents):
    """All nodes above `node`, nearest first."""
    found, queue = [], list(parents(node))
    while queue:
        at = queue.pop(0)
        if at not in found:
            found.append(at)
            queue += parents(at)
    return found


def without_detours(parents):
    """Drops each parent that is also above another parent."""
    def above(node):
        return ancestors(node, lambda at: parents[at])
    if any(node in above(node) for node in parents):
        sys.exit("relations.tsv makes a circle")
    return {node: [p for p in direct if not any(p in above(other) for other in direct)]
            for node, direct in parents.items()}


def wordnet_parents(nodes, synsets):
    """node -> the nodes right above it, when only `nodes` are left of WordNet."""
    parents = {node: [a for a in ancestors(node, lambda at: synsets[at][1]) if a in nodes]
               for node in nodes}
    return without_detours(parents)


def corrected(parents, names):
    """With the table of relations, whose rows speak of nodes by name."""
    ids = {name: node for node, name in names.items()}
    parents = {node: list(direct) for node, direct in parents.items()}
    for child, relation, parent in read_table("relations.tsv"):
        known = ids[parent] in parents[ids[child]]
        if known == (relation == "is"):
            sys.exit(f"relations.tsv: '{child} {relation} {parent}' changes nothing")
        if relation == "is":
            parents[ids[child]].append(ids[parent])
        else:
            parents[ids[child]].remove(ids[parent])
    return without_detours(parents)


def write_table(name, nodes, names, parents):
    with open(MODELS / name, "w", encoding="utf-8") as out:
        for node in nodes:
            out.write(f"{node}\t{names[node]}\t{' '.join(parents[node])}\n")


def main(data_noun, timm):
    synsets = read_wordnet(data_noun)
    with zipfile.ZipFile(timm) as wheel:
        classes = wheel.read("timm/data/_info/imagenet_synsets.txt").decode().split()
    overrides = {int(index): label for index, label in read_table("label_overrides.tsv")}
    concepts = dict(read_table("concepts.tsv"))
    names = concepts | {wnid: overrides.get(i, synsets[wnid][0][0]) for i, wnid in enumerate(classes)}
    repeated = [name for name in names.values() if list(names.values()).count(name) > 1]
    if repeated:
        sys.exit(f"names must differ: {sorted(set(repeated))}")
    parents = corrected(wordnet_parents(names, synsets), names)
    children = [p for direct in parents.values() for p in direct]
    useless = [names[wnid] for wnid in concepts if children.count(wnid) < 2]
    if useless:
        sys.exit(f"concepts must join two others at least: {useless}")
    write_table("imagenet-labels.tsv", classes, names, parents)
    write_table("imagenet-concepts.tsv", sorted(concepts), names, parents)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
