"""Runs a Photoloupe model file in numpy: float32 as a formula would have it, int8 in the very integers
of XNNPACK. Slow and obvious; calibration and measurements stand on it, the product does not.
"""

import json
import struct

import numpy as np

DTYPES = {"F32": "<f4", "I32": "<i4", "I8": "<i1"}
CLIPS = {"linear": (-np.inf, np.inf), "relu": (0, np.inf), "relu6": (0, 6)}


def read_safetensors(path):
    """(metadata, name -> array): https://github.com/huggingface/safetensors#format"""
    with open(path, "rb") as file:
        data = file.read()
    (size,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8:8 + size])
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(data[start:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return metadata, tensors


def padded(x, kernel, strides, value):
    """TensorFlow's SAME: what is odd goes to the end."""
    pads = [(0, 0)]
    for extent, k, s in zip(x.shape[1:3], kernel, strides):
        total = max((-(-extent // s) - 1) * s + k - extent, 0)
        pads.append((total // 2, total - total // 2))
    return np.pad(x, pads + [(0, 0)], constant_values=value)


def windows(x, kernel, strides):
    """For each position of the kernel, what it meets: (row, column, (batch, height, width, channels))."""
    height, width = ((extent - k) // s + 1 for extent, k, s in zip(x.shape[1:3], kernel, strides))
    for row in range(kernel[0]):
        for column in range(kernel[1]):
            yield row, column, x[:, row:row + (height - 1) * strides[0] + 1:strides[0],
                                 column:column + (width - 1) * strides[1] + 1:strides[1]]


def convolve(layer, x, kernel):
    """Without bias. x is padded with zeros, so for int8 its zero point must be taken off before."""
    if layer["type"] == "Dense":
        return x @ kernel.T
    if layer["padding"] == "same":
        x = padded(x, layer["kernel_size"], layer["strides"], 0)
    places = windows(x, layer["kernel_size"], layer["strides"])
    if layer["type"] == "DepthwiseConv2D":
        return sum(part * kernel[row, column] for row, column, part in places)
    return sum(part @ kernel[:, row, column].T for row, column, part in places)


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class Network:
    def __init__(self, path):
        metadata, self.tensors = read_safetensors(path)
        self.metadata = {key: value if key in ("format", "version") else json.loads(value)
                         for key, value in metadata.items()}
        self.layers = self.metadata["architecture"]["layers"]
        self.quantized = "quantization" in self.layers[0]
        self.last_use = {source: layer["name"] for layer in self.layers
                         for source in layer.get("inputs", [])}

    def run(self, pixels, observe=lambda layer, output: None):
        """Probabilities (n, classes) of photos (n, height, width, 3) of bytes. Every layer's output is
        shown to `observe`: real numbers, or for int8 the integers.
        """
        kept = {}
        for layer in self.layers:
            inputs = [kept[name] for name in layer.get("inputs", [])]
            step = self._int8 if self.quantized else self._float32
            kept[layer["name"]] = pixels if not inputs else step(layer, inputs)
            if not inputs:
                kept[layer["name"]] = self._input(pixels)
            observe(layer, kept[layer["name"]])
            for name in layer.get("inputs", []):
                if self.last_use[name] == layer["name"]:
                    del kept[name]
        return kept[self.layers[-1]["name"]]

    def _input(self, pixels):
        if self.quantized:
            return pixels.astype(np.int32) - 128
        preprocessing = self.metadata["preprocessing"]
        return (pixels.astype(np.float32) - np.float32(preprocessing["mean"])) / np.float32(
            preprocessing["std"])

    def _float32(self, layer, inputs):
        kind, x = layer["type"], inputs[0]
        if kind == "Add":
            return x + inputs[1]
        if kind == "GlobalAveragePooling2D":
            return x.mean(axis=(1, 2))
        if kind == "Activation":
            return softmax(x)
        y = convolve(layer, x, self.tensors[layer["name"] + ".kernel"])
        return np.clip(y + self.tensors[layer["name"] + ".bias"], *CLIPS[layer["activation"]])

    def _int8(self, layer, inputs):
        """XNNPACK's: exact sums of integers, then one float32 factor and rounding to the nearest even."""
        kind, name = layer["type"], layer["name"]
        sources = [self._quantization(source) for source in layer["inputs"]]
        scale, zero_point = sources[0]
        x = inputs[0].astype(np.float64) - zero_point  # sums of such products are exact in 53 bits
        if kind == "Activation":
            return softmax((x * scale).astype(np.float32))
        out_scale, out_zero = self._quantization(name)
        low, high = -128, 127
        if kind == "Add":
            (_, zero_b), (scale_b, _) = sources[1], sources[1]
            y = (x * (scale / out_scale) + (inputs[1] - zero_b) * (scale_b / out_scale))
        elif kind == "GlobalAveragePooling2D":
            area = np.float32(x.shape[1] * x.shape[2])
            y = np.float32(x.sum(axis=(1, 2))) * (scale / (out_scale * area))
        else:
            sums = convolve(layer, x, self.tensors[name + ".kernel"].astype(np.float64))
            sums += self.tensors[name + ".bias"]
            factor = scale * self.tensors[name + ".kernel_scale"] / out_scale
            y = np.float32(sums) * factor
            bounds = [np.clip(np.rint(c / out_scale) + out_zero, -128, 127)
                      for c in CLIPS[layer["activation"]]]
            low, high = bounds
        return np.clip(np.rint(y) + out_zero, low, high).astype(np.int32)

    def _quantization(self, name):
        for layer in self.layers:
            if layer["name"] == name:
                return np.float32(layer["quantization"]["scale"]), layer["quantization"]["zero_point"]
        raise KeyError(name)
