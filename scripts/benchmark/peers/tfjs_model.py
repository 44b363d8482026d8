"""Writes a float32 network as a TensorFlow.js graph model, fused as its own converter fuses it:
model.json (a TensorFlow GraphDef in JSON, with the list of weights) and one file of weights.

The input is (rgb - 127) / 128, the output 1000 probabilities.
https://github.com/tensorflow/tfjs/blob/master/tfjs-converter/src/data/compiled_api.ts
"""

import base64
import json

import numpy as np

WEIGHTS_FILE = "group1-shard1of1.bin"
FLOAT = {"type": "DT_FLOAT"}
DTYPES = {"float32": "DT_FLOAT", "int32": "DT_INT32"}


def text(value):
    return base64.b64encode(value.encode()).decode()


def integers(values):
    return {"list": {"i": [str(value) for value in values]}}


def shape_of(extents):
    return {"dim": [{"size": str(extent)} for extent in extents]}


class Writer:
    def __init__(self, network):
        self.network = network
        self.nodes, self.manifest, self.weights = [], [], []

    def node(self, name, kind, inputs=(), **attributes):
        self.nodes.append({"name": name, "op": kind, "input": list(inputs), "attr": attributes})
        return name

    def constant(self, name, values):
        values = np.ascontiguousarray(values)
        dtype = DTYPES[values.dtype.name]
        self.manifest.append({"name": name, "shape": values.shape, "dtype": values.dtype.name})
        self.weights.append(values.tobytes())
        tensor = {"dtype": dtype, "tensorShape": shape_of(values.shape)}
        return self.node(name, "Const", dtype={"type": dtype}, value={"tensor": tensor})

    def parameters(self, layer, kernel):
        name = layer["name"]
        return [self.constant(f"{name}/kernel", kernel),
                self.constant(f"{name}/bias", self.network.bias(layer))]

    def fusion(self, layer):
        """A bias is added to the sum, and the activation applied, within the operator."""
        names = ["BiasAdd"] + (["Relu6"] if layer["activation"] == "relu6" else [])
        return {"T": FLOAT, "num_args": {"i": "1"},
                "fused_ops": {"list": {"s": [text(name) for name in names]}}}

    def convolution(self, layer):
        kernel = self.network.kernel(layer)
        if layer["type"] == "Conv2D":
            kind, kernel = "_FusedConv2D", kernel.transpose(1, 2, 3, 0)
        else:
            kind, kernel = "FusedDepthwiseConv2dNative", kernel[..., None]
        self.node(layer["name"], kind, layer["inputs"] + self.parameters(layer, kernel),
                  strides=integers([1, *layer["strides"], 1]), dilations=integers([1, 1, 1, 1]),
                  padding={"s": text("SAME")}, data_format={"s": text("NHWC")},
                  explicit_paddings={"list": {}}, **self.fusion(layer))

    def compute(self, layer):
        kind, name, inputs = layer["type"], layer["name"], layer.get("inputs")
        if kind == "InputLayer":
            self.node(name, "Placeholder", dtype=FLOAT, shape={"shape": shape_of([1, *layer["shape"]])})
        elif kind in ("Conv2D", "DepthwiseConv2D"):
            self.convolution(layer)
        elif kind == "Add":
            self.node(name, "AddV2", inputs, T=FLOAT)
        elif kind == "GlobalAveragePooling2D":
            axes = self.constant(f"{name}/axes", np.int32([1, 2]))
            self.node(name, "Mean", [*inputs, axes], T=FLOAT, Tidx={"type": "DT_INT32"},
                      keep_dims={"b": False})
        elif kind == "Dense":
            parameters = self.parameters(layer, self.network.kernel(layer).T)
            self.node(name, "_FusedMatMul", inputs + parameters, transpose_a={"b": False},
                      transpose_b={"b": False}, **self.fusion(layer))
        else:
            self.node(name, "Softmax", inputs, T=FLOAT)

    def signature(self):
        first, last = self.network.layers[0], self.network.layers[-1]
        return {side: {layer["name"]: {"name": f"{layer['name']}:0", "dtype": "DT_FLOAT",
                                       "tensorShape": shape_of([1, *layer["shape"]])}}
                for side, layer in (("inputs", first), ("outputs", last))}

    def model(self):
        for layer in self.network.layers:
            self.compute(layer)
        return {"format": "graph-model", "signature": self.signature(),
                "modelTopology": {"node": self.nodes, "library": {}, "versions": {"producer": 1}},
                "weightsManifest": [{"paths": [WEIGHTS_FILE], "weights": self.manifest}]}


def write(network, folder):
    folder.mkdir()
    writer = Writer(network)
    (folder / "model.json").write_text(json.dumps(writer.model()))
    (folder / WEIGHTS_FILE).write_bytes(b"".join(writer.weights))
