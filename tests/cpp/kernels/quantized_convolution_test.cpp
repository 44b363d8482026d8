// The direct int8 kernels against the obvious loop: not one bit may differ.
#include "kernels/quantized_convolution.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "support/convolve.h"
#include "support/quantized.h"

namespace loupe::test {
namespace {

std::vector<int8_t> direct(const ConvolutionGeometry& geometry, const QuantizedWeights& weights,
                           const std::vector<int8_t>& input, size_t batch, int threads) {
  const OperatorPtr op =
      makeDirectQuantizedConvolution(geometry, weights.view(), kInput, kOutput, kRelu6);
  return convolve(*op, geometry, input, batch, threads);
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
      QuantizedWeights weights = randomQuantizedWeights(geometry);
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
  QuantizedWeights weights;
  weights.kernel.assign(size_t{2} * 1152, 127);
  std::fill_n(weights.kernel.begin(), 1152, int8_t{-128});
  weights.scale = {10.0f, 10.0f};
  std::vector<int8_t> input(size_t{2} * 1152, 127);
  CHECK(direct(geometry, weights, input, 1, 1) == obviousLoop(geometry, weights, input, 1));
}

}  // namespace loupe::test
