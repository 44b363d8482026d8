// The convnet of the classic "cats vs dogs" exercise: three convolutions with poolings, one hidden layer.
// https://developers.google.com/machine-learning/practica/image-classification
#pragma once

#include <string>
#include <vector>

#include "kernels/window.h"

namespace loupe {

struct ConvnetConfig {
  size_t height = 150;
  size_t width = 150;
  size_t channels = 3;
  std::vector<size_t> filters = {16, 32, 64};
  size_t kernelSize = 3;
  Padding padding = Padding::Valid;
  size_t units = 512;
  float dropout = 0;   // after the hidden layer; 0: there is no Dropout layer
  size_t classes = 2;  // two share one sigmoid unit; more have a softmax
};

// The architecture as models/architecture.h reads it. Layers are named as Keras names them: conv2d,
// max_pooling2d, conv2d_1, ... Pixels come in as 0 to 1.
std::string convnetArchitecture(const ConvnetConfig& config = {});

}  // namespace loupe
