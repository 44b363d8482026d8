#!/usr/bin/env python3
"""Writes the networks that the peers run, and the reference photo, from Photoloupe's own model files.

usage: build.py MODELS_DIR REFERENCE OUTPUT_DIR

MODELS_DIR holds efficientnet-lite0{,-float32}.safetensors. REFERENCE is a safetensors file with `pixels`,
224x224x3 bytes, and `probabilities`, what the original PyTorch weights make of them.
"""

import sys
from pathlib import Path

import onnx_model
import tfjs_model
import tflite_model
from network import Network, read_safetensors

FILES = {"float32": "efficientnet-lite0-float32.safetensors", "int8": "efficientnet-lite0.safetensors"}


def main(models, reference, output):
    output = Path(output)
    output.mkdir(parents=True, exist_ok=True)
    networks = {precision: Network(Path(models) / file) for precision, file in FILES.items()}
    for precision, network in networks.items():
        onnx_model.write(network, output / f"{precision}.onnx")
        tflite_model.write(network, output / f"{precision}.tflite")
    tfjs_model.write(networks["float32"], output / "tfjs")
    _, tensors = read_safetensors(reference)
    (output / "reference.bin").write_bytes(tensors["pixels"].tobytes() +
                                           tensors["probabilities"].tobytes())


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
