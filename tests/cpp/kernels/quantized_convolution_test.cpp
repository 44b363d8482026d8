// The direct int8 kernels against the obvious loop: not one bit may differ.
#include "kernels/quantized_convolution.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "kernels/window_span.h"
#include "support/threads.h"
#include "tensor/aligned_buffer.h"

namespace loupe::test {
namespace {

constexpr Quantization kInput{0.024f, -11};
constexpr Quantization kOutput{0.031f, -128};
constexpr Range kRelu6{0, 6};

struct Weights {
  std::vector<int8_t> kernel;
  std::vector<float> scale;
  std::vector<int32_t> bias;

  QuantizedKernel view() const { return {kernel, scale, bias}; }
};

std::vector<int8_t> randomBytes(size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<int8_t> values(count);
  std::ranges::generate(values, [&] { return static_cast<int8_t>(random()); });
  return values;
}

size_t tapsOf(const ConvolutionGeometry& geometry) {
  return geometry.window.size.height * geometry.window.size.width * geometry.inputChannels;
}

Weights randomWeights(const ConvolutionGeometry& geometry) {
  Weights weights{randomBytes(geometry.outputChannels * tapsOf(geometry), 1), {}, {}};
  std::mt19937 random(2);
  for (size_t channel = 0; channel < geometry.outputChannels; ++channel) {
    weights.scale.push_back(0.0005f + static_cast<float>(random() % 1000) * 1e-6f);
    weights.bias.push_back(static_cast<int32_t>(random() % 20'000) - 10'000);
  }
  return weights;
}

int8_t requantized(int32_t sum, float kernelScale) {
  const float scale = kInput.scale * kernelScale / kOutput.scale;
  const QuantizedRange range = quantizeRange(kRelu6, kOutput);
  const long rounded = std::lrint(static_cast<float>(sum) * scale) + kOutput.zeroPoint;
  return static_cast<int8_t>(std::clamp<long>(rounded, range.min, range.max));
}

std::vector<int8_t> obviousLoop(const ConvolutionGeometry& geometry, const Weights& weights,
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
        const size_t row = top + tap / channels / window.size.width - above;
        const size_t column = start + tap / channels % window.size.width - left;
        if (row >= size.height || column >= size.width) continue;  // below zero too
        const size_t at =
            ((item * size.height + row) * size.width + column) * channels + tap % channels;
        sum += (input[at] - kInput.zeroPoint) * weights.kernel[o * tapsOf(geometry) + tap];
      }
      output.push_back(requantized(sum, weights.scale[o]));
    }
  }
  return output;
}

std::vector<int8_t> direct(const ConvolutionGeometry& geometry, const Weights& weights,
                           const std::vector<int8_t>& input, size_t batch, int threads) {
  const Extent2D out = windowOutput(geometry.input, geometry.window);
  std::vector<int8_t> output(batch * out.height * out.width * geometry.outputChannels);
  const OperatorPtr op =
      makeDirectQuantizedConvolution(geometry, weights.view(), kInput, kOutput, kRelu6);
  AlignedBuffer workspace(op->reshape(batch, threadPool(threads)));
  const std::array inputs = {reinterpret_cast<const std::byte*>(input.data())};
  op->setup(inputs, reinterpret_cast<std::byte*>(output.data()), workspace.data());
  op->run(threadPool(threads));
  return output;
}

}  // namespace

TEST_CASE("direct int8 convolutions are those of the obvious loop, to the bit") {
  struct Case {
    size_t inputChannels, outputChannels;
    Window window;
  };
  const Case cases[] = {
      {16, 96, {{1, 1}, {1, 1}, Padding::Same}},  {7, 5, {{1, 1}, {1, 1}, Padding::Valid}},
      {24, 144, {{1, 1}, {2, 2}, Padding::Same}}, {3, 32, {{3, 3}, {2, 2}, Padding::Same}},
      {4, 9, {{3, 3}, {1, 1}, Padding::Same}},    {5, 8, {{2, 4}, {1, 2}, Padding::Valid}},
      {1, 3, {{5, 5}, {1, 1}, Padding::Same}},
  };
  constexpr size_t kBatch = 2;
  for (const auto& [inputChannels, outputChannels, window] : cases) {
    for (const Extent2D size : {Extent2D{3, 4}, Extent2D{7, 7}, Extent2D{16, 13}}) {
      if (windowOutput(size, window).height * windowOutput(size, window).width == 0) continue;
      const ConvolutionGeometry geometry{size, inputChannels, outputChannels, window};
      Weights weights = randomWeights(geometry);
      const auto input = randomBytes(kBatch * size.height * size.width * inputChannels, 3);
      CAPTURE(inputChannels);
      CAPTURE(size.width);
      for (const int threads : {1, 2}) {
        CHECK(direct(geometry, weights, input, kBatch, threads) ==
              obviousLoop(geometry, weights, input, kBatch));
      }
      weights.bias.clear();
      CHECK(direct(geometry, weights, input, kBatch, 1) ==
            obviousLoop(geometry, weights, input, kBatch));
    }
  }
}

TEST_CASE("direct int8 convolutions saturate, and never overflow, at the largest sums") {
  const ConvolutionGeometry geometry{{1, 2}, 1152, 2, {}};
  Weights weights;
  weights.kernel.assign(size_t{2} * 1152, 127);
  std::fill_n(weights.kernel.begin(), 1152, int8_t{-128});
  weights.scale = {10.0f, 10.0f};
  std::vector<int8_t> input(size_t{2} * 1152, 127);
  CHECK(direct(geometry, weights, input, 1, 1) == obviousLoop(geometry, weights, input, 1));
}

}  // namespace loupe::test
