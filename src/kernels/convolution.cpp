#include "kernels/convolution.h"

#include "kernels/depthwise_convolution.h"
#include "kernels/quantized_convolution.h"
#include "kernels/quantized_depthwise_convolution.h"
#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

// XNNPACK's AVX-512 kernels are faster than ours on four lanes.
#ifdef __wasm__
constexpr bool kPreferDirectDepthwise = true;
#else
constexpr bool kPreferDirectDepthwise = false;
#endif

struct XnnGroups {
  uint32_t groups;
  size_t inputChannels;
  size_t outputChannels;
};

XnnGroups groupsOf(const ConvolutionGeometry& geometry) {
  if (!geometry.depthwise) return {1, geometry.inputChannels, geometry.outputChannels};
  return {static_cast<uint32_t>(geometry.inputChannels), 1, 1};
}

uint32_t flagsOf(const ConvolutionGeometry& geometry) {
  uint32_t flags = 0;
  if (geometry.depthwise) flags |= XNN_FLAG_DEPTHWISE_CONVOLUTION;
  if (geometry.window.padding == Padding::Same) flags |= XNN_FLAG_TENSORFLOW_SAME_PADDING;
  return flags;
}

uint32_t u32(size_t value) { return static_cast<uint32_t>(value); }

template <typename T>
const T* orNull(std::span<const T> values) {
  return values.empty() ? nullptr : values.data();
}

// XNNPACK names the same function once a type.
template <typename T>
struct Functions {
  decltype(&xnn_reshape_convolution2d_nhwc_f32) reshape;
  xnn_status (*setup)(xnn_operator_t, void* workspace, const T* input, T* output);
};

constexpr Functions<float> kFloat = {xnn_reshape_convolution2d_nhwc_f32,
                                     xnn_setup_convolution2d_nhwc_f32};
constexpr Functions<int8_t> kQuantized = {xnn_reshape_convolution2d_nhwc_qs8_qc8w,
                                          xnn_setup_convolution2d_nhwc_qs8_qc8w};

template <typename T>
class Convolution final : public XnnOperator {
 public:
  Convolution(xnn_operator_t op, Extent2D input, const Functions<T>& functions)
      : XnnOperator(op), input_(input), functions_(functions) {}

  size_t reshape(size_t batch, const ThreadPool& pool) override {
    size_t bytes = 0;
    size_t alignment = 0;
    xnn::check(
        functions_.reshape(op(), batch, input_.height, input_.width, &bytes, &alignment,
                           /*output_height_out=*/nullptr, /*output_width_out=*/nullptr, pool.get()),
        "planning a convolution");
    return bytes;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output,
             std::byte* workspace) override {
    xnn::check(functions_.setup(op(), workspace, as<T>(inputs[0]), as<T>(output)),
               "setting up a convolution");
  }

 private:
  Extent2D input_;
  Functions<T> functions_;
};

}  // namespace

OperatorPtr makeConvolution(const ConvolutionGeometry& geometry, std::span<const float> kernel,
                            std::span<const float> bias, Range range) {
  if (kPreferDirectDepthwise && hasDirectDepthwiseConvolution(geometry)) {
    return makeDirectDepthwiseConvolution(geometry, kernel, bias, range);
  }
  const XnnGroups groups = groupsOf(geometry);
  const Window& window = geometry.window;
  xnn_operator_t op = nullptr;
  xnn::check(xnn_create_convolution2d_nhwc_f32(
                 0, 0, 0, 0, u32(window.size.height), u32(window.size.width),
                 u32(window.strides.height), u32(window.strides.width), /*dilation_height=*/1,
                 /*dilation_width=*/1, groups.groups, groups.inputChannels, groups.outputChannels,
                 geometry.inputChannels, geometry.outputChannels, kernel.data(), orNull(bias),
                 range.min, range.max, flagsOf(geometry), /*code_cache=*/nullptr,
                 /*weights_cache=*/nullptr, &op),
             "making a convolution");
  return std::make_unique<Convolution<float>>(op, geometry.input, kFloat);
}

OperatorPtr makeQuantizedConvolution(const ConvolutionGeometry& geometry,
                                     const QuantizedKernel& weights, Quantization input,
                                     Quantization output, Range range) {
  if (kPreferDirectDepthwise && hasDirectQuantizedDepthwiseConvolution(geometry)) {
    return makeDirectQuantizedDepthwiseConvolution(geometry, weights, input, output, range);
  }
  if (!geometry.depthwise && prefersDirectQuantizedConvolution()) {
    return makeDirectQuantizedConvolution(geometry, weights, input, output, range);
  }
  const XnnGroups groups = groupsOf(geometry);
  const Window& window = geometry.window;
  const QuantizedRange clamp = quantizeRange(range, output);
  xnn_operator_t op = nullptr;
  xnn::check(
      xnn_create_convolution2d_nhwc_qs8_qc8w(
          0, 0, 0, 0, u32(window.size.height), u32(window.size.width), u32(window.strides.height),
          u32(window.strides.width), /*dilation_height=*/1,
          /*dilation_width=*/1, groups.groups, groups.inputChannels, groups.outputChannels,
          geometry.inputChannels, geometry.outputChannels, static_cast<int8_t>(input.zeroPoint),
          input.scale, weights.kernelScale.data(), weights.kernel.data(), orNull(weights.bias),
          static_cast<int8_t>(output.zeroPoint), output.scale, clamp.min, clamp.max,
          flagsOf(geometry), /*code_cache=*/nullptr, /*weights_cache=*/nullptr, &op),
      "making an int8 convolution");
  return std::make_unique<Convolution<int8_t>>(op, geometry.input, kQuantized);
}

}  // namespace loupe
