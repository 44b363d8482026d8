#include "kernels/activation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/quantize.h"
#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// 1 / (1 + e^-x), with e^-|x| so that it never overflows.
float sigmoid(float x) {
  const float z = std::exp(-std::fabs(x));
  return (x >= 0 ? 1.0f : z) / (1.0f + z);
}

class ElementwiseActivation final : public Operator {
 public:
  ElementwiseActivation(Activation activation, size_t count)
      : activation_(activation), count_(count) {}

  size_t reshape(size_t batch, const ThreadPool&) override {
    total_ = batch * count_;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    input_ = as<float>(inputs[0]);
    output_ = as<float>(output);
  }

  void run(const ThreadPool&) override {
    if (const auto clamp = clampOf(activation_)) {
      std::transform(input_, input_ + total_, output_,
                     [&](float x) { return std::min(std::max(x, clamp->min), clamp->max); });
    } else {
      std::transform(input_, input_ + total_, output_, sigmoid);
    }
  }

 private:
  Activation activation_;
  size_t count_;
  size_t total_ = 0;
  const float* input_ = nullptr;
  float* output_ = nullptr;
};

xnn_operator_t createSoftmax() {
  xnn_operator_t op = nullptr;
  xnn::check(xnn_create_softmax_nc_f32(/*flags=*/0, &op), "making a softmax");
  return op;
}

class Softmax final : public XnnOperator {
 public:
  Softmax(size_t rows, size_t channels)
      : XnnOperator(createSoftmax()), rows_(rows), channels_(channels) {}

  size_t reshape(size_t batch, const ThreadPool& pool) override {
    xnn::check(xnn_reshape_softmax_nc_f32(op(), channels_, channels_, channels_, batch * rows_,
                                          pool.get()),
               "planning a softmax");
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    xnn::check(xnn_setup_softmax_nc_f32(op(), as<float>(inputs[0]), as<float>(output)),
               "setting up a softmax");
  }

 private:
  size_t rows_;
  size_t channels_;
};

class QuantizedSoftmax final : public Operator {
 public:
  QuantizedSoftmax(size_t rows, size_t channels, Quantization input)
      : softmax_(rows, channels), count_(rows * channels), quantization_(input) {}

  size_t reshape(size_t batch, const ThreadPool& pool) override {
    total_ = batch * count_;
    return softmax_.reshape(batch, pool);
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output,
             std::byte* workspace) override {
    input_ = as<int8_t>(inputs[0]);
    output_ = as<float>(output);
    const std::byte* logits = output;
    softmax_.setup({&logits, 1}, output, workspace);
  }

  void run(const ThreadPool& pool) override {
    dequantize({input_, total_}, quantization_, {output_, total_});
    softmax_.run(pool);
  }

 private:
  Softmax softmax_;
  size_t count_;
  Quantization quantization_;
  size_t total_ = 0;
  const int8_t* input_ = nullptr;
  float* output_ = nullptr;
};

}  // namespace

std::optional<Range> clampOf(Activation activation) {
  switch (activation) {
    case Activation::Linear:
      return Range{-kInfinity, kInfinity};
    case Activation::Relu:
      return Range{0.0f, kInfinity};
    case Activation::Relu6:
      return Range{0.0f, 6.0f};
    case Activation::Sigmoid:
    case Activation::Softmax:
      return std::nullopt;
  }
  return std::nullopt;
}

QuantizedRange quantizeRange(Range range, Quantization quantization) {
  const auto bound = [&](float real) {
    const float q = real / quantization.scale + static_cast<float>(quantization.zeroPoint);
    return static_cast<int8_t>(std::lrint(std::clamp(q, -128.0f, 127.0f)));
  };
  return {bound(range.min), bound(range.max)};
}

OperatorPtr makeActivation(Activation activation, size_t rows, size_t channels) {
  if (activation == Activation::Softmax) return std::make_unique<Softmax>(rows, channels);
  return std::make_unique<ElementwiseActivation>(activation, rows * channels);
}

OperatorPtr makeQuantizedSoftmax(size_t rows, size_t channels, Quantization input) {
  return std::make_unique<QuantizedSoftmax>(rows, channels, input);
}

}  // namespace loupe
