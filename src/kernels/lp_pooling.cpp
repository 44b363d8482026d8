#include "kernels/lp_pooling.h"

#include <algorithm>
#include <cmath>

#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

class GlobalLpPooling final : public Operator {
 public:
  GlobalLpPooling(Extent2D input, size_t channels, std::optional<Quantization> quantization)
      : pixels_(input.height * input.width), channels_(channels), quantization_(quantization) {}

  size_t reshape(size_t batch, const ThreadPool&) override {
    batch_ = batch;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    input_ = inputs[0];
    output_ = as<float>(output);
  }

  void run(const ThreadPool&) override {
    for (size_t item = 0; item < batch_; ++item) {
      const size_t first = item * pixels_ * channels_;
      float* output = output_ + item * channels_;
      if (quantization_) {
        const auto zeroPoint = static_cast<float>(quantization_->zeroPoint);
        pool(as<int8_t>(input_) + first, zeroPoint, quantization_->scale, output);
      } else {
        pool(as<float>(input_) + first, 0, 1, output);
      }
    }
  }

 private:
  template <typename T>
  void pool(const T* pixel, float zeroPoint, float scale, float* output) const {
    std::fill_n(output, channels_, 0.0f);
    for (size_t p = 0; p < pixels_; ++p, pixel += channels_) {
      for (size_t c = 0; c < channels_; ++c) {
        const float value = static_cast<float>(pixel[c]) - zeroPoint;
        output[c] += value * value;
      }
    }
    for (size_t c = 0; c < channels_; ++c) output[c] = scale * std::sqrt(output[c]);
  }

  size_t pixels_;
  size_t channels_;
  std::optional<Quantization> quantization_;
  size_t batch_ = 0;
  const std::byte* input_ = nullptr;
  float* output_ = nullptr;
};

}  // namespace

OperatorPtr makeGlobalLpPooling(Extent2D input, size_t channels,
                                std::optional<Quantization> quantization) {
  return std::make_unique<GlobalLpPooling>(input, channels, quantization);
}

}  // namespace loupe
