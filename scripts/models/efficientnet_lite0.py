"""EfficientNet-Lite0 as layers in Keras's words, with its PyTorch weights folded into them.

Tan and Le, "EfficientNet", 2019 (https://arxiv.org/abs/1905.11946); the lite variant has no
squeeze-and-excitation and ReLU6 for swish:
https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite
"""

import array
import math

NAME = "efficientnet-lite0"
INPUT_SHAPE = [224, 224, 3]
BATCH_NORM_EPSILON = 1e-3
# Repeats, kernel, first stride, expansion, input and output filters of each stage.
STAGES = [
    (1, 3, 1, 1, 32, 16),
    (2, 3, 2, 6, 16, 24),
    (2, 5, 2, 6, 24, 40),
    (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112),
    (4, 5, 2, 6, 112, 192),
    (1, 3, 1, 6, 192, 320),
]


class Network:
    """layers: JSON objects; tensors: name -> (shape, array.array('f'))."""

    def __init__(self, state):
        self.state = state
        self.layers = [{"name": "input", "type": "InputLayer"}]
        self.tensors = {}

    def last(self):
        return self.layers[-1]["name"]

    def convolution(self, name, kind, weight, batch_norm, stride, activation):
        """Adds a convolution; its batch norm disappears into the kernel and the bias."""
        out, ins, height, width = self.state[weight + ".weight"].shape
        layer = {"name": name, "type": kind, "inputs": [self.last()]}
        if kind == "Conv2D":
            layer["filters"] = out
        layer.update(kernel_size=[height, width], strides=[stride, stride], padding="same",
                     activation=activation, use_bias=True)
        self.layers.append(layer)
        kernel, bias = self._folded(weight, batch_norm)
        if kind == "Conv2D":
            self.tensors[name + ".kernel"] = ((out, height, width, ins),
                                              _to_ohwi(kernel, out, ins, height * width))
        else:
            self.tensors[name + ".kernel"] = ((height, width, out),
                                              _to_hwc(kernel, out, height * width))
        self.tensors[name + ".bias"] = ((out,), bias)

    def _folded(self, weight, batch_norm):
        """In double precision: w' = w * g / sqrt(v + e), b' = b - m * g / sqrt(v + e)."""
        kernel = self.state[weight + ".weight"].values
        gamma, beta, mean, variance = (self.state[f"{batch_norm}.{part}"].values for part in
                                       ("weight", "bias", "running_mean", "running_var"))
        size = len(kernel) // len(gamma)
        folded = array.array("f")
        bias = array.array("f")
        for o in range(len(gamma)):
            factor = gamma[o] / math.sqrt(variance[o] + BATCH_NORM_EPSILON)
            folded.extend(w * factor for w in kernel[o * size:(o + 1) * size])
            bias.append(beta[o] - mean[o] * factor)
        return folded, bias

    def add(self, name, **config):
        self.layers.append({"name": name, "inputs": [self.last()], **config})


def _to_ohwi(kernel, out, ins, area):
    if area == 1:
        return kernel
    ordered = array.array("f")
    for o in range(out):
        for at in range(area):
            ordered.extend(kernel[(o * ins + i) * area + at] for i in range(ins))
    return ordered


def _to_hwc(kernel, channels, area):
    return array.array("f", (kernel[c * area + at] for at in range(area) for c in range(channels)))


def build(state):
    """The network from the package's state dict."""
    net = Network(state)
    net.convolution("stem_conv", "Conv2D", "_conv_stem", "_bn0", 2, "relu6")
    index = 0
    for repeats, _kernel, first_stride, expansion, filters_in, filters_out in STAGES:
        for repeat in range(repeats):
            block, source = f"block{index}", f"_blocks.{index}"
            stride = first_stride if repeat == 0 else 1
            start = net.last()
            if expansion > 1:
                net.convolution(f"{block}_expand_conv", "Conv2D", f"{source}._expand_conv",
                                f"{source}._bn0", 1, "relu6")
            net.convolution(f"{block}_dwconv", "DepthwiseConv2D", f"{source}._depthwise_conv",
                            f"{source}._bn1", stride, "relu6")
            net.convolution(f"{block}_project_conv", "Conv2D", f"{source}._project_conv",
                            f"{source}._bn2", 1, "linear")
            if stride == 1 and (repeat > 0 or filters_in == filters_out):
                net.layers.append({"name": f"{block}_add", "type": "Add",
                                   "inputs": [net.last(), start]})
            index += 1
    net.convolution("top_conv", "Conv2D", "_conv_head", "_bn1", 1, "relu6")
    net.add("avg_pool", type="GlobalAveragePooling2D")
    classes, features = state["_fc.weight"].shape
    net.add("logits", type="Dense", units=classes, activation="linear", use_bias=True)
    net.tensors["logits.kernel"] = ((classes, features), state["_fc.weight"].values)
    net.tensors["logits.bias"] = ((classes,), state["_fc.bias"].values)
    net.add("probabilities", type="Activation", activation="softmax")
    return net
