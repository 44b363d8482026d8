#include "kernels/pooling.h"

#include <array>
#include <limits>

#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

uint32_t u32(size_t value) { return static_cast<uint32_t>(value); }

uint32_t flagsOf(const Window& window) {
  return window.padding == Padding::Same ? XNN_FLAG_TENSORFLOW_SAME_PADDING : 0;
}

xnn_operator_t createMaxPooling(const Window& window) {
  xnn_operator_t op = nullptr;
  xnn::check(xnn_create_max_pooling2d_nhwc_f32(
                 0, 0, 0, 0, u32(window.size.height), u32(window.size.width),
                 u32(window.strides.height), u32(window.strides.width), /*dilation_height=*/1,
                 /*dilation_width=*/1, -kInfinity, kInfinity, flagsOf(window), &op),
             "making a max pooling");
  return op;
}

class MaxPooling final : public XnnOperator {
 public:
  explicit MaxPooling(const PoolingGeometry& geometry)
      : XnnOperator(createMaxPooling(geometry.window)), geometry_(geometry) {}

  size_t reshape(size_t batch, const ThreadPool& pool) override {
    const auto& [input, channels, window] = geometry_;
    xnn::check(xnn_reshape_max_pooling2d_nhwc_f32(op(), batch, input.height, input.width, channels,
                                                  channels, channels, nullptr, nullptr, pool.get()),
               "planning a max pooling");
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    xnn::check(xnn_setup_max_pooling2d_nhwc_f32(op(), as<float>(inputs[0]), as<float>(output)),
               "setting up a max pooling");
  }

 private:
  PoolingGeometry geometry_;
};

xnn_operator_t createAveragePooling(const Window& window) {
  xnn_operator_t op = nullptr;
  xnn::check(
      xnn_create_average_pooling2d_nhwc_f32(
          0, 0, 0, 0, u32(window.size.height), u32(window.size.width), u32(window.strides.height),
          u32(window.strides.width), -kInfinity, kInfinity, flagsOf(window), &op),
      "making an average pooling");
  return op;
}

class AveragePooling final : public XnnOperator {
 public:
  explicit AveragePooling(const PoolingGeometry& geometry)
      : XnnOperator(createAveragePooling(geometry.window)), geometry_(geometry) {}

  size_t reshape(size_t batch, const ThreadPool& pool) override {
    const auto& [input, channels, window] = geometry_;
    size_t bytes = 0;
    size_t alignment = 0;
    xnn::check(xnn_reshape_average_pooling2d_nhwc_f32(op(), batch, input.height, input.width,
                                                      channels, channels, channels, &bytes,
                                                      &alignment, nullptr, nullptr, pool.get()),
               "planning an average pooling");
    return bytes;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output,
             std::byte* workspace) override {
    xnn::check(xnn_setup_average_pooling2d_nhwc_f32(op(), workspace, as<float>(inputs[0]),
                                                    as<float>(output)),
               "setting up an average pooling");
  }

 private:
  PoolingGeometry geometry_;
};

xnn_operator_t createMean(xnn_datatype type, const xnn_quantization_params* input,
                          const xnn_quantization_params* output) {
  xnn_operator_t op = nullptr;
  xnn::check(xnn_create_reduce_nd(xnn_reduce_mean, type, input, output, /*flags=*/0, &op),
             "making a global average pooling");
  return op;
}

// float32 sums are made in the output itself; int8 ones in a workspace of int32. XNNPACK tells the two
// apart by whether it is given a workspace.
class GlobalAveragePooling final : public XnnOperator {
 public:
  GlobalAveragePooling(xnn_operator_t op, Extent2D input, size_t channels, DataType type)
      : XnnOperator(op), input_(input), channels_(channels), type_(type) {}

  size_t reshape(size_t batch, const ThreadPool& pool) override {
    const std::array<int64_t, 2> axes = {1, 2};
    const std::array<size_t, 4> shape = {batch, input_.height, input_.width, channels_};
    size_t bytes = 0;
    size_t alignment = 0;
    xnn::check(xnn_reshape_reduce_nd(op(), axes.size(), axes.data(), shape.size(), shape.data(),
                                     &bytes, &alignment, pool.get()),
               "planning a global average pooling");
    return type_ == DataType::Int8 ? bytes : 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output,
             std::byte* workspace) override {
    std::byte* sums = type_ == DataType::Int8 ? workspace : nullptr;
    xnn::check(xnn_setup_reduce_nd(op(), sums, inputs[0], output),
               "setting up a global average pooling");
  }

 private:
  Extent2D input_;
  size_t channels_;
  DataType type_;
};

}  // namespace

OperatorPtr makeMaxPooling(const PoolingGeometry& geometry) {
  return std::make_unique<MaxPooling>(geometry);
}

OperatorPtr makeAveragePooling(const PoolingGeometry& geometry) {
  return std::make_unique<AveragePooling>(geometry);
}

OperatorPtr makeGlobalAveragePooling(Extent2D input, size_t channels) {
  return std::make_unique<GlobalAveragePooling>(createMean(xnn_datatype_fp32, nullptr, nullptr),
                                                input, channels, DataType::Float32);
}

OperatorPtr makeQuantizedGlobalAveragePooling(Extent2D input, size_t channels,
                                              Quantization inputQuantization,
                                              Quantization outputQuantization) {
  const xnn_quantization_params in = {inputQuantization.zeroPoint, inputQuantization.scale};
  const xnn_quantization_params out = {outputQuantization.zeroPoint, outputQuantization.scale};
  return std::make_unique<GlobalAveragePooling>(createMean(xnn_datatype_qint8, &in, &out), input,
                                                channels, DataType::Int8);
}

}  // namespace loupe
