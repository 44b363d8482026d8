"""Writes a network as a TensorFlow Lite flatbuffer: the operators that TensorFlow's converter makes of it.

float32 takes (rgb - 127) / 128; int8 takes the pixels, computes with the scales of the model file, and
gives its 1000 probabilities in float32, as Photoloupe does. The metadata is what MediaPipe asks for.
Schema: https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs
"""

import flatbuffers
import numpy as np
import tflite
from tflite import (ActivationFunctionType, BuiltinOperator, BuiltinOptions, Padding, TensorType)

from mediapipe_metadata import METADATA_NAME, mediapipe_metadata

SCHEMA_VERSION = 3
ALIGNMENT = 16
ACTIVATIONS = {"linear": ActivationFunctionType.NONE, "relu6": ActivationFunctionType.RELU6}
TYPES = {"float32": TensorType.FLOAT32, "int32": TensorType.INT32, "int8": TensorType.INT8,
         "uint8": TensorType.UINT8}
# The versions of the schema's operators that have int8.
VERSIONS = {"CONV_2D": 3, "DEPTHWISE_CONV_2D": 3, "ADD": 2, "MEAN": 2, "FULLY_CONNECTED": 4,
            "SOFTMAX": 1, "QUANTIZE": 2, "DEQUANTIZE": 2}


class Writer:
    def __init__(self, network):
        self.network = network
        self.builder = flatbuffers.Builder(8 << 20)
        self.buffers = [self.table("Buffer")]  # the first one is empty, for tensors without values
        self.tensors, self.operators, self.operator_codes = [], [], []
        self.index = {}  # layer -> its output's index in self.tensors

    def table(self, kind, **fields):
        """A table of the schema; fields are offsets or scalars, by their names in the schema."""
        getattr(tflite, kind + "Start")(self.builder)
        for name, value in fields.items():
            getattr(tflite, f"{kind}Add{name}")(self.builder, value)
        return getattr(tflite, kind + "End")(self.builder)

    def vector(self, values, dtype="<i4"):
        return self.builder.CreateNumpyVector(np.asarray(values, dtype))

    def offsets(self, tables):
        self.builder.StartVector(4, len(tables), 4)
        for table in reversed(tables):
            self.builder.PrependUOffsetTRelative(table)
        return self.builder.EndVector()

    def buffer(self, values):
        data = np.frombuffer(values, "u1")
        # As CreateNumpyVector, but aligned for SIMD.
        self.builder.StartVector(1, data.size, ALIGNMENT)
        self.builder.head -= data.size
        self.builder.Bytes[self.builder.Head():self.builder.Head() + data.size] = data.tobytes()
        self.buffers.append(self.table("Buffer", Data=self.builder.EndVector()))
        return len(self.buffers) - 1

    def quantization(self, scales, zero_points, dimension):
        return self.table("QuantizationParameters", Scale=self.vector(scales, "<f4"),
                          ZeroPoint=self.vector(zero_points, "<i8"), QuantizedDimension=dimension)

    def tensor(self, name, shape, dtype, scales=(), zero_point=0, dimension=0, values=None):
        buffer = 0 if values is None else self.buffer(np.ascontiguousarray(values).tobytes())
        fields = {"Shape": self.vector(shape), "Type": TYPES[dtype], "Buffer": buffer,
                  "Name": self.builder.CreateString(name)}
        if len(scales):
            fields["Quantization"] = self.quantization(scales, [zero_point] * len(scales), dimension)
        self.tensors.append(self.table("Tensor", **fields))
        return len(self.tensors) - 1

    def activation(self, layer, dtype=None, name=None):
        """The tensor for a layer's output, 8-bit where the layer has a quantization."""
        quantization = layer.get("quantization")
        shape = (1, *layer["shape"])
        name = name or layer["name"]
        if not quantization or dtype == "float32":
            return self.tensor(name, shape, "float32")
        zero_point = quantization["zero_point"] + (128 if dtype == "uint8" else 0)
        return self.tensor(name, shape, dtype or "int8", [quantization["scale"]], zero_point)

    def operator(self, kind, inputs, output, **options):
        code = getattr(BuiltinOperator, kind)
        if kind not in self.operator_codes:
            self.operator_codes.append(kind)
        fields = {"OpcodeIndex": self.operator_codes.index(kind), "Inputs": self.vector(inputs),
                  "Outputs": self.vector([output])}
        if options:
            table = options.pop("table")
            fields["BuiltinOptions"] = self.table(table, **options)
            fields["BuiltinOptionsType"] = getattr(BuiltinOptions, table)
        self.operators.append(self.table("Operator", **fields))
        return output

    def parameters(self, layer, kernel, dimension):
        """The indices of the layer's kernel, whose output channels are `dimension`, and its bias."""
        name, bias = layer["name"], self.network.bias(layer)
        scales, bias_scales = (), ()
        if self.network.quantized:
            scales, bias_scales = self.network.kernel_scale(layer), self.network.bias_scale(layer)
        return [self.tensor(f"{name}/kernel", kernel.shape, kernel.dtype.name, scales,
                            dimension=dimension, values=kernel),
                self.tensor(f"{name}/bias", bias.shape, bias.dtype.name, bias_scales, values=bias)]

    def convolution(self, layer, inputs, output):
        kernel = self.network.kernel(layer)
        options = {"Padding": Padding.SAME, "StrideH": layer["strides"][0],
                   "StrideW": layer["strides"][1], "DilationHFactor": 1, "DilationWFactor": 1,
                   "FusedActivationFunction": ACTIVATIONS[layer["activation"]]}
        if layer["type"] == "Conv2D":
            return self.operator("CONV_2D", inputs + self.parameters(layer, kernel, 0), output,
                                 table="Conv2DOptions", **options)
        return self.operator("DEPTHWISE_CONV_2D", inputs + self.parameters(layer, kernel[None], 3),
                             output, table="DepthwiseConv2DOptions", DepthMultiplier=1, **options)

    def compute(self, layer):
        kind, name = layer["type"], layer["name"]
        inputs = [self.index[source] for source in layer["inputs"]]
        output = self.activation(layer)
        if kind in ("Conv2D", "DepthwiseConv2D"):
            self.convolution(layer, inputs, output)
        elif kind == "Add":
            self.operator("ADD", inputs, output, table="AddOptions",
                          FusedActivationFunction=ActivationFunctionType.NONE)
        elif kind == "GlobalAveragePooling2D":
            axes = self.tensor(f"{name}/axes", (2,), "int32", values=np.int32([1, 2]))
            self.operator("MEAN", [*inputs, axes], output, table="ReducerOptions", KeepDims=False)
        elif kind == "Dense":
            parameters = self.parameters(layer, self.network.kernel(layer), 0)
            self.operator("FULLY_CONNECTED", inputs + parameters, output,
                          table="FullyConnectedOptions",
                          FusedActivationFunction=ActivationFunctionType.NONE)
        else:
            logits = self.network.source(layer)
            if "quantization" in logits:
                real = self.activation(logits, "float32", f"{logits['name']}/float")
                inputs = [self.operator("DEQUANTIZE", inputs, real)]
            self.operator("SOFTMAX", inputs, output, table="SoftmaxOptions", Beta=1.0)
        return output

    def input(self, layer):
        """Makes the first layer's tensor and returns the graph's input: bytes where that is int8."""
        self.index[layer["name"]] = output = self.activation(layer)
        if not self.network.quantized:
            return output
        pixels = self.activation(layer, "uint8", "pixels")
        self.operator("QUANTIZE", [pixels], output)
        return pixels

    def metadata(self):
        name = self.builder.CreateString(METADATA_NAME)
        return self.offsets([self.table("Metadata", Name=name,
                                        Buffer=self.buffer(mediapipe_metadata()))])

    def model(self):
        first, *others = self.network.layers
        graph_input = self.input(first)
        for layer in others:
            self.index[layer["name"]] = output = self.compute(layer)
        subgraph = self.table("SubGraph", Tensors=self.offsets(self.tensors),
                              Inputs=self.vector([graph_input]), Outputs=self.vector([output]),
                              Operators=self.offsets(self.operators))
        codes = [self.table("OperatorCode", DeprecatedBuiltinCode=getattr(BuiltinOperator, kind),
                            BuiltinCode=getattr(BuiltinOperator, kind), Version=VERSIONS[kind])
                 for kind in self.operator_codes]
        model = self.table("Model", Version=SCHEMA_VERSION, OperatorCodes=self.offsets(codes),
                           Subgraphs=self.offsets([subgraph]), Metadata=self.metadata(),
                           Buffers=self.offsets(self.buffers))
        self.builder.Finish(model, b"TFL3")
        return self.builder.Output()


def write(network, path):
    path.write_bytes(Writer(network).model())
