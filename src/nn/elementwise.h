// Layers that work on each value alone, or only name the values anew.
#pragma once

#include "kernels/activation.h"
#include "nn/layer.h"

namespace loupe {

// https://keras.io/api/layers/core_layers/activation/ Softmax is over the last axis, and takes an int8
// input too: its output is float32 always.
class ActivationLayer final : public Layer {
 public:
  ActivationLayer(std::string name, Activation activation)
      : Layer(std::move(name)), activation_(activation) {}

  std::string_view type() const override { return "Activation"; }
  Activation activation() const { return activation_; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;

 private:
  Activation activation_;
};

// x * scale + offset. https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/
class Rescaling final : public Layer {
 public:
  Rescaling(std::string name, float scale, float offset)
      : Layer(std::move(name)), scale_(scale), offset_(offset) {}

  std::string_view type() const override { return "Rescaling"; }
  float scale() const { return scale_; }
  float offset() const { return offset_; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;

 private:
  float scale_;
  float offset_;
};

// (H, W, C) -> (H * W * C,), row by row; the values stay where they are.
class Flatten final : public Layer {
 public:
  using Layer::Layer;

  std::string_view type() const override { return "Flatten"; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;
};

// Drops nothing outside of training.
class Dropout final : public Layer {
 public:
  Dropout(std::string name, float rate) : Layer(std::move(name)), rate_(rate) {}

  std::string_view type() const override { return "Dropout"; }
  float rate() const { return rate_; }
  TensorSpec output(std::span<const TensorSpec> inputs) const override;
  OperatorPtr makeOperator(std::span<const TensorSpec> inputs, const TensorSpec& output,
                           const Parameters& parameters) const override;

 private:
  float rate_;  // the share of values dropped in training, 0 <= rate < 1
};

}  // namespace loupe
