// Models that other programs saved as TensorFlow.js keeps them (a "layers-model"), Teachable Machine's above all:
// model.json, which holds Keras's layers and says what weights.bin holds, and metadata.json with the labels.
// https://www.tensorflow.org/js/guide/save_load
//
// Sequential and functional models in each other, of these layers: InputLayer, Conv2D, DepthwiseConv2D, Dense,
// BatchNormalization (which becomes a part of the convolution before it), ZeroPadding2D (which must be what "same"
// padding would do to the convolution after it, as MobileNet's does), ReLU, Activation, Add, the poolings, Flatten and
// Dropout. Weights are float32. Photos are prepared as Teachable Machine does: the centred square, x = rgb / 127 - 1.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace loupe {

// The three files, weights in the order of model.json's manifest. Returns a whole model file of our own. Throws Error:
// BadModel for files that are damaged or do not belong together, NotSupported for layers that are not among these.
std::vector<std::byte> importLayersModel(std::string_view modelJson,
                                         std::span<const std::byte> weights,
                                         std::string_view metadataJson);

}  // namespace loupe
