#include "kernels/unit_normalization.h"

#include <algorithm>
#include <span>

#include "kernels/quantize.h"
#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

class UnitNormalization final : public Operator {
 public:
  UnitNormalization(size_t rows, size_t channels, std::optional<Quantization> quantization)
      : rows_(rows), channels_(channels), quantization_(quantization) {}

  size_t reshape(size_t batch, const ThreadPool&) override {
    total_ = batch * rows_ * channels_;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    input_ = inputs[0];
    output_ = as<float>(output);
  }

  void run(const ThreadPool&) override {
    const std::span<float> values(output_, total_);
    if (quantization_) {
      dequantize({as<int8_t>(input_), total_}, *quantization_, values);
    } else if (as<float>(input_) != output_) {
      std::copy_n(as<float>(input_), total_, output_);
    }
    for (size_t first = 0; first < total_; first += channels_) {
      normalize(values.subspan(first, channels_));
    }
  }

 private:
  static void normalize(std::span<float> row) {
    float square = 0;
    for (const float value : row) square += value * value;
    const float factor = unitFactor(square);
    for (float& value : row) value *= factor;
  }

  size_t rows_;
  size_t channels_;
  std::optional<Quantization> quantization_;
  size_t total_ = 0;
  const std::byte* input_ = nullptr;
  float* output_ = nullptr;
};

}  // namespace

OperatorPtr makeUnitNormalization(size_t rows, size_t channels,
                                  std::optional<Quantization> quantization) {
  return std::make_unique<UnitNormalization>(rows, channels, quantization);
}

}  // namespace loupe
