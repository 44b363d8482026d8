// Poolings for training.
#pragma once

#include "kernels/pooling.h"
#include "kernels/training/trainable.h"

namespace loupe {

// The gradient goes to each window's maximum, to the first one of equals, as TensorFlow gives it.
TrainablePtr makeTrainableMaxPooling(const PoolingGeometry& geometry);

// The gradient is shared out equally among a window's pixels, padding not counted.
TrainablePtr makeTrainableAveragePooling(const PoolingGeometry& geometry);

// As an average pooling over the whole picture.
TrainablePtr makeTrainableGlobalAveragePooling(Extent2D input, size_t channels);

}  // namespace loupe
