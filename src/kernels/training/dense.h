// A dense layer for training: Y = X W + b, dX = G W^T, dW = X^T G, db = sum of G's rows, where G is the
// gradient of the output before its activation.
//
// Its weights may be the bulk of a network (9.47 of the practicum's 9.49 million parameters), so that
// memory sets its pace: the backward pass goes through them once, a block of inputs at a time, computing dX
// from the block, then its gradient, which the sink may apply while both are in the cache.
#pragma once

#include "kernels/activation.h"
#include "kernels/training/trainable.h"

namespace loupe {

TrainablePtr makeTrainableDense(size_t inputs, size_t units, Activation activation);

}  // namespace loupe
