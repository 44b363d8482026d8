#!/usr/bin/env python3
"""Writes what the bench's pages fetch: the networks in the peers' formats, from Photoloupe's own model files,
and photos.

usage: build.py MODELS_DIR REFERENCE OUTPUT_DIR

MODELS_DIR holds efficientnet-lite0{,-float32}.safetensors. REFERENCE is a safetensors file with `pixels`,
224x224x3 bytes, and `probabilities`, what the original PyTorch weights make of them.
"""

import sys
from pathlib import Path

import onnx_model
import photos
import tfjs_model
import tflite_model
from network import Network, read_safetensors

FILES = {"float32": "efficientnet-lite0-float32.safetensors", "int8": "efficientnet-lite0.safetensors"}


def write_reference(path, network, output):
    """The photo that every network is checked with, photos like it, and their label."""
    _, tensors = read_safetensors(path)
    pixels, probabilities = tensors["pixels"], tensors["probabilities"]
    (output / "reference.bin").write_bytes(pixels.tobytes() + probabilities.tobytes())
    (output / "label.txt").write_text(network.class_names[probabilities.argmax()])
    photos.write(pixels, output)


def main(models, reference, output):
    output = Path(output)
    networks = {precision: Network(Path(models) / file) for precision, file in FILES.items()}
    for precision, network in networks.items():
        onnx_model.write(network, output / f"{precision}.onnx")
        tflite_model.write(network, output / f"{precision}.tflite")
    tfjs_model.write(networks["float32"], output / "tfjs")
    write_reference(reference, networks["float32"], output)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
