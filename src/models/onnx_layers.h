// The layers of a network as ONNX's nodes.
//
// What an int8 layer gives is written as its integers less the zero point, in float32, and computed as the engine does
// it, step by step: all sums below 2^24 are exact then, in any order, and runtimes give the engine's very integers.
// ONNX's quantised operators would take a third less time in onnxruntime, and more in onnxruntime-web (measured), but
// each runtime rounds them in places of its own, and some processors' sums saturate: probabilities were apart by 0.03
// (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
#pragma once

#include <string>
#include <vector>

#include "models/onnx_graph.h"
#include "nn/graph.h"

namespace loupe {

// Adds all layers to `onnx`. `image` names the network's input there, float32 and channels first, as everything
// between the layers is: a picture is [N, C, H, W], a vector [N, C]. Returns the names of the layers' outputs, by
// node. Throws Error(BadModel) naming the tensor that is missing or does not fit.
std::vector<std::string> addLayers(OnnxGraph& onnx, const Graph& graph, const WeightSource& weights,
                                   const std::string& image);

}  // namespace loupe
