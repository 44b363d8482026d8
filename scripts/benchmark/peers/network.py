"""A Photoloupe model file as numpy arrays, for writing the same network in the peers' formats."""

import json
import struct
from math import prod

import numpy as np

DTYPES = {"F32": "<f4", "I32": "<i4", "I8": "<i1"}


def read_safetensors(path):
    """(metadata, name -> array): https://github.com/huggingface/safetensors#format"""
    data = open(path, "rb").read()
    (size,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8:8 + size])
    metadata = header.pop("__metadata__", {})
    tensors = {name: np.frombuffer(data, DTYPES.get(entry["dtype"], "<u1"), prod(entry["shape"]),
                                   8 + size + entry["data_offsets"][0]).reshape(entry["shape"])
               for name, entry in header.items()}
    return metadata, tensors


class Network:
    """layers: the file's layers, in order, each with the `shape` of its output: (height, width,
    channels) or (units,). tensors: "<layer>.kernel", "<layer>.bias", "<layer>.kernel_scale".
    class_names: a name for each value of the last layer."""

    def __init__(self, path):
        metadata, self.tensors = read_safetensors(path)
        self.class_names = json.loads(metadata["class_names"])
        architecture = json.loads(metadata["architecture"])
        self.input_shape = tuple(architecture["input_shape"])
        self.layers = architecture["layers"]
        self.by_name = {layer["name"]: layer for layer in self.layers}
        self.quantized = "quantization" in self.layers[0]
        for layer in self.layers:
            layer["shape"] = self._output_shape(layer)

    def _output_shape(self, layer):
        kind = layer["type"]
        if kind == "InputLayer":
            return self.input_shape
        shape = self.source(layer)["shape"]
        if kind in ("Conv2D", "DepthwiseConv2D"):
            height, width = (-(-extent // stride) for extent, stride in zip(shape, layer["strides"]))
            return height, width, layer.get("filters", shape[2])
        if kind == "GlobalAveragePooling2D":
            return shape[2:]
        if kind == "Dense":
            return (layer["units"],)
        return shape

    def source(self, layer):
        """The layer whose output is this one's (first) input."""
        return self.by_name[layer["inputs"][0]]

    def kernel(self, layer):
        return self.tensors[layer["name"] + ".kernel"]

    def bias(self, layer):
        return self.tensors[layer["name"] + ".bias"]

    def kernel_scale(self, layer):
        """int8 networks: the scale of each output channel."""
        return self.tensors[layer["name"] + ".kernel_scale"]

    def bias_scale(self, layer):
        return (self.kernel_scale(layer) * self.source(layer)["quantization"]["scale"]).astype("<f4")


def same_padding(extent, kernel, stride):
    """(before, after) of TensorFlow's SAME: what is odd goes to the end."""
    total = max((-(-extent // stride) - 1) * stride + kernel - extent, 0)
    return total // 2, total - total // 2
