#include "support/reference_network.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "kernels/window.h"

namespace loupe::test {
namespace {

using Weights = ReferenceNetwork::Weights;
using Tensor = ReferenceTensor;

Tensor picture(size_t height, size_t width, size_t channels) {
  return {height, width, channels, std::vector<double>(height * width * channels)};
}

Extent2D extentOf(const JsonValue& layer, const char* key, Extent2D otherwise) {
  if (!layer.has(key)) return otherwise;
  return {layer[key].items()[0].size(), layer[key].items()[1].size()};
}

Window windowOf(const JsonValue& layer) {
  Window window;
  const bool pools = !layer.has("kernel_size");
  window.size = extentOf(layer, pools ? "pool_size" : "kernel_size", {2, 2});
  window.strides = extentOf(layer, "strides", pools ? window.size : Extent2D{1, 1});
  const bool same = layer.has("padding") && layer["padding"].string() == "same";
  window.padding = same ? Padding::Same : Padding::Valid;
  return window;
}

size_t paddingBefore(size_t input, size_t output, size_t size, size_t stride) {
  const size_t needed = (output - 1) * stride + size;
  return needed > input ? (needed - input) / 2 : 0;
}

// Calls `visit` with an output's place, a place in its window, and what of the input lies there.
using Visit = std::function<void(size_t y, size_t x, size_t dy, size_t dx, size_t iy, size_t ix)>;

void slide(const Window& window, const Tensor& input, Extent2D output, const Visit& visit) {
  const bool same = window.padding == Padding::Same;
  const auto [height, width] = window.size;
  const auto [strideY, strideX] = window.strides;
  const size_t top = same ? paddingBefore(input.height, output.height, height, strideY) : 0;
  const size_t left = same ? paddingBefore(input.width, output.width, width, strideX) : 0;
  for (size_t y = 0; y < output.height; ++y) {
    for (size_t x = 0; x < output.width; ++x) {
      for (size_t dy = 0; dy < height; ++dy) {
        for (size_t dx = 0; dx < width; ++dx) {
          const size_t iy = y * strideY + dy - top;  // wraps around above the picture
          const size_t ix = x * strideX + dx - left;
          if (iy < input.height && ix < input.width) visit(y, x, dy, dx, iy, ix);
        }
      }
    }
  }
}

void addBias(Tensor& output, const Weights& weights, const std::string& name) {
  const auto bias = weights.find(name + ".bias");
  if (bias == weights.end()) return;
  for (size_t i = 0; i < output.values.size(); ++i) {
    output.values[i] += bias->second[i % output.channels];
  }
}

Tensor convolution(const JsonValue& layer, const Tensor& input, const Weights& weights) {
  const Window window = windowOf(layer);
  const bool depthwise = layer["type"].string() == "DepthwiseConv2D";
  const size_t filters = depthwise ? input.channels : layer["filters"].size();
  const std::string name = layer["name"].string();
  const std::vector<double>& kernel = weights.at(name + ".kernel");
  const Extent2D size = windowOutput({input.height, input.width}, window);
  Tensor output = picture(size.height, size.width, filters);
  slide(window, input, size, [&](size_t y, size_t x, size_t dy, size_t dx, size_t iy, size_t ix) {
    const size_t tap = dy * window.size.width + dx;
    for (size_t f = 0; f < filters; ++f) {
      if (depthwise) {
        output.at(y, x, f) += input.at(iy, ix, f) * kernel[tap * filters + f];
        continue;
      }
      for (size_t c = 0; c < input.channels; ++c) {
        output.at(y, x, f) +=
            input.at(iy, ix, c) * kernel[(tap * input.channels + c) * filters + f];
      }
    }
  });
  addBias(output, weights, name);
  return output;
}

Tensor dense(const JsonValue& layer, const Tensor& input, const Weights& weights) {
  const size_t units = layer["units"].size();
  const std::string name = layer["name"].string();
  const std::vector<double>& kernel = weights.at(name + ".kernel");
  Tensor output = picture(1, 1, units);
  for (size_t i = 0; i < input.values.size(); ++i) {
    for (size_t u = 0; u < units; ++u) output.values[u] += input.values[i] * kernel[i * units + u];
  }
  addBias(output, weights, name);
  return output;
}

// Of what lies within the picture, as TensorFlow pools.
Tensor pooling(const JsonValue& layer, const Tensor& input) {
  const Window window = windowOf(layer);
  const bool takesMax = layer["type"].string() == "MaxPooling2D";
  const Extent2D size = windowOutput({input.height, input.width}, window);
  Tensor output = picture(size.height, size.width, input.channels);
  std::vector<double> counts(size.height * size.width);
  if (takesMax) std::ranges::fill(output.values, -INFINITY);
  slide(window, input, size, [&](size_t y, size_t x, size_t, size_t, size_t iy, size_t ix) {
    counts[y * size.width + x] += 1;
    for (size_t c = 0; c < input.channels; ++c) {
      double& value = output.at(y, x, c);
      value = takesMax ? std::max(value, input.at(iy, ix, c)) : value + input.at(iy, ix, c);
    }
  });
  for (size_t i = 0; !takesMax && i < output.values.size(); ++i) {
    output.values[i] /= counts[i / output.channels];
  }
  return output;
}

Tensor globalAverage(const Tensor& input) {
  Tensor output = picture(1, 1, input.channels);
  const auto places = static_cast<double>(input.height * input.width);
  for (size_t i = 0; i < input.values.size(); ++i) {
    output.values[i % input.channels] += input.values[i] / places;
  }
  return output;
}

Tensor globalNorm(const Tensor& input) {
  Tensor output = picture(1, 1, input.channels);
  for (size_t i = 0; i < input.values.size(); ++i) {
    output.values[i % input.channels] += input.values[i] * input.values[i];
  }
  for (double& value : output.values) value = std::sqrt(value);
  return output;
}

Tensor globalWeighted(const Tensor& input, const Tensor& weights) {
  Tensor output = picture(1, 1, input.channels);
  const size_t pixels = input.values.size() / input.channels;
  for (size_t p = 0; p < pixels; ++p) {
    double square = 0;
    for (size_t c = p * weights.channels; c < (p + 1) * weights.channels; ++c) {
      square += weights.values[c] * weights.values[c];
    }
    for (size_t c = 0; c < input.channels; ++c) {
      output.values[c] +=
          input.values[p * input.channels + c] * std::sqrt(square) / static_cast<double>(pixels);
    }
  }
  return output;
}

void softmax(Tensor& tensor) {
  for (size_t start = 0; start < tensor.values.size(); start += tensor.channels) {
    double sum = 0;
    for (size_t c = 0; c < tensor.channels; ++c) sum += std::exp(tensor.values[start + c]);
    for (size_t c = 0; c < tensor.channels; ++c)
      tensor.values[start + c] = std::exp(tensor.values[start + c]) / sum;
  }
}

void activate(const JsonValue& layer, Tensor& tensor) {
  const std::string name = layer.has("activation") ? layer["activation"].string() : "linear";
  if (name == "softmax") return softmax(tensor);
  for (double& value : tensor.values) {
    if (name == "relu") value = std::max(value, 0.0);
    if (name == "relu6") value = std::clamp(value, 0.0, 6.0);
    if (name == "sigmoid") value = 1 / (1 + std::exp(-value));
  }
}

Tensor elementwise(const JsonValue& layer, Tensor tensor,
                   const std::function<double(size_t)>& other) {
  const std::string type = layer["type"].string();
  const double scale = type == "Rescaling" ? layer["scale"].number() : 1;
  const double offset = layer.has("offset") ? layer["offset"].number() : 0;
  for (size_t i = 0; i < tensor.values.size(); ++i) {
    double& value = tensor.values[i];
    if (type == "Rescaling") value = value * scale + offset;
    if (type == "Dropout") value *= other(i);
    if (type == "Add") value += other(i);
  }
  return tensor;
}

}  // namespace

ReferenceNetwork::ReferenceNetwork(std::string_view architecture)
    : document_(architecture, "architecture") {}

std::vector<double> ReferenceNetwork::logits(std::span<const float> input, const Weights& weights,
                                             std::span<const float> dropped) const {
  const std::vector<JsonValue> shape = document_.root()["input_shape"].items();
  const std::vector<JsonValue> layers = document_.root()["layers"].items();
  std::map<std::string, Tensor> outputs;
  Tensor last;
  for (const JsonValue& layer : layers) {
    const std::string type = layer["type"].string();
    if (type == "InputLayer") {
      last = {shape[0].size(), shape[1].size(), shape[2].size(), {input.begin(), input.end()}};
    } else if (type == "Conv2D" || type == "DepthwiseConv2D") {
      last = convolution(layer, last, weights);
    } else if (type == "Dense") {
      last = dense(layer, last, weights);
    } else if (type == "MaxPooling2D" || type == "AveragePooling2D") {
      last = pooling(layer, last);
    } else if (type == "GlobalAveragePooling2D") {
      last = globalAverage(last);
    } else if (type == "GlobalLpPooling2D") {
      last = globalNorm(last);
    } else if (type == "GlobalWeightedPooling2D") {
      last = globalWeighted(outputs.at(layer["inputs"].items()[0].string()), last);
    } else if (type == "Flatten") {
      last = {1, 1, last.values.size(), last.values};
    } else if (type == "Add") {
      const Tensor& first = outputs.at(layer["inputs"].items()[0].string());
      last = elementwise(layer, last, [&](size_t i) { return first.values[i]; });
    } else if (type != "Activation") {
      last = elementwise(layer, last, [&](size_t i) { return static_cast<double>(dropped[i]); });
    }
    if (&layer != &layers.back()) activate(layer, last);
    outputs[layer["name"].string()] = last;
  }
  return last.values;
}

double referenceLoss(std::span<const double> logits, uint32_t label, double weight,
                     double smoothing) {
  if (logits.size() == 1) {
    const double p = 1 / (1 + std::exp(-logits[0]));
    const double y = (label == 1 ? 1 - smoothing : 0) + smoothing / 2;
    return -weight * (y * std::log(p) + (1 - y) * std::log(1 - p));
  }
  double sum = 0;
  for (const double logit : logits) sum += std::exp(logit);
  double loss = 0;
  for (size_t k = 0; k < logits.size(); ++k) {
    const double y =
        (k == label ? 1 - smoothing : 0) + smoothing / static_cast<double>(logits.size());
    loss -= y * (logits[k] - std::log(sum));
  }
  return weight * loss;
}

}  // namespace loupe::test
