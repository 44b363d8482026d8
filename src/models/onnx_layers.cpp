#include "models/onnx_layers.h"

#include <algorithm>
#include <cmath>

#include "kernels/window_span.h"
#include "nn/add.h"
#include "nn/concatenate.h"
#include "nn/conv2d.h"
#include "nn/dense.h"
#include "nn/elementwise.h"
#include "nn/input_layer.h"
#include "nn/pooling.h"
#include "nn/unit_normalization.h"
#include "nn/weighted.h"

namespace loupe {
namespace {

constexpr int64_t kChannels = 1;     // the axis, of pictures and of vectors
constexpr float kLeastNorm = 1e-6f;  // as kernels/unit_normalization.cpp has it
constexpr float kRelu6 = 6;

OnnxAttribute integer(std::string_view name, int64_t value) { return {name, {value}, false}; }

OnnxAttribute integers(std::string_view name, std::initializer_list<size_t> values) {
  return {name, {values.begin(), values.end()}};
}

// [filters][position][channel] as [filters][channel][position].
template <typename T>
std::vector<T> channelsFirst(std::span<const T> kernel, size_t filters, size_t channels) {
  const size_t positions = kernel.size() / (filters * channels);
  std::vector<T> moved(kernel.size());
  for (size_t f = 0; f < filters; ++f) {
    for (size_t p = 0; p < positions; ++p) {
      for (size_t c = 0; c < channels; ++c) {
        moved[(f * channels + c) * positions + p] = kernel[(f * positions + p) * channels + c];
      }
    }
  }
  return moved;
}

// kernel_shape, strides and pads. Padding is given in numbers: ONNX's own words for TensorFlow's "same" are
// deprecated.
std::vector<OnnxAttribute> windowAttributes(Extent2D input, const Window& window) {
  const auto& [size, strides, padding] = window;
  const Extent2D output = windowOutput(input, window);
  const auto pads = [padding](size_t in, size_t out, size_t length, size_t stride) {
    const size_t covered = (out - 1) * stride + length;
    const size_t before = paddingBefore(in, out, length, stride, padding);
    const bool isPadded = padding == Padding::Same && covered > in;
    return std::pair(before, isPadded ? covered - in - before : 0);
  };
  const auto [top, bottom] = pads(input.height, output.height, size.height, strides.height);
  const auto [left, right] = pads(input.width, output.width, size.width, strides.width);
  return {integers("kernel_shape", {size.height, size.width}),
          integers("strides", {strides.height, strides.width}),
          integers("pads", {top, left, bottom, right})};
}

class LayerWriter {
 public:
  LayerWriter(OnnxGraph& onnx, const Graph& graph, const Graph::Node& node,
              const WeightSource& weights, std::vector<std::string> inputs)
      : onnx_(onnx),
        node_(node),
        specs_(graph.inputSpecs(node)),
        parameters_(node.layer->name(), node.layer->parameters(specs_), weights),
        inputs_(std::move(inputs)) {}

  // Returns the name of the layer's output.
  std::string write() {
    if (isInt8() && node_.output.type == DataType::Float32) {
      for (size_t i = 0; i < inputs_.size(); ++i) inputs_[i] = real(i);
    }
    return writeLayer(*node_.layer);
  }

 private:
  template <typename Kind>
  static const Kind* as(const Layer& layer) {
    return dynamic_cast<const Kind*>(&layer);
  }

  // Of the input.
  bool isInt8() const { return !specs_.empty() && specs_[0].type == DataType::Int8; }

  // A name for something of this layer. No two layers share one, whatever they are called: what follows the last
  // slash is never a layer's.
  std::string named(std::string_view what) const {
    return node_.layer->name() + "/" + std::string(what);
  }

  std::string add(std::string_view op, const std::vector<std::string>& inputs,
                  std::string_view what, const std::vector<OnnxAttribute>& attributes = {}) {
    return onnx_.addNode(op, inputs, named(what), attributes);
  }

  std::string writeLayer(const Layer& layer) {
    if (as<InputLayer>(layer)) {
      return node_.output.type == DataType::Int8 ? quantized(inputs_[0]) : inputs_[0];
    }
    if (as<Dropout>(layer)) return inputs_[0];
    if (const auto* conv = as<Conv2D>(layer)) {
      return convolution(conv->geometry(specs_[0].shape), conv->config().activation);
    }
    if (const auto* conv = as<DepthwiseConv2D>(layer)) {
      return convolution(conv->geometry(specs_[0].shape), conv->config().activation);
    }
    if (const auto* dense = as<Dense>(layer)) return fullyConnected(dense->config());
    if (const auto* pooling = as<MaxPooling2D>(layer)) {
      return pool("MaxPool", pooling->geometry(specs_[0].shape));
    }
    if (const auto* pooling = as<AveragePooling2D>(layer)) {
      return pool("AveragePool", pooling->geometry(specs_[0].shape));
    }
    if (as<GlobalAveragePooling2D>(layer)) {
      const std::string average = globalPool("GlobalAveragePool", inputs_[0]);
      return isInt8() ? quantizedAverage(average) : average;
    }
    if (as<GlobalLpPooling2D>(layer)) {
      return globalPool("GlobalLpPool", inputs_[0], {integer("p", 2)});
    }
    if (as<GlobalWeightedPooling2D>(layer)) return weightedPool();
    if (as<Flatten>(layer)) return flatten();
    if (as<Add>(layer)) return isInt8() ? quantizedSum() : add("Add", inputs_, "sum");
    if (as<Concatenate>(layer)) {
      return add("Concat", inputs_, "both", {integer("axis", kChannels)});
    }
    if (as<UnitNormalization>(layer)) return unitNormalization();
    if (const auto* rescaling = as<Rescaling>(layer)) return rescale(*rescaling);
    return activated(inputs_[0], dynamic_cast<const ActivationLayer&>(layer).activation());
  }

  std::string convolution(const ConvolutionGeometry& geometry, Activation activation) {
    const Extent2D& size = geometry.window.size;
    const bool depthwise = geometry.depthwise;
    const size_t filters = depthwise ? 1 : geometry.outputChannels;
    const Shape shape = {geometry.outputChannels, depthwise ? 1 : geometry.inputChannels,
                         size.height, size.width};
    std::vector<OnnxAttribute> attributes = windowAttributes(geometry.input, geometry.window);
    attributes.push_back(
        integer("group", depthwise ? static_cast<int64_t>(geometry.inputChannels) : 1));
    const size_t channels = geometry.inputChannels;
    const std::string kernel =
        isInt8()
            ? weight<int8_t>("kernel", shape,
                             channelsFirst(parameters_.get<int8_t>("kernel"), filters, channels))
            : weight<float>("kernel", shape,
                            channelsFirst(parameters_.get<float>("kernel"), filters, channels));
    const std::string linear = add("Conv", withBias(kernel), "linear", attributes);
    return isInt8() ? requantized(linear, {geometry.outputChannels, 1, 1}, activation)
                    : activated(linear, activation);
  }

  std::string fullyConnected(const DenseConfig& config) {
    const Shape shape = {config.units, specs_[0].shape[0]};
    const std::string kernel = isInt8() ? weight("kernel", shape, parameters_.get<int8_t>("kernel"))
                                        : weight("kernel", shape, parameters_.get<float>("kernel"));
    const std::string linear = add("Gemm", withBias(kernel), "linear", {integer("transB", 1)});
    return isInt8() ? requantized(linear, {config.units}, config.activation)
                    : activated(linear, config.activation);
  }

  // Integers are kept as such in the file, and are float32 when the model is loaded.
  template <typename T>
  std::string weight(const std::string& what, const Shape& shape, std::span<const T> values) {
    if (dataTypeOf<T>() == DataType::Float32) return onnx_.addTensor(named(what), shape, values);
    return add("Cast", {onnx_.addTensor(named(what + "_integers"), shape, values)}, what,
               {integer("to", onnxType(DataType::Float32))});
  }

  // What a layer with weights takes.
  std::vector<std::string> withBias(const std::string& kernel) {
    const std::span<const float> bias = parameters_.get<float>("bias");
    if (bias.empty()) return {inputs_[0], kernel};
    const Shape shape = {bias.size()};
    return {inputs_[0], kernel,
            isInt8() ? weight("bias", shape, parameters_.get<int32_t>("bias"))
                     : weight("bias", shape, bias)};
  }

  std::string pool(std::string_view op, const PoolingGeometry& geometry) {
    return add(op, inputs_, "pooled", windowAttributes(geometry.input, geometry.window));
  }

  std::string globalPool(std::string_view op, const std::string& picture,
                         const std::vector<OnnxAttribute>& attributes = {}) {
    const std::string pooled = add(op, {picture}, "pooled", attributes);
    return add("Flatten", {pooled}, "flat", {integer("axis", kChannels)});
  }

  std::string weightedPool() {
    const std::string weighted = add("Mul", {inputs_[0], norm(inputs_[1])}, "weighted");
    return globalPool("GlobalAveragePool", weighted);
  }

  // Of all channels, in each place.
  std::string norm(const std::string& value) {
    return add("ReduceL2", {value}, "norm", {{"axes", {kChannels}}, integer("keepdims", 1)});
  }

  // Row by row, as the engine's pictures lie.
  std::string flatten() {
    std::string value = inputs_[0];
    if (specs_[0].shape.rank() == 3) {
      value = add("Transpose", {value}, "rows", {integers("perm", {0, 2, 3, 1})});
    }
    return add("Flatten", {value}, "flat", {integer("axis", 1)});
  }

  std::string unitNormalization() {
    const std::string least = scalar("least_norm", kLeastNorm);
    const std::string divisor = add("Max", {norm(inputs_[0]), least}, "divisor");
    return add("Div", {inputs_[0], divisor}, "unit");
  }

  std::string rescale(const Rescaling& layer) {
    const std::string scaled = add("Mul", {inputs_[0], scalar("scale", layer.scale())}, "scaled");
    return add("Add", {scaled, scalar("offset", layer.offset())}, "shifted");
  }

  std::string activated(const std::string& value, Activation activation) {
    switch (activation) {
      case Activation::Linear:
        break;
      case Activation::Relu:
        return add("Relu", {value}, "relu");
      case Activation::Relu6:
        return add("Clip", {value, scalar("least", 0.0f), scalar("most", kRelu6)}, "relu6");
      case Activation::Sigmoid:
        return add("Sigmoid", {value}, "sigmoid");
      case Activation::Softmax:
        return add("Softmax", {value}, "softmax", {integer("axis", kChannels)});
    }
    return value;
  }

  // The real numbers that an input's integers stand for.
  std::string real(size_t input) {
    const std::string which = "input" + std::to_string(input);
    const std::string scale = scalar(which + "_scale", specs_[input].quantization.scale);
    return add("Mul", {inputs_[input], scale}, which + "_real");
  }

  std::string quantized(const std::string& real) {
    const std::string scale = scalar("scale", node_.output.quantization.scale);
    return rounded(add("Div", {real, scale}, "scaled"), Activation::Linear);
  }

  // From the sums of integers' products, as kernels/requantize.h has it. `shape`: of one scale a channel.
  std::string requantized(const std::string& sums, const Shape& shape, Activation activation) {
    std::vector<float> scales;
    for (const float scale : parameters_.get<float>("kernel_scale")) {
      scales.push_back(specs_[0].quantization.scale * scale / node_.output.quantization.scale);
    }
    const std::string scale =
        onnx_.addTensor(named("scale"), shape, std::span<const float>(scales));
    return rounded(add("Mul", {whole(sums), scale}, "scaled"), activation);
  }

  // As kernels/pooling.h has it, by XNNPACK.
  std::string quantizedAverage(const std::string& average) {
    const Shape& input = specs_[0].shape;
    const auto count = static_cast<float>(input[0] * input[1]);
    const std::string sums = add("Mul", {average, scalar("count", count)}, "sums");
    const float scale =
        specs_[0].quantization.scale / node_.output.quantization.scale * (1.0f / count);
    return rounded(add("Mul", {whole(sums), scalar("scale", scale)}, "scaled"), Activation::Linear);
  }

  // As kernels/add.cpp has it, whose integers have their zero points in them.
  std::string quantizedSum() {
    const Quantization& output = node_.output.quantization;
    const auto outputZero = static_cast<float>(output.zeroPoint);
    float offset = outputZero;
    const auto scaled = [&](size_t i, const std::string& which) {
      const Quantization& from = specs_[i].quantization;
      const auto zero = static_cast<float>(from.zeroPoint);
      const float multiplier = from.scale / output.scale;
      offset -= zero * multiplier;
      const std::string raw = add("Add", {inputs_[i], scalar(which + "_zero_point", zero)}, which);
      return add("Mul", {raw, scalar(which + "_scale", multiplier)}, which + "_scaled");
    };
    const std::string first = scaled(0, "first");
    const std::string second = scaled(1, "second");
    const std::string shifted = add("Add", {second, scalar("offset", offset)}, "shifted");
    const std::string sum = add("Round", {add("Add", {first, shifted}, "sum")}, "rounded");
    return clipped(add("Sub", {sum, scalar("zero_point", outputZero)}, "from_zero"),
                   Activation::Linear);
  }

  // Sums of integers are whole already; this keeps runtimes from multiplying the kernel by the scale beforehand, after
  // which they would round elsewhere. Of an average it makes the sum that it came from.
  std::string whole(const std::string& sums) { return add("Round", {sums}, "whole_sums"); }

  std::string rounded(const std::string& value, Activation activation) {
    return clipped(add("Round", {value}, "rounded"), activation);
  }

  // `integers` are without the zero point.
  std::string clipped(const std::string& integers, Activation activation) {
    const Quantization& quantization = node_.output.quantization;
    const QuantizedRange range = quantizeRange(fusedRange(activation), quantization);
    const auto bound = [&](std::string_view what, int8_t value) {
      return scalar(what, static_cast<float>(value - quantization.zeroPoint));
    };
    return add("Clip", {integers, bound("least", range.min), bound("most", range.max)}, "integers");
  }

  std::string scalar(std::string_view what, float value) {
    return onnx_.addScalar(named(what), value);
  }

  OnnxGraph& onnx_;
  const Graph::Node& node_;
  std::vector<TensorSpec> specs_;  // of the inputs
  Parameters parameters_;
  std::vector<std::string> inputs_;
};

}  // namespace

std::vector<std::string> addLayers(OnnxGraph& onnx, const Graph& graph, const WeightSource& weights,
                                   const std::string& image) {
  std::vector<std::string> outputs;
  for (const Graph::Node& node : graph.nodes()) {
    std::vector<std::string> inputs;
    for (const size_t input : node.inputs) inputs.push_back(outputs[input]);
    if (inputs.empty()) inputs.push_back(image);
    outputs.push_back(LayerWriter(onnx, graph, node, weights, std::move(inputs)).write());
  }
  return outputs;
}

}  // namespace loupe
