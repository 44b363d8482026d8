"""Writes a network as ONNX: float32, or int8 as quantize/dequantize pairs around each operator.

The pairs are what onnxruntime's own static quantiser writes (QDQ format, activations uint8, kernels int8
by channel), and what onnxruntime fuses into its integer kernels. Inputs are NCHW: (rgb - 127) / 128 in
float32, the pixels themselves in int8. The output is 1000 probabilities.
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

from network import same_padding

OPSET = 17
IR_VERSION = 8
UINT8_OFFSET = 128  # int8 q is uint8 q + 128 here: onnxruntime's fast kernels want unsigned activations


class Writer:
    def __init__(self, network):
        self.network = network
        self.nodes, self.initializers = [], []

    def constant(self, name, values):
        self.initializers.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def activation_quantization(self, layer):
        quantization = layer["quantization"]
        return [self.constant(f"{layer['name']}:scale", np.float32(quantization["scale"])),
                self.constant(f"{layer['name']}:zero_point",
                              np.uint8(quantization["zero_point"] + UINT8_OFFSET))]

    def finish_layer(self, layer, computed):
        """Names the layer's output after it; int8 networks pass it through 8 bits, which also clamps."""
        name = layer["name"]
        if "quantization" in layer:
            parameters = self.activation_quantization(layer)
            self.node("QuantizeLinear", [computed, *parameters], f"{name}:quantized")
            self.node("DequantizeLinear", [f"{name}:quantized", *parameters], name)
        elif layer.get("activation") == "relu6":
            limits = [self.constant(f"{name}:low", np.float32(0)),
                      self.constant(f"{name}:high", np.float32(6))]
            self.node("Clip", [computed, *limits], name)
        else:
            self.nodes[-1].output[0] = name

    def parameters(self, layer, kernel):
        """The names of the layer's kernel and bias, dequantised where they are integers."""
        name, bias = layer["name"], self.network.bias(layer)
        names = [self.constant(f"{name}:kernel", kernel), self.constant(f"{name}:bias", bias)]
        if not self.network.quantized:
            return names
        scales = (self.network.kernel_scale(layer), self.network.bias_scale(layer))
        return [self.node("DequantizeLinear",
                          [values, self.constant(f"{values}:scale", scale),
                           self.constant(f"{values}:zero_point", np.zeros(len(scale), integer))],
                          f"{values}:float", axis=0)
                for values, scale, integer in zip(names, scales, ("<i1", "<i4"))]

    def convolution(self, layer):
        kernel = self.network.kernel(layer)
        depthwise = layer["type"] == "DepthwiseConv2D"
        kernel = kernel.transpose(2, 0, 1)[:, None] if depthwise else kernel.transpose(0, 3, 1, 2)
        source = self.network.source(layer)
        paddings = [same_padding(*of) for of in
                    zip(source["shape"], layer["kernel_size"], layer["strides"])]
        before, after = zip(*paddings)
        return self.node("Conv", [source["name"], *self.parameters(layer, kernel)],
                         layer["name"] + ":sum", group=len(kernel) if depthwise else 1,
                         kernel_shape=layer["kernel_size"], strides=layer["strides"],
                         pads=[*before, *after])

    def compute(self, layer):
        kind, name, inputs = layer["type"], layer["name"], layer["inputs"]
        if kind in ("Conv2D", "DepthwiseConv2D"):
            return self.convolution(layer)
        if kind == "Add":
            return self.node("Add", inputs, f"{name}:sum")
        if kind == "GlobalAveragePooling2D":
            return self.node("GlobalAveragePool", inputs, f"{name}:mean")
        if kind == "Dense":
            flat = self.node("Flatten", inputs, f"{name}:flat")
            return self.node("Gemm", [flat, *self.parameters(layer, self.network.kernel(layer))],
                             f"{name}:sum", transB=1)
        return self.node("Softmax", inputs, f"{name}:softmax")

    def input(self, layer):
        """float32: the tensor itself. int8: the pixels, which are its quantised values."""
        height, width, channels = layer["shape"]
        shape = (1, channels, height, width)
        if not self.network.quantized:
            return helper.make_tensor_value_info(layer["name"], TensorProto.FLOAT, shape)
        self.node("DequantizeLinear", ["pixels", *self.activation_quantization(layer)], layer["name"])
        return helper.make_tensor_value_info("pixels", TensorProto.UINT8, shape)

    def model(self):
        first, *others = self.network.layers
        graph_input = self.input(first)
        for layer in others:
            self.finish_layer(layer, self.compute(layer))
        last = others[-1]
        output = helper.make_tensor_value_info(last["name"], TensorProto.FLOAT, (1, *last["shape"]))
        graph = helper.make_graph(self.nodes, "network", [graph_input], [output], self.initializers)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)],
                                 ir_version=IR_VERSION)


def write(network, path):
    save(Writer(network).model(), path)
