// Activations and their derivatives, in place.
#pragma once

#include "kernels/activation.h"
#include "kernels/training/trainable.h"

namespace loupe {

// The lower bound that a matrix product applies for the activation: 0 for ReLU and ReLU6, else none.
float activationFloor(Activation activation);

// What activationFloor leaves to do: the upper bound of ReLU6, sigmoid, softmax over rows of `channels`.
void applyRestOfActivation(Activation activation, float* values, size_t count, size_t channels);

// Turns the gradient of the activation's output into that of its input, given the output:
//   ReLU: g where y > 0;  ReLU6: g where 0 < y < 6;  sigmoid: g y (1 - y);
//   softmax: y (g - sum(g y)) over each row of `channels`.
void backwardActivation(Activation activation, const float* output, float* gradient, size_t count,
                        size_t channels);

// The same for ReLU, ReLU6 and Linear, from `gradient` to `masked`, and adds up: sums[c] += the masked
// gradients of channel c, over `pixels` pixels that are `maskedStride` values apart in `masked`.
void maskAndSum(Activation activation, const float* output, const float* gradient, size_t pixels,
                size_t channels, float* masked, size_t maskedStride, float* sums);

// A layer that is only an activation.
TrainablePtr makeTrainableActivation(Activation activation, size_t rows, size_t channels);

}  // namespace loupe
