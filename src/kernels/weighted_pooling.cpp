#include "kernels/weighted_pooling.h"

#include <algorithm>
#include <cmath>

#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

// Of int8 a whole number, which is summed in any order, and so by SIMD: at most 255^2 a channel.
int32_t squareOf(const int8_t* values, size_t count, int32_t zeroPoint) {
  int32_t square = 0;
  for (size_t i = 0; i < count; ++i) square += (values[i] - zeroPoint) * (values[i] - zeroPoint);
  return square;
}

float squareOf(const float* values, size_t count, int32_t) {
  float square = 0;
  for (size_t i = 0; i < count; ++i) square += values[i] * values[i];
  return square;
}

class GlobalWeightedPooling final : public Operator {
 public:
  GlobalWeightedPooling(const WeightedPoolingGeometry& geometry,
                        std::optional<std::pair<Quantization, Quantization>> quantizations)
      : geometry_(geometry), quantizations_(quantizations) {}

  size_t reshape(size_t batch, const ThreadPool&) override {
    batch_ = batch;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    picture_ = inputs[0];
    weights_ = inputs[1];
    output_ = as<float>(output);
  }

  void run(const ThreadPool&) override {
    if (quantizations_) {
      pool(as<int8_t>(picture_), as<int8_t>(weights_), quantizations_->first,
           quantizations_->second);
    } else {
      pool(as<float>(picture_), as<float>(weights_), {1, 0}, {1, 0});
    }
  }

 private:
  template <typename T>
  void pool(const T* pixel, const T* weights, Quantization of, Quantization ofWeights) const {
    const auto& [input, channels, weightChannels] = geometry_;
    const size_t pixels = input.height * input.width;
    const float factor = of.scale * ofWeights.scale / static_cast<float>(pixels);
    const auto zero = static_cast<float>(of.zeroPoint);
    for (size_t item = 0; item < batch_; ++item) {
      float* output = output_ + item * channels;
      std::fill_n(output, channels, 0.0f);
      for (size_t p = 0; p < pixels; ++p, pixel += channels, weights += weightChannels) {
        const float weight =
            factor *
            std::sqrt(static_cast<float>(squareOf(weights, weightChannels, ofWeights.zeroPoint)));
        for (size_t c = 0; c < channels; ++c) {
          output[c] += weight * (static_cast<float>(pixel[c]) - zero);
        }
      }
    }
  }

  WeightedPoolingGeometry geometry_;
  std::optional<std::pair<Quantization, Quantization>> quantizations_;
  size_t batch_ = 0;
  const std::byte* picture_ = nullptr;
  const std::byte* weights_ = nullptr;
  float* output_ = nullptr;
};

}  // namespace

OperatorPtr makeGlobalWeightedPooling(
    const WeightedPoolingGeometry& geometry,
    std::optional<std::pair<Quantization, Quantization>> quantizations) {
  return std::make_unique<GlobalWeightedPooling>(geometry, quantizations);
}

}  // namespace loupe
