// Depthwise 2D convolution for training: every channel has a window of its own. The formulas are those of
// convolution.h, channel by channel.
#pragma once

#include "kernels/convolution.h"
#include "kernels/training/trainable.h"

namespace loupe {

// `geometry` of a depthwise convolution.
TrainablePtr makeTrainableDepthwiseConvolution(const ConvolutionGeometry& geometry,
                                               Activation activation);

}  // namespace loupe
