#include "kernels/fully_connected.h"

#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

template <typename T>
struct Functions {
  decltype(&xnn_reshape_fully_connected_nc_f32) reshape;
  xnn_status (*setup)(xnn_operator_t, const T* input, T* output);
};

constexpr Functions<float> kFloat = {xnn_reshape_fully_connected_nc_f32,
                                     xnn_setup_fully_connected_nc_f32};
constexpr Functions<int8_t> kQuantized = {xnn_reshape_fully_connected_nc_qs8_qc8w,
                                          xnn_setup_fully_connected_nc_qs8_qc8w};

template <typename T>
class FullyConnected final : public XnnOperator {
 public:
  FullyConnected(xnn_operator_t op, const Functions<T>& functions)
      : XnnOperator(op), functions_(functions) {}

  size_t reshape(size_t batch, const ThreadPool& pool) override {
    xnn::check(functions_.reshape(op(), batch, pool.get()), "planning a dense layer");
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    xnn::check(functions_.setup(op(), as<T>(inputs[0]), as<T>(output)), "setting up a dense layer");
  }

 private:
  Functions<T> functions_;
};

}  // namespace

OperatorPtr makeFullyConnected(size_t inputChannels, size_t outputChannels,
                               std::span<const float> kernel, std::span<const float> bias,
                               Range range) {
  xnn_operator_t op = nullptr;
  xnn::check(xnn_create_fully_connected_nc_f32(
                 inputChannels, outputChannels, inputChannels, outputChannels, kernel.data(),
                 bias.empty() ? nullptr : bias.data(), range.min, range.max, /*flags=*/0,
                 /*code_cache=*/nullptr, /*weights_cache=*/nullptr, &op),
             "making a dense layer");
  return std::make_unique<FullyConnected<float>>(op, kFloat);
}

OperatorPtr makeQuantizedFullyConnected(size_t inputChannels, size_t outputChannels,
                                        const QuantizedKernel& weights, Quantization input,
                                        Quantization output, Range range) {
  const QuantizedRange clamp = quantizeRange(range, output);
  xnn_operator_t op = nullptr;
  xnn::check(xnn_create_fully_connected_nc_qs8_qc8w(
                 inputChannels, outputChannels, inputChannels, outputChannels,
                 static_cast<int8_t>(input.zeroPoint), input.scale, weights.kernelScale.data(),
                 weights.kernel.data(), weights.bias.empty() ? nullptr : weights.bias.data(),
                 static_cast<int8_t>(output.zeroPoint), output.scale, clamp.min, clamp.max,
                 /*flags=*/0, /*code_cache=*/nullptr, /*weights_cache=*/nullptr, &op),
             "making an int8 dense layer");
  return std::make_unique<FullyConnected<int8_t>>(op, kQuantized);
}

}  // namespace loupe
