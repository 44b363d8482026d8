// What trains each kind of layer. Apart from the layers themselves, so that an engine that only classifies has
// none of it.
#pragma once

#include <span>

#include "kernels/training/trainable.h"
#include "nn/layer.h"

namespace loupe {

// What trains the layer, in float32. Null when the output is the input as it is (Flatten). `forLogits` leaves out
// a sigmoid or softmax at the end: the loss has it then. Throws Error(NotSupported) for a layer that is only for
// use.
TrainablePtr makeTrainable(const Layer& layer, std::span<const TensorSpec> inputs, bool forLogits);

// What trains the layer and `next`, the only one that takes its output, at once. Null where there is no such
// thing.
TrainablePtr makeTrainableWith(const Layer& layer, const Layer& next,
                               std::span<const TensorSpec> inputs);

}  // namespace loupe
