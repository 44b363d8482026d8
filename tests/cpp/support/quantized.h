// int8 convolutions by the obvious loop, for kernels to be compared with.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "kernels/convolution.h"
#include "kernels/window_span.h"

namespace loupe::test {

inline constexpr Quantization kInput{0.024f, -11};
inline constexpr Quantization kOutput{0.031f, -128};
inline constexpr Range kRelu6{0, 6};

struct QuantizedWeights {
  std::vector<int8_t> kernel;
  std::vector<float> scale;
  std::vector<int32_t> bias;

  QuantizedKernel view() const { return {kernel, scale, bias}; }
};

inline std::vector<int8_t> randomBytes(size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<int8_t> values(count);
  std::ranges::generate(values, [&] { return static_cast<int8_t>(random()); });
  return values;
}

inline size_t tapsOf(const ConvolutionGeometry& geometry) {
  return geometry.window.size.height * geometry.window.size.width *
         (geometry.depthwise ? 1 : geometry.inputChannels);
}

inline QuantizedWeights randomQuantizedWeights(const ConvolutionGeometry& geometry) {
  QuantizedWeights weights{randomBytes(geometry.outputChannels * tapsOf(geometry), 1), {}, {}};
  std::mt19937 random(2);
  for (size_t channel = 0; channel < geometry.outputChannels; ++channel) {
    weights.scale.push_back(0.0005f + static_cast<float>(random() % 1000) * 1e-6f);
    weights.bias.push_back(static_cast<int32_t>(random() % 20'000) - 10'000);
  }
  return weights;
}

inline int8_t requantized(int32_t sum, float kernelScale) {
  const float scale = kInput.scale * kernelScale / kOutput.scale;
  const QuantizedRange range = quantizeRange(kRelu6, kOutput);
  const long rounded = std::lrint(static_cast<float>(sum) * scale) + kOutput.zeroPoint;
  return static_cast<int8_t>(std::clamp<long>(rounded, range.min, range.max));
}

// What a convolution is by definition.
inline std::vector<int8_t> obviousLoop(const ConvolutionGeometry& geometry,
                                       const QuantizedWeights& weights,
                                       const std::vector<int8_t>& input, size_t batch) {
  const auto& [size, channels, outputChannels, window, depthwise] = geometry;
  const Extent2D out = windowOutput(size, window);
  const size_t above = paddingBefore(size.height, out.height, window.size.height,
                                     window.strides.height, window.padding);
  const size_t left =
      paddingBefore(size.width, out.width, window.size.width, window.strides.width, window.padding);
  std::vector<int8_t> output;
  for (size_t pixel = 0; pixel < batch * out.height * out.width; ++pixel) {
    const size_t item = pixel / (out.height * out.width);
    const size_t top = pixel / out.width % out.height * window.strides.height;
    const size_t start = pixel % out.width * window.strides.width;
    for (size_t o = 0; o < outputChannels; ++o) {
      int32_t sum = weights.bias.empty() ? 0 : weights.bias[o];
      for (size_t tap = 0; tap < tapsOf(geometry); ++tap) {
        const size_t inWindow = depthwise ? tap : tap / channels;
        const size_t channel = depthwise ? o : tap % channels;
        const size_t row = top + inWindow / window.size.width - above;
        const size_t column = start + inWindow % window.size.width - left;
        if (row >= size.height || column >= size.width) continue;  // below zero too
        const size_t at = ((item * size.height + row) * size.width + column) * channels + channel;
        const size_t weight = depthwise ? tap * channels + o : o * tapsOf(geometry) + tap;
        sum += (input[at] - kInput.zeroPoint) * weights.kernel[weight];
      }
      output.push_back(requantized(sum, weights.scale[o]));
    }
  }
  return output;
}

}  // namespace loupe::test
