// The direct int8 depthwise kernels against the obvious loop: not one bit may differ.
#include "kernels/quantized_depthwise_convolution.h"

#include <doctest/doctest.h>

#include <vector>

#include "support/convolve.h"
#include "support/quantized.h"

namespace loupe::test {
namespace {

ConvolutionGeometry depthwise(Extent2D input, size_t channels, const Window& window) {
  return {input, channels, channels, window, /*depthwise=*/true};
}

std::vector<int8_t> direct(const ConvolutionGeometry& geometry, const QuantizedWeights& weights,
                           const std::vector<int8_t>& input, size_t batch, int threads) {
  const OperatorPtr op =
      makeDirectQuantizedDepthwiseConvolution(geometry, weights.view(), kInput, kOutput, kRelu6);
  return convolve(*op, geometry, input, batch, threads);
}

}  // namespace

TEST_CASE("direct int8 depthwise convolutions are those of the obvious loop, at every edge") {
  constexpr size_t kBatch = 2;
  const Extent2D sizes[] = {{1, 4}, {2, 9}, {6, 13}, {7, 7}, {8, 16}, {15, 14}};
  for (const size_t size : {3u, 5u}) {
    for (const size_t stride : {1u, 2u}) {
      for (const Padding padding : {Padding::Same, Padding::Valid}) {
        for (const Extent2D input : sizes) {
          for (const size_t channels : {8u, 24u, 136u}) {
            const Window window{{size, size}, {stride, stride}, padding};
            const Extent2D output = windowOutput(input, window);
            if (output.height == 0 || output.width < 4) continue;
            const ConvolutionGeometry geometry = depthwise(input, channels, window);
            REQUIRE(hasDirectQuantizedDepthwiseConvolution(geometry));
            QuantizedWeights weights = randomQuantizedWeights(geometry);
            const auto values = randomBytes(kBatch * input.height * input.width * channels, 3);
            CAPTURE(size);
            CAPTURE(stride);
            CAPTURE(input.height);
            CAPTURE(input.width);
            CAPTURE(channels);
            for (const int threads : {1, 2}) {
              CHECK(direct(geometry, weights, values, kBatch, threads) ==
                    obviousLoop(geometry, weights, values, kBatch));
            }
            weights.bias.clear();
            CHECK(direct(geometry, weights, values, kBatch, 1) ==
                  obviousLoop(geometry, weights, values, kBatch));
          }
        }
      }
    }
  }
}

TEST_CASE("direct int8 depthwise convolutions are exact at the largest values") {
  const ConvolutionGeometry geometry = depthwise({5, 8}, 8, {{5, 5}, {1, 1}, Padding::Same});
  for (const int8_t weight : {int8_t{-128}, int8_t{127}}) {
    for (const int8_t value : {int8_t{-128}, int8_t{127}}) {
      const QuantizedWeights weights{
          std::vector<int8_t>(size_t{25} * 8, weight), std::vector<float>(8, 0.001f), {}};
      const std::vector<int8_t> input(size_t{5} * 8 * 8, value);
      CHECK(direct(geometry, weights, input, 1, 1) == obviousLoop(geometry, weights, input, 1));
    }
  }
}

TEST_CASE("direct int8 depthwise convolutions know what they do not know") {
  const Window window{{3, 3}, {1, 1}, Padding::Same};
  const auto knows = [](const ConvolutionGeometry& geometry) {
    return hasDirectQuantizedDepthwiseConvolution(geometry);
  };
  CHECK(knows(depthwise({7, 7}, 16, window)));
  CHECK_FALSE(knows(depthwise({7, 7}, 12, window)));
  CHECK_FALSE(knows(depthwise({7, 3}, 16, window)));
  CHECK_FALSE(knows(depthwise({7, 7}, 16, {{3, 3}, {1, 2}, Padding::Same})));
  CHECK_FALSE(knows(depthwise({9, 9}, 16, {{7, 7}, {1, 1}, Padding::Same})));
  CHECK_FALSE(knows({{7, 7}, 16, 16, window}));
}

}  // namespace loupe::test
