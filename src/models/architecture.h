// A network's layers as JSON, in Keras's words:
//   {"name": "convnet", "input_shape": [150, 150, 3], "embedding": "dense", "layers": [
//     {"name": "input", "type": "InputLayer"},
//     {"name": "conv2d", "type": "Conv2D", "inputs": ["input"], "filters": 16, "kernel_size": [3, 3],
//      "strides": [1, 1], "padding": "valid", "activation": "relu", "use_bias": true}, ...]}
// Layers come in the order in which they run; without "inputs" a layer takes the one before it. An int8
// network's layers have "quantization": {"scale": s, "zero_point": z} for their outputs.
#pragma once

#include <string>

#include "models/json.h"
#include "nn/graph.h"

namespace loupe {

struct Architecture {
  Graph graph;
  std::string embedding;  // the layer whose output describes a photo; empty when there is none
};

// Throws Error(BadModel) naming the layer and the property that is wrong.
Architecture readArchitecture(const JsonValue& json);
Architecture readArchitecture(std::string_view text);

}  // namespace loupe
