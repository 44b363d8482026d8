// 2D convolution for training. With X the input (padded), W the kernel, G the gradient of the output before
// its activation, for output pixel p and window position t:
//   Y[p] = sum over t of X[p * stride + t] W[t] + b,   dW[t] = sum over p of X[p * stride + t]^T G[p],
//   dX[q] = sum over t of G[(q - t) / stride] W[t]^T where the division is exact,   db = sum over p of G[p].
// Each is a matrix product on the pictures as they lie (kernels/gemm.h): the pixels of a row are rows of a
// matrix that overlap by the window's width. dX is the same product over G, framed by zeros and spread by
// the stride, with the kernel turned by 180 degrees.
// Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 9.5.
#pragma once

#include "kernels/convolution.h"
#include "kernels/training/trainable.h"

namespace loupe {

// `geometry` of a convolution that is not depthwise.
TrainablePtr makeTrainableConvolution(const ConvolutionGeometry& geometry, Activation activation);

}  // namespace loupe
