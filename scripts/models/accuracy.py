"""Compares what `photoloupe classify` says of photos with their labels.

usage: accuracy.py FOLDER...
"""

import csv
import json
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
MODELS = ["efficientnet-lite0-float32", "efficientnet-lite0"]


def read_parents():
    """wnid -> the wnids right above it; and the classes' wnids in order."""
    rows = {name: [line.split("\t") for line in
                   (PROJECT / "models" / f"imagenet-{name}.tsv").read_text("utf-8").splitlines()]
            for name in ("labels", "concepts")}
    parents = {wnid: above.split() for table in rows.values() for wnid, _, above in table}
    return parents, [wnid for wnid, _, _ in rows["labels"]]


def is_a(wnid, concept, parents):
    return wnid == concept or any(is_a(parent, concept, parents) for parent in parents[wnid])


def read_labels(folder):
    """file -> class index."""
    with open(Path(folder) / "labels.tsv", newline="", encoding="utf-8") as file:
        return {str(Path(folder) / row["file"]): int(row["class_index"])
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def classify(model, files):
    command = [PROJECT / "scripts" / "photoloupe", "classify", "--model", model, "--top", "5", "--json",
               "--strict", *files]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    return [json.loads(line) for line in output.splitlines()]


def measure(model, folder, parents, wnids):
    labels = read_labels(folder)
    top1 = top5 = tagged = tags = right = 0
    answers = classify(model, list(labels))
    assert len(answers) == len(labels), f"{len(labels)} photos, {len(answers)} answers"
    for answer in answers:
        truth = labels[answer["file"]]
        indices = [prediction["index"] for prediction in answer["predictions"]]
        top1 += indices[0] == truth
        top5 += truth in indices
        tagged += bool(answer["tags"])
        tags += len(answer["tags"])
        right += sum(is_a(wnids[truth], tag["wnid"], parents) for tag in answer["tags"])
    count = len(labels)
    print(f"{model:27} {Path(folder).name:20} {count:5} photos  top-1 {top1 / count:.3f}  "
          f"top-5 {top5 / count:.3f}  tagged {tagged / count:.3f}  tags that are right "
          f"{right / max(tags, 1):.3f}")


def main(folders):
    parents, wnids = read_parents()
    for folder in folders:
        for model in MODELS:
            measure(model, folder, parents, wnids)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
