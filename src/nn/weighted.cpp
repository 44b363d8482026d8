#include "nn/weighted.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "error.h"

namespace loupe {
namespace {

// Two operators, the second working in place on the output of the first.
class InPlaceChain final : public Operator {
 public:
  InPlaceChain(OperatorPtr first, OperatorPtr second)
      : first_(std::move(first)), second_(std::move(second)) {}

  size_t reshape(size_t batch, const ThreadPool& pool) override {
    return std::max(first_->reshape(batch, pool), second_->reshape(batch, pool));
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output,
             std::byte* workspace) override {
    first_->setup(inputs, output, workspace);
    const std::byte* between = output;
    second_->setup({&between, 1}, output, workspace);
  }

  void run(const ThreadPool& pool) override {
    first_->run(pool);
    second_->run(pool);
  }

 private:
  OperatorPtr first_;
  OperatorPtr second_;
};

}  // namespace

std::vector<ParameterSpec> kernelAndBias(DataType type, const KernelSpec& kernel, size_t filters,
                                         bool useBias) {
  const bool quantized = type == DataType::Int8;
  std::vector<ParameterSpec> specs = {{"kernel", type, kernel.shape}};
  specs[0].kerasAxes = kernel.kerasAxes;
  specs[0].fanIn = kernel.fanIn;
  specs[0].fanOut = kernel.fanOut;
  if (quantized) specs.push_back({"kernel_scale", DataType::Float32, {filters}, false});
  if (useBias) {
    specs.push_back({"bias", quantized ? DataType::Int32 : DataType::Float32, {filters}});
  }
  return specs;
}

Activation trainedActivation(Activation activation, bool forLogits) {
  const bool isOfTheLoss = activation == Activation::Sigmoid || activation == Activation::Softmax;
  return forLogits && isOfTheLoss ? Activation::Linear : activation;
}

QuantizedKernel quantizedKernel(const Parameters& parameters) {
  const auto usable = [](float scale) { return std::isnormal(scale) && scale > 0; };
  if (!std::ranges::all_of(parameters.get<float>("kernel_scale"), usable)) {
    throw Error(ErrorCode::BadModel, "its kernel_scale must hold positive numbers only");
  }
  return {parameters.get<int8_t>("kernel"), parameters.get<float>("kernel_scale"),
          parameters.get<int32_t>("bias")};
}

Range fusedRange(Activation activation) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  return clampOf(activation).value_or(Range{-kInfinity, kInfinity});
}

OperatorPtr withActivation(OperatorPtr linear, Activation activation, const Shape& output) {
  if (clampOf(activation)) return linear;
  const size_t channels = output[output.rank() - 1];
  OperatorPtr function = makeActivation(activation, output.elementCount() / channels, channels);
  return std::make_unique<InPlaceChain>(std::move(linear), std::move(function));
}

}  // namespace loupe
