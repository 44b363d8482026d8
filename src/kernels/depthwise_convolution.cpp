#include "kernels/depthwise_convolution.h"

#include <algorithm>

#include "kernels/depthwise_strips.h"
#include "kernels/xnn_operator.h"
#include "tensor/aligned_buffer.h"
#include "tensor/simd.h"

namespace loupe {
namespace {

using simd::F32x4;

constexpr size_t kLanes = 4;
// Pixels of a row that are summed at once: with a row of the window's weights they fill the 15 registers that
// V8 has, and the rows of the usual networks (112, 56, 28, 14, 7) are multiples of it.
constexpr size_t kPixels = 7;
// Channels that one task computes of one row.
constexpr size_t kChannelsATask = 64;

// What one call of a kernel computes, and where it finds it.
struct Task {
  const DepthwiseStrip& strip;
  const float* input;
  size_t inputRow;       // floats from one row to the next
  size_t channels;       // floats from one pixel to the next
  const float* weights;  // packed, of the strip's first channels
  float* output;
  Range range;
};

// kPixels pixels that lie side by side, channel by channel. On an edge of the picture some of the columns do
// not exist.
template <size_t kSize, size_t kStride, bool kOnEdge>
void convolveStrip(const Task& task) {
  const DepthwiseStrip& strip = task.strip;
  constexpr size_t kColumns = (kPixels - 1) * kStride + kSize;
  const F32x4 low = simd::splat(task.range.min);
  const F32x4 high = simd::splat(task.range.max);
  const float* weights = task.weights;
  for (size_t c = 0; c < strip.count; c += kLanes, weights += (1 + kSize * kSize) * kLanes) {
    F32x4 sums[kPixels];
    for (F32x4& sum : sums) sum = simd::load(weights);
    const float* taps = weights + (1 + strip.skippedRows * kSize) * kLanes;
    const float* row = task.input + c;
    for (size_t r = 0; r < strip.rows; ++r, row += task.inputRow, taps += kSize * kLanes) {
      F32x4 tap[kSize];
      for (size_t k = 0; k < kSize; ++k) tap[k] = simd::load(taps + k * kLanes);
// Unrolled by order: as loops, the sums would live in memory.
#pragma GCC unroll 32
      for (size_t column = 0; column < kColumns; ++column) {
        if (kOnEdge && (column < strip.firstColumn || column >= strip.endColumn)) continue;
        const F32x4 value = simd::load(row + column * task.channels);
#pragma GCC unroll 8
        for (size_t o = 0; o < kPixels; ++o) {
          const size_t first = o * kStride;
          if (column < first || column >= first + kSize) continue;
          sums[o] = simd::multiplyAdd(value, tap[column - first], sums[o]);
        }
      }
    }
    for (size_t o = 0; o < kPixels; ++o) {
      // In this order, what is no number stays none.
      simd::store(task.output + o * task.channels + c,
                  simd::minimum(high, simd::maximum(low, sums[o])));
    }
  }
}

struct Kernel {
  size_t size;
  size_t stride;
  void (*inside)(const Task&);
  void (*onEdge)(const Task&);
};

template <size_t kSize, size_t kStride>
constexpr Kernel kernelFor() {
  return {kSize, kStride, convolveStrip<kSize, kStride, false>,
          convolveStrip<kSize, kStride, true>};
}

constexpr Kernel kKernels[] = {kernelFor<3, 1>(), kernelFor<3, 2>(), kernelFor<5, 1>(),
                               kernelFor<5, 2>()};

// For every four channels: their bias, then the window's weights in row order.
[[gnu::cold]] AlignedBuffer packWeights(size_t taps, size_t channels, std::span<const float> kernel,
                                        std::span<const float> bias) {
  AlignedBuffer buffer((1 + taps) * channels * sizeof(float));
  auto* packed = as<float>(buffer.data());
  for (size_t c = 0; c < channels; c += kLanes) {
    for (size_t lane = 0; lane < kLanes; ++lane) *packed++ = bias.empty() ? 0 : bias[c + lane];
    for (size_t tap = 0; tap < taps; ++tap) {
      packed = std::copy_n(&kernel[tap * channels + c], kLanes, packed);
    }
  }
  return buffer;
}

class DirectDepthwiseConvolution final : public Operator {
 public:
  DirectDepthwiseConvolution(const ConvolutionGeometry& geometry, std::span<const float> kernel,
                             std::span<const float> bias, Range range)
      : kernel_(*findDepthwiseKernel(kKernels, geometry.window)),
        strips_(geometry, kPixels, kChannelsATask),
        range_(range),
        weights_(packWeights(kernel_.size * kernel_.size, geometry.inputChannels, kernel, bias)) {}

  size_t reshape(size_t batch, const ThreadPool&) override {
    batch_ = batch;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    from_ = as<float>(inputs[0]);
    to_ = as<float>(output);
  }

  void run(const ThreadPool& pool) override {
    const auto* weights = as<float>(weights_.data());
    const size_t weightsOfChannel = 1 + kernel_.size * kernel_.size;
    strips_.forEach(pool, batch_, [&](const DepthwiseStrip& strip) {
      (strip.onEdge ? kernel_.onEdge : kernel_.inside)(
          {strip, from_ + strip.input, strips_.inputRow(), strips_.channels(),
           weights + strip.channel * weightsOfChannel, to_ + strip.output, range_});
    });
  }

 private:
  const Kernel& kernel_;
  DepthwiseStrips strips_;
  Range range_;
  AlignedBuffer weights_;
  size_t batch_ = 1;
  const float* from_ = nullptr;
  float* to_ = nullptr;
};

}  // namespace

bool hasDirectDepthwiseConvolution(const ConvolutionGeometry& geometry) {
  return geometry.depthwise && geometry.inputChannels % kLanes == 0 &&
         findDepthwiseKernel(kKernels, geometry.window) &&
         windowOutput(geometry.input, geometry.window).width >= kPixels;
}

[[gnu::cold]] OperatorPtr makeDirectDepthwiseConvolution(const ConvolutionGeometry& geometry,
                                                         std::span<const float> kernel,
                                                         std::span<const float> bias, Range range) {
  return std::make_unique<DirectDepthwiseConvolution>(geometry, kernel, bias, range);
}

}  // namespace loupe
