// A model as ONNX, for onnxruntime and whatever else reads it (https://onnx.ai, operator set 13).
//
// Input "image": float32 [N, height, width, channels], red, green and blue from 0 to 255, as image libraries give
// them; "image" is normalised and turned to channels first within the model, where everything else is as ONNX's
// tools like it best. Output "probabilities": float32 [N, classes]; of a model that knows what is unlike all its
// classes also "similarity", [N, classes], whose largest value is to be compared with the threshold.
//
// Metadata: "class_names", "provenance" and "novelty" as the model file has them; "preprocessing", what is to be
// done to a photo before it is an "image": cropping and resizing; and ONNX's own properties of images
// (https://github.com/onnx/onnx/blob/main/docs/MetadataProps.md).
//
// Answers are the same within 1e-4 (measured with onnxruntime: float32 models 2e-6, int8 ones 2e-7).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace loupe {

// `safetensors` is a whole model file. Throws Error(BadModel) naming what is wrong with it.
std::vector<std::byte> writeOnnx(std::span<const std::byte> safetensors);

}  // namespace loupe
