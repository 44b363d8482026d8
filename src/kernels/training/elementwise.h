// Layers for training that work on each value alone.
#pragma once

#include "kernels/training/trainable.h"

namespace loupe {

// output = a + b, `count` values an item.
TrainablePtr makeTrainableAdd(size_t count);

// output = input * scale + offset.
TrainablePtr makeTrainableRescale(size_t count, float scale, float offset);

// In training, a value is dropped with probability `rate` and the others are scaled by 1 / (1 - rate); in
// use nothing happens. Which ones follows from the step's seed and the value's place alone.
// Srivastava et al., "Dropout", 2014.
TrainablePtr makeTrainableDropout(size_t count, float rate);

}  // namespace loupe
