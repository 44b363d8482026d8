// The direct kernels against the obvious loop.
#include "kernels/depthwise_convolution.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "kernels/window_span.h"
#include "support/convolve.h"
#include "support/tolerance.h"

namespace loupe::test {
namespace {

constexpr Range kRelu6{0, 6};

struct Weights {
  std::vector<float> kernel;
  std::vector<float> bias;
};

std::vector<float> randomFloats(size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> uniform(-1, 2);
  std::vector<float> values(count);
  std::ranges::generate(values, [&] { return uniform(random); });
  return values;
}

ConvolutionGeometry depthwise(Extent2D input, size_t channels, const Window& window) {
  return {input, channels, channels, window, /*depthwise=*/true};
}

std::vector<float> obviousLoop(const ConvolutionGeometry& geometry, const Weights& weights,
                               const std::vector<float>& input, size_t batch, Range range) {
  const auto& [size, channels, same, window, isDepthwise] = geometry;
  const Extent2D out = windowOutput(size, window);
  const size_t above = paddingBefore(size.height, out.height, window.size.height,
                                     window.strides.height, window.padding);
  const size_t left =
      paddingBefore(size.width, out.width, window.size.width, window.strides.width, window.padding);
  std::vector<float> output;
  for (size_t item = 0; item < batch; ++item) {
    for (size_t y = 0; y < out.height; ++y) {
      for (size_t x = 0; x < out.width; ++x) {
        for (size_t c = 0; c < channels; ++c) {
          float sum = weights.bias.empty() ? 0 : weights.bias[c];
          for (size_t ky = 0; ky < window.size.height; ++ky) {
            for (size_t kx = 0; kx < window.size.width; ++kx) {
              const size_t row = y * window.strides.height + ky - above;
              const size_t column = x * window.strides.width + kx - left;
              if (row >= size.height || column >= size.width) continue;  // below zero too
              const size_t pixel = (item * size.height + row) * size.width + column;
              sum += input[pixel * channels + c] *
                     weights.kernel[(ky * window.size.width + kx) * channels + c];
            }
          }
          output.push_back(std::clamp(sum, range.min, range.max));
        }
      }
    }
  }
  return output;
}

std::vector<float> direct(const ConvolutionGeometry& geometry, const Weights& weights,
                          const std::vector<float>& input, size_t batch, Range range, int threads) {
  const OperatorPtr op =
      makeDirectDepthwiseConvolution(geometry, weights.kernel, weights.bias, range);
  return convolve(*op, geometry, input, batch, threads);
}

}  // namespace

TEST_CASE("direct depthwise convolutions are those of the obvious loop, at every edge") {
  constexpr size_t kBatch = 2;
  const Extent2D sizes[] = {{1, 7}, {2, 9}, {6, 13}, {7, 7}, {8, 16}, {14, 14}, {15, 13}, {5, 31}};
  for (const size_t size : {3u, 5u}) {
    for (const size_t stride : {1u, 2u}) {
      for (const Padding padding : {Padding::Same, Padding::Valid}) {
        for (const Extent2D input : sizes) {
          for (const size_t channels : {4u, 24u, 132u}) {
            const Window window{{size, size}, {stride, stride}, padding};
            const Extent2D output = windowOutput(input, window);
            if (output.height == 0 || output.width < 7) continue;
            const ConvolutionGeometry geometry = depthwise(input, channels, window);
            REQUIRE(hasDirectDepthwiseConvolution(geometry));
            const Weights weights{randomFloats(size * size * channels, 1),
                                  randomFloats(channels, 2)};
            const auto values = randomFloats(kBatch * input.height * input.width * channels, 3);
            CAPTURE(size);
            CAPTURE(stride);
            CAPTURE(input.height);
            CAPTURE(input.width);
            CAPTURE(channels);
            const auto expected = obviousLoop(geometry, weights, values, kBatch, kRelu6);
            for (const int threads : {1, 2}) {
              const auto actual = direct(geometry, weights, values, kBatch, kRelu6, threads);
              CHECK(relativeDifference(actual, expected) < 1e-5f);
            }
          }
        }
      }
    }
  }
}

TEST_CASE("a direct depthwise convolution does without a bias and without a clamp") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const Range unclamped{-kInfinity, kInfinity};
  const auto geometry = depthwise({9, 9}, 8, {{3, 3}, {1, 1}, Padding::Same});
  const Weights weights{randomFloats(size_t{9} * 8, 4), {}};
  const auto values = randomFloats(size_t{81} * 8, 5);
  CHECK(relativeDifference(direct(geometry, weights, values, 1, unclamped, 1),
                           obviousLoop(geometry, weights, values, 1, unclamped)) < 1e-5f);
}

TEST_CASE("what is no number stays none through a direct depthwise convolution's clamp") {
  const auto geometry = depthwise({7, 7}, 4, {{3, 3}, {1, 1}, Padding::Same});
  const Weights weights{std::vector<float>(size_t{9} * 4, 1.0f), {}};
  std::vector<float> values(size_t{49} * 4, 1.0f);
  values[0] = std::numeric_limits<float>::quiet_NaN();
  const auto actual = direct(geometry, weights, values, 1, kRelu6, 1);
  CHECK(std::isnan(actual[0]));
  CHECK(actual[1] == 4.0f);
}

TEST_CASE(
    "direct depthwise convolutions leave other windows, channels and narrow pictures to XNNPACK") {
  const Window window{{3, 3}, {1, 1}, Padding::Same};
  CHECK_FALSE(hasDirectDepthwiseConvolution(depthwise({9, 9}, 6, window)));
  CHECK_FALSE(hasDirectDepthwiseConvolution(depthwise({9, 9}, 8, {{3, 3}, {1, 2}, Padding::Same})));
  CHECK_FALSE(hasDirectDepthwiseConvolution(depthwise({9, 9}, 8, {{7, 7}, {1, 1}, Padding::Same})));
  CHECK_FALSE(hasDirectDepthwiseConvolution(depthwise({9, 6}, 8, window)));
  CHECK_FALSE(hasDirectDepthwiseConvolution({{9, 9}, 8, 8, window, /*depthwise=*/false}));
}

}  // namespace loupe::test
