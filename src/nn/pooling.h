// Poolings over pictures. https://keras.io/api/layers/pooling_layers/
#pragma once

#include "kernels/pooling.h"
#include "kernels/weighted_pooling.h"
#include "kernels/window.h"
#include "nn/layer.h"

namespace loupe {

// (H, W, C) -> (H', W', C): the largest of each window.
class MaxPooling2D final : public Layer {
 public:
  MaxPooling2D(std::string name, const Window& window) : Layer(std::move(name)), window_(window) {}

  std::string_view type() const override { return "MaxPooling2D"; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;

  const Window& window() const { return window_; }
  PoolingGeometry geometry(const Shape& input) const;

 private:
  Window window_;
};

// (H, W, C) -> (H', W', C): the mean of each window, padding not counted.
class AveragePooling2D final : public Layer {
 public:
  AveragePooling2D(std::string name, const Window& window)
      : Layer(std::move(name)), window_(window) {}

  std::string_view type() const override { return "AveragePooling2D"; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;

  PoolingGeometry geometry(const Shape& input) const;

 private:
  Window window_;
};

// (H, W, C) -> (C,): the Euclidean norm over all pixels, in float32; takes int8 too. Keras has none; ONNX's is of the
// same name. https://onnx.ai/onnx/operators/onnx__GlobalLpPool.html
class GlobalLpPooling2D final : public Layer {
 public:
  using Layer::Layer;

  std::string_view type() const override { return "GlobalLpPooling2D"; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;
};

// (H, W, C) and (H, W, D) -> (C,): the mean of all pixels of the first, each times the norm of the same pixel of the
// second, in float32; takes int8 too, of both. Where the second has found something, the first counts for more.
class GlobalWeightedPooling2D final : public Layer {
 public:
  using Layer::Layer;

  std::string_view type() const override { return "GlobalWeightedPooling2D"; }
  size_t inputCount() const override { return 2; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;
  WeightedPoolingGeometry geometry(std::span<const TensorSpec> inputs) const;
};

// (H, W, C) -> (C,): the mean of all pixels.
class GlobalAveragePooling2D final : public Layer {
 public:
  using Layer::Layer;

  std::string_view type() const override { return "GlobalAveragePooling2D"; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;
};

}  // namespace loupe
