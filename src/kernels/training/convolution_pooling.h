// A convolution and the max pooling behind it, trained as one: the pictures between them, several times as
// large as what is pooled, are never in memory as a whole.
//
// The gradient of such a picture has at most one value that is not zero for each pooling window and filter:
// with a window of 2x2, three quarters of it are zeros, more where the ReLU has cut off. Both products of the
// backward pass (kernels/training/convolution.h) leave them out: G is a sparse matrix (kernels/gemm_sparse.h),
// whose rows are filters for dW and pixels for dX.
#pragma once

#include "kernels/activation.h"
#include "kernels/convolution.h"
#include "kernels/training/trainable.h"

namespace loupe {

// Whether there is one: the pooling's windows cover every pixel once, and the activation is a clamp or none.
bool canTrainWithPooling(Activation activation, const Window& pooling);

// Its input and weights are the convolution's, its output is the pooling's.
TrainablePtr makeTrainableConvolutionPooling(const ConvolutionGeometry& geometry,
                                             Activation activation, const Window& pooling);

}  // namespace loupe
