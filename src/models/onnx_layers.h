// The layers of a network as ONNX's nodes.
#pragma once

#include <string>
#include <vector>

#include "models/onnx_graph.h"
#include "nn/graph.h"

namespace loupe {

// Adds all layers to `onnx`. `image` names the network's input there, float32 and channels first, as everything
// between the layers is: a picture is [N, C, H, W], a vector [N, C]. Returns the names of the layers' outputs, by
// node, all float32. Throws Error(BadModel) naming the tensor that is missing or does not fit.
std::vector<std::string> addLayers(OnnxGraph& onnx, const Graph& graph, const WeightSource& weights,
                                   const std::string& image);

}  // namespace loupe
