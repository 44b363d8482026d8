// What transfer learning puts between a pretrained network and its head, for training.
#pragma once

#include "kernels/training/trainable.h"
#include "kernels/weighted_pooling.h"

namespace loupe {

// Each row of `channels` values divided by its Euclidean norm: y = x / |x|, dx = (g - y (g . y)) / |x|. A row of
// almost nothing is not made longer, as in Keras's UnitNormalization.
TrainablePtr makeTrainableUnitNormalization(size_t rows, size_t channels);

// The norm y of each channel over `pixels`: dx = g x / y, and 0 where the norm is.
TrainablePtr makeTrainableGlobalLpPooling(size_t pixels, size_t channels);

// The mean y of the pixels x, each times the norm n of the same pixel w of the second input:
// dx = n g / pixels, dw = (x . g) w / (n pixels), and 0 where the norm is.
TrainablePtr makeTrainableGlobalWeightedPooling(const WeightedPoolingGeometry& geometry);

// `first` and `second` values an item, one after the other.
TrainablePtr makeTrainableConcatenate(size_t first, size_t second);

}  // namespace loupe
