#include "kernels/depthwise_convolution.h"

#include <algorithm>

#include "kernels/parallel.h"
#include "kernels/window_span.h"
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

// The part of an output row that one call of a kernel computes, and where it finds it.
struct Strip {
  const float* input;  // where the window's first row and the strip's first column are, or would be
  size_t inputRow;     // floats from one row to the next
  size_t channels;     // floats from one pixel to the next
  const float* weights;  // packed, of the first channels
  size_t skippedRows;    // of the window, above the picture
  size_t rows;           // of the window, on the picture
  size_t firstColumn;    // of the strip's input columns, the first on the picture
  size_t endColumn;      // and the one after the last
  float* output;
  size_t count;  // channels to compute
  Range range;
};

// kPixels pixels that lie side by side, channel by channel. On an edge of the picture some of the columns do
// not exist.
template <size_t kSize, size_t kStride, bool kOnEdge>
void convolveStrip(const Strip& strip) {
  constexpr size_t kColumns = (kPixels - 1) * kStride + kSize;
  const F32x4 low = simd::splat(strip.range.min);
  const F32x4 high = simd::splat(strip.range.max);
  const float* weights = strip.weights;
  for (size_t c = 0; c < strip.count; c += kLanes, weights += (1 + kSize * kSize) * kLanes) {
    F32x4 sums[kPixels];
    for (F32x4& sum : sums) sum = simd::load(weights);
    const float* taps = weights + (1 + strip.skippedRows * kSize) * kLanes;
    const float* row = strip.input + c;
    for (size_t r = 0; r < strip.rows; ++r, row += strip.inputRow, taps += kSize * kLanes) {
      F32x4 tap[kSize];
      for (size_t k = 0; k < kSize; ++k) tap[k] = simd::load(taps + k * kLanes);
// Unrolled by order: as loops, the sums would live in memory.
#pragma GCC unroll 32
      for (size_t column = 0; column < kColumns; ++column) {
        if (kOnEdge && (column < strip.firstColumn || column >= strip.endColumn)) continue;
        const F32x4 value = simd::load(row + column * strip.channels);
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
      simd::store(strip.output + o * strip.channels + c,
                  simd::minimum(high, simd::maximum(low, sums[o])));
    }
  }
}

struct Kernel {
  size_t size;
  size_t stride;
  void (*inside)(const Strip&);
  void (*onEdge)(const Strip&);
};

template <size_t kSize, size_t kStride>
constexpr Kernel kernelFor() {
  return {kSize, kStride, convolveStrip<kSize, kStride, false>,
          convolveStrip<kSize, kStride, true>};
}

constexpr Kernel kKernels[] = {kernelFor<3, 1>(), kernelFor<3, 2>(), kernelFor<5, 1>(),
                               kernelFor<5, 2>()};

const Kernel* findKernel(const Window& window) {
  const auto fits = [&](const Kernel& kernel) {
    return window.size == Extent2D{kernel.size, kernel.size} &&
           window.strides == Extent2D{kernel.stride, kernel.stride};
  };
  const Kernel* found = std::ranges::find_if(kKernels, fits);
  return found == std::end(kKernels) ? nullptr : found;
}

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
      : kernel_(*findKernel(geometry.window)),
        input_(geometry.input),
        output_(windowOutput(geometry.input, geometry.window)),
        channels_(geometry.inputChannels),
        before_{paddingBefore(input_.height, output_.height, kernel_.size, kernel_.stride,
                              geometry.window.padding),
                paddingBefore(input_.width, output_.width, kernel_.size, kernel_.stride,
                              geometry.window.padding)},
        range_(range),
        weights_(packWeights(kernel_.size * kernel_.size, channels_, kernel, bias)) {}

  size_t reshape(size_t batch, const ThreadPool&) override {
    batch_ = batch;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    from_ = as<float>(inputs[0]);
    to_ = as<float>(output);
  }

  void run(const ThreadPool& pool) override {
    const size_t slices = (channels_ + kChannelsATask - 1) / kChannelsATask;
    parallelFor(pool, batch_ * output_.height * slices,
                [&](size_t task) { convolveRow(task / slices, task % slices * kChannelsATask); });
  }

 private:
  // One row of all items' output rows, its channels from `channel` on.
  void convolveRow(size_t row, size_t channel) const {
    const size_t item = row / output_.height;
    const WindowSpan rows = windowSpan(row % output_.height, input_.height, kernel_.size,
                                       kernel_.stride, before_.height);
    Strip strip{};
    strip.inputRow = input_.width * channels_;
    strip.channels = channels_;
    strip.weights = as<float>(weights_.data()) + channel * (1 + kernel_.size * kernel_.size);
    strip.skippedRows = rows.skipped;
    strip.rows = rows.end - rows.begin;
    strip.count = std::min(kChannelsATask, channels_ - channel);
    strip.range = range_;
    const float* input = from_ + (item * input_.height + rows.begin) * strip.inputRow + channel;
    float* output = to_ + row * output_.width * channels_ + channel;
    for (size_t x = 0; x < output_.width; x += kPixels) {
      // The last strip ends with the row, over pixels that are already computed when it must.
      x = std::min(x, output_.width - kPixels);
      convolveStripAt(x, strip, input, output);
    }
  }

  void convolveStripAt(size_t x, Strip& strip, const float* input, float* output) const {
    const size_t columns = (kPixels - 1) * kernel_.stride + kernel_.size;
    const size_t start = x * kernel_.stride;
    strip.firstColumn = start < before_.width ? before_.width - start : 0;
    strip.endColumn = std::min(columns, input_.width + before_.width - start);
    // Before the row's first pixel where the padding is: those columns are not read.
    strip.input = input + (static_cast<ptrdiff_t>(start) - static_cast<ptrdiff_t>(before_.width)) *
                              static_cast<ptrdiff_t>(channels_);
    strip.output = output + x * channels_;
    const bool onEdge = strip.firstColumn > 0 || strip.endColumn < columns;
    (onEdge ? kernel_.onEdge : kernel_.inside)(strip);
  }

  const Kernel& kernel_;
  Extent2D input_;
  Extent2D output_;
  size_t channels_;
  Extent2D before_;  // padding above and left of the input
  Range range_;
  AlignedBuffer weights_;
  size_t batch_ = 1;
  const float* from_ = nullptr;
  float* to_ = nullptr;
};

}  // namespace

bool hasDirectDepthwiseConvolution(const ConvolutionGeometry& geometry) {
  return geometry.depthwise && geometry.inputChannels % kLanes == 0 &&
         findKernel(geometry.window) &&
         windowOutput(geometry.input, geometry.window).width >= kPixels;
}

[[gnu::cold]] OperatorPtr makeDirectDepthwiseConvolution(const ConvolutionGeometry& geometry,
                                                         std::span<const float> kernel,
                                                         std::span<const float> bias, Range range) {
  return std::make_unique<DirectDepthwiseConvolution>(geometry, kernel, bias, range);
}

}  // namespace loupe
