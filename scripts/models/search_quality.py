"""Measures keyword search on labelled photos.

usage: search_quality.py DATA_NOUN DATA_DIR [--details]

A query is a word of WordNet: the first name of a photo's class, another name of it, or a name of one of its hypernyms,
near (up to 2 steps above), middle (up to 5) or far. A photo is what the query asks for when a sense of the word is its
class or above it; nothing is judged by hand. A hypernym's query must fit 3 photos at
least and 60 % at most.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from taxonomy import read_wordnet

PROJECT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ["imagenet_samples", "imagenet_like_ccby"]
GROUPS = ["name", "synonym", "near", "middle", "far"]
NAMES = 60  # queries of each of the first two groups
LEAST_PHOTOS, MOST_PHOTOS = 3, 0.6  # photos, share of them; of a hypernym's query
DEPTHS = {"near": 2, "middle": 5, "far": 99}  # steps above the class


def photoloupe(*arguments):
    tool = os.environ.get("LOUPE_CLI", PROJECT / "scripts" / "photoloupe")
    result = subprocess.run([tool, *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            encoding="utf-8")
    return result.stdout


def read_labels(data):
    """file -> wnid."""
    labels = {}
    for folder in FOLDERS:
        with open(data / folder / "labels.tsv", newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                labels[str((data / folder / row["file"]).resolve())] = row["wnid"]
    return labels


def depths_above(wnid, synsets):
    """wnid -> steps, of the class and all above it."""
    depths, level = {wnid: 0}, [wnid]
    while level:
        level = [above for at in level for above in synsets[at][1] if above not in depths]
        depths.update((at, max(depths.values()) + 1) for at in level)
    return depths


def make_queries(labels, synsets):
    """word -> (group, the files that it asks for)."""
    above = {wnid: depths_above(wnid, synsets) for wnid in set(labels.values())}
    wanted, groups = {}, {}
    for file, wnid in labels.items():
        for node, depth in above[wnid].items():
            for i, word in enumerate(synsets[node][0]):
                word = word.lower()
                wanted.setdefault(word, set()).add(file)
                group = (["name", "synonym"][min(i, 1)] if depth == 0 else
                         next(name for name, most in DEPTHS.items() if depth <= most))
                if GROUPS.index(group) < GROUPS.index(groups.get(word, "far")) or word not in groups:
                    groups[word] = group
    queries = {}
    for group in GROUPS:
        words = sorted(word for word in wanted if groups[word] == group)
        if group in ("name", "synonym"):
            words = words[:: max(1, len(words) // NAMES)][:NAMES]
        else:
            most = MOST_PHOTOS * len(labels)
            words = [word for word in words if LEAST_PHOTOS <= len(wanted[word]) <= most]
        queries.update((word, (group, wanted[word])) for word in words)
    return queries


def average_precision(ranked, wanted):
    hits, total = 0, 0.0
    for rank, file in enumerate(ranked, 1):
        if file in wanted:
            hits += 1
            total += hits / rank
    return total / len(wanted)


def mean(values):
    return sum(values) / len(values)


def search(library, word, *options):
    found = json.loads(photoloupe("search", library, word, "--limit", "1000", "--json", *options))
    return [photo["file"] for photo in found]


def label_match(answers, word):
    """The plain way: photos with the word in one of their five labels, by its probability."""
    scores = {}
    for file, predictions in answers.items():
        fitting = [p["probability"] for p in predictions if f" {word} " in f" {p['label'].lower()} "]
        if fitting:
            scores[file] = max(fitting)
    return sorted(scores, key=scores.get, reverse=True)


def print_row(name, rows):
    print(f"{name:9} {len(rows):4}  {mean([r['ap'] for r in rows]):.3f}  {mean([r['precision'] for r in rows]):.3f}  "
          f"{mean([r['recall'] for r in rows]):.3f}   {mean([r['label_ap'] for r in rows]):.3f}  "
          f"{mean([r['label_precision'] for r in rows]):.3f}  {mean([r['label_recall'] for r in rows]):.3f}")


def main(data_noun, data, details):
    data = Path(data).resolve()
    labels = read_labels(data)
    queries = make_queries(labels, read_wordnet(data_noun))
    lines = photoloupe("classify", "--top", "5", "--json", *labels).splitlines()
    answers = {answer["file"]: answer["predictions"] for answer in map(json.loads, lines)}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder) / "L.sqlite")
        for name in FOLDERS:
            photoloupe("index", str(data / name), "--library", library)
        for word, (group, wanted) in queries.items():
            shown, plain = search(library, word), label_match(answers, word)
            rows.append({
                "word": word, "group": group, "wanted": len(wanted),
                "ap": average_precision(search(library, word, "--minimum", "0"), wanted),
                "precision": mean([file in wanted for file in shown]) if shown else 0,
                "recall": len(wanted & set(shown)) / len(wanted),
                "label_ap": average_precision(plain, wanted),
                "label_precision": mean([file in wanted for file in plain]) if plain else 0,
                "label_recall": len(wanted & set(plain)) / len(wanted),
            })
    if details:
        for row in sorted(rows, key=lambda row: row["ap"]):
            print(f"{row['word']:32} {row['group']:8} {row['wanted']:4}  {row['ap']:.3f}  {row['precision']:.3f}  "
                  f"{row['recall']:.3f}")
    print(f"{len(labels)} photos    search                      labels' text")
    print("queries         mAP    prec.  recall  mAP    prec.  recall")
    for group in GROUPS:
        print_row(group, [row for row in rows if row["group"] == group])
    print_row("all", rows)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], "--details" in sys.argv[3:])
