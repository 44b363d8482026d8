#include "train/trainable_layers.h"

#include <string>

#include "error.h"
#include "kernels/training/activation.h"
#include "kernels/training/convolution.h"
#include "kernels/training/convolution_pooling.h"
#include "kernels/training/dense.h"
#include "kernels/training/depthwise_convolution.h"
#include "kernels/training/elementwise.h"
#include "kernels/training/features.h"
#include "kernels/training/pooling.h"
#include "nn/add.h"
#include "nn/concatenate.h"
#include "nn/conv2d.h"
#include "nn/dense.h"
#include "nn/elementwise.h"
#include "nn/input_layer.h"
#include "nn/pooling.h"
#include "nn/unit_normalization.h"
#include "nn/weighted.h"

namespace loupe {
namespace {

template <typename Kind>
const Kind* as(const Layer& layer) {
  return dynamic_cast<const Kind*>(&layer);
}

TrainablePtr makeActivation(const ActivationLayer& layer, const Shape& shape, bool forLogits) {
  const Activation activation = trainedActivation(layer.activation(), forLogits);
  if (activation == Activation::Linear) return nullptr;
  const size_t channels = shape[shape.rank() - 1];
  return makeTrainableActivation(activation, shape.elementCount() / channels, channels);
}

}  // namespace

TrainablePtr makeTrainable(const Layer& layer, std::span<const TensorSpec> inputs, bool forLogits) {
  if (as<InputLayer>(layer) || as<Flatten>(layer)) return nullptr;
  const Shape& shape = inputs[0].shape;
  if (const auto* conv = as<Conv2D>(layer)) {
    return makeTrainableConvolution(conv->geometry(shape),
                                    trainedActivation(conv->config().activation, forLogits));
  }
  if (const auto* conv = as<DepthwiseConv2D>(layer)) {
    return makeTrainableDepthwiseConvolution(
        conv->geometry(shape), trainedActivation(conv->config().activation, forLogits));
  }
  if (const auto* dense = as<Dense>(layer)) {
    return makeTrainableDense(shape[0], dense->config().units,
                              trainedActivation(dense->config().activation, forLogits));
  }
  if (const auto* pooling = as<MaxPooling2D>(layer)) {
    return makeTrainableMaxPooling(pooling->geometry(shape));
  }
  if (const auto* pooling = as<AveragePooling2D>(layer)) {
    return makeTrainableAveragePooling(pooling->geometry(shape));
  }
  if (as<GlobalAveragePooling2D>(layer)) {
    return makeTrainableGlobalAveragePooling({shape[0], shape[1]}, shape[2]);
  }
  if (as<GlobalLpPooling2D>(layer)) {
    return makeTrainableGlobalLpPooling(shape[0] * shape[1], shape[2]);
  }
  if (const auto* pooling = as<GlobalWeightedPooling2D>(layer)) {
    return makeTrainableGlobalWeightedPooling(pooling->geometry(inputs));
  }
  if (const auto* activation = as<ActivationLayer>(layer)) {
    return makeActivation(*activation, shape, forLogits);
  }
  if (const auto* rescaling = as<Rescaling>(layer)) {
    return makeTrainableRescale(shape.elementCount(), rescaling->scale(), rescaling->offset());
  }
  if (const auto* dropout = as<Dropout>(layer)) {
    return makeTrainableDropout(shape.elementCount(), dropout->rate());
  }
  if (as<UnitNormalization>(layer)) {
    const size_t channels = shape[shape.rank() - 1];
    return makeTrainableUnitNormalization(shape.elementCount() / channels, channels);
  }
  if (as<Concatenate>(layer)) return makeTrainableConcatenate(shape[0], inputs[1].shape[0]);
  if (as<Add>(layer)) return makeTrainableAdd(shape.elementCount());
  throw Error(ErrorCode::NotSupported,
              "a " + std::string(layer.type()) + " layer cannot be trained, only used");
}

TrainablePtr makeTrainableWith(const Layer& layer, const Layer& next,
                               std::span<const TensorSpec> inputs) {
  const auto* conv = as<Conv2D>(layer);
  const auto* pooling = as<MaxPooling2D>(next);
  if (!conv || !pooling) return nullptr;
  const ConvolutionGeometry geometry = conv->geometry(inputs[0].shape);
  const Window& window = pooling->window();
  const Activation activation = conv->config().activation;
  if (!canTrainWithPooling(activation, window)) return nullptr;
  return makeTrainableConvolutionPooling(geometry, activation, window);
}

}  // namespace loupe
