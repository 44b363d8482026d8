// Poolings over NHWC pictures, by XNNPACK.
#pragma once

#include "kernels/operator.h"
#include "kernels/window.h"
#include "tensor/tensor.h"

namespace loupe {

struct PoolingGeometry {
  Extent2D input;
  size_t channels = 0;
  Window window;  // larger than one pixel
};

// float32. Padding never wins a maximum.
OperatorPtr makeMaxPooling(const PoolingGeometry& geometry);

// float32. Padding is not counted, as in Keras.
OperatorPtr makeAveragePooling(const PoolingGeometry& geometry);

// The mean over all pixels: one value a channel.
OperatorPtr makeGlobalAveragePooling(Extent2D input, size_t channels);
OperatorPtr makeQuantizedGlobalAveragePooling(Extent2D input, size_t channels,
                                              Quantization inputQuantization,
                                              Quantization outputQuantization);

}  // namespace loupe
