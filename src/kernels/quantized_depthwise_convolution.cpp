#include "kernels/quantized_depthwise_convolution.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "kernels/byte_dot.h"
#include "kernels/depthwise_strips.h"
#include "kernels/requantize.h"
#include "kernels/xnn_operator.h"
#include "tensor/aligned_buffer.h"

namespace loupe {
namespace {

using simd::I32x4;
using simd::I8x16;

// Channels that are computed at once: two vectors of sums.
constexpr size_t kLanes = ChannelScale::kChannels;
// Pixels of a row that share their columns' interleaved values. Seven are 3 % faster and take a third more code.
constexpr size_t kPixels = 4;
constexpr size_t kLargestWindow = 5;
constexpr size_t kLargestStride = 2;
constexpr size_t kMostColumns = (kPixels - 1) * kLargestStride + kLargestWindow;
// Channels that one task computes of one row.
constexpr size_t kChannelsATask = 384;

constexpr size_t groupsOf(size_t size, size_t rowsADot) { return (size + rowsADot - 1) / rowsADot; }

// What one call of a kernel computes, and where it finds it.
struct Task {
  const DepthwiseStrip& strip;
  // The window's rows at the strip's first column, where that is or would be; `padding` for rows that are not.
  std::array<const int8_t*, kLargestWindow> rows;
  const int8_t* padding;
  size_t channels;           // values from one pixel to the next
  const std::byte* weights;  // packed, of the strip's first channels
  int8_t* output;
  RequantizeClamp clamp;
};

// kPixels pixels that lie side by side, channel by channel. A group is the rows of the window that one dot product
// takes.
template <typename Dot, size_t kSize, size_t kStride>
void convolveStrip(const Task& given, Dot dot) {
  // In variables of its own: the bytes that are stored could lie anywhere in memory.
  const Task task = given;
  const size_t firstColumn = task.strip.firstColumn;
  const size_t endColumn = task.strip.endColumn;
  const size_t count = task.strip.count;
  constexpr size_t kColumns = (kPixels - 1) * kStride + kSize;
  constexpr size_t kGroups = groupsOf(kSize, Dot::kRows);
  constexpr size_t kVector = sizeof(I8x16);
  const std::byte* weights = task.weights;
  for (size_t c = 0; c < count; c += kLanes) {
    const auto& scale = *reinterpret_cast<const ChannelScale*>(weights);
    const auto* taps = as<int8_t>(weights + sizeof scale);
    I32x4 low[kPixels];
    I32x4 high[kPixels];
    for (size_t o = 0; o < kPixels; ++o) {
      low[o] = simd::load(&scale.bias[0]);
      high[o] = simd::load(&scale.bias[4]);
    }
// Unrolled by order: as loops, the sums would live in memory.
#pragma GCC unroll 16
    for (size_t column = 0; column < kColumns; ++column) {
      const bool exists = column >= firstColumn && column < endColumn;
#pragma GCC unroll 4
      for (size_t group = 0; group < kGroups; ++group) {
        const int8_t* values[Dot::kRows];
        for (size_t i = 0; i < Dot::kRows; ++i) {
          // The weights of rows beyond the window are zeros.
          const size_t row = std::min(group * Dot::kRows + i, kSize - 1);
          values[i] = (exists ? task.rows[row] + column * task.channels : task.padding) + c;
        }
        const InterleavedRows interleaved = dot.interleave(values);
#pragma GCC unroll 4
        for (size_t o = 0; o < kPixels; ++o) {
          const size_t first = o * kStride;
          if (column < first || column >= first + kSize) continue;
          const int8_t* tap = taps + (group * kSize + column - first) * 2 * kVector;
          low[o] = Dot::add(low[o], interleaved.low, simd::load(tap));
          high[o] = Dot::add(high[o], interleaved.high, simd::load(tap + kVector));
        }
      }
    }
    for (size_t o = 0; o < kPixels; ++o) {
      const I8x16 bytes = requantizeEight(low[o], high[o], simd::load(&scale.scale[0]),
                                          simd::load(&scale.scale[4]), task.clamp);
      std::memcpy(task.output + o * task.channels + c, &bytes, kLanes);
    }
    weights += sizeof scale + kGroups * kSize * 2 * kVector;
  }
}

template <typename Dot>
struct Kernel {
  size_t size;
  size_t stride;
  void (*convolve)(const Task&, Dot);
};

template <typename Dot>
constexpr Kernel<Dot> kKernels[] = {
    {3, 1, convolveStrip<Dot, 3, 1>},
    {3, 2, convolveStrip<Dot, 3, 2>},
    {5, 1, convolveStrip<Dot, 5, 1>},
    {5, 2, convolveStrip<Dot, 5, 2>},
};

template <typename Dot>
class DirectQuantizedDepthwiseConvolution final : public Operator {
 public:
  DirectQuantizedDepthwiseConvolution(const ConvolutionGeometry& geometry,
                                      const QuantizedKernel& weights, Quantization input,
                                      Quantization output, QuantizedRange range)
      : kernel_(*findDepthwiseKernel(kKernels<Dot>, geometry.window)),
        dot_(byteDot()),
        clamp_(range, output.zeroPoint),
        strips_(geometry, kPixels, kChannelsATask),
        groups_(groupsOf(kernel_.size, Dot::kRows)),
        weights_(strips_.channels() / kLanes * bytesOfEight()),
        padding_(kMostColumns * strips_.channels()) {
    std::fill_n(padding_.data(), padding_.size(), static_cast<std::byte>(input.zeroPoint));
    std::byte* packed = weights_.data();
    for (size_t c = 0; c < strips_.channels(); c += kLanes, packed += bytesOfEight()) {
      packEight(weights, c, input, output, packed);
    }
  }

  size_t reshape(size_t batch, const ThreadPool&) override {
    batch_ = batch;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    from_ = as<int8_t>(inputs[0]);
    to_ = as<int8_t>(output);
  }

  void run(const ThreadPool& pool) override {
    strips_.forEach(pool, batch_, [&](const DepthwiseStrip& strip) {
      kernel_.convolve(
          {strip, rowsOf(strip), as<int8_t>(padding_.data()), strips_.channels(),
           weights_.data() + strip.channel / kLanes * bytesOfEight(), to_ + strip.output, clamp_},
          dot_);
    });
  }

 private:
  // Of the packed weights of eight channels.
  size_t bytesOfEight() const {
    return sizeof(ChannelScale) +
           groups_ * kernel_.size * kLanes * Dot::kRows * sizeof(typename Dot::Weight);
  }

  // Their biases and scales, then for each group of rows and each column of the window the weights of each
  // channel in those rows.
  [[gnu::cold]] void packEight(const QuantizedKernel& weights, size_t channel, Quantization input,
                               Quantization output, std::byte* packed) const {
    auto& scale = *new (packed) ChannelScale;
    using Weight = typename Dot::Weight;
    auto* to = as<Weight>(packed + sizeof scale);
    std::array<int32_t, kLanes> sums{};
    for (size_t group = 0; group < groups_; ++group) {
      for (size_t column = 0; column < kernel_.size; ++column) {
        for (size_t i = 0; i < kLanes * Dot::kRows; ++i) {
          const size_t lane = i / Dot::kRows;
          const size_t row = group * Dot::kRows + i % Dot::kRows;
          const size_t tap = row * kernel_.size + column;
          const bool exists = row < kernel_.size;
          *to = exists ? Weight{weights.kernel[tap * strips_.channels() + channel + lane]}
                       : Weight{0};
          sums[lane] += *to++;
        }
      }
    }
    for (size_t lane = 0; lane < kLanes; ++lane) {
      scale.set(lane, weights.bias.empty() ? 0 : weights.bias[channel + lane],
                input.zeroPoint + dot_.offset(), sums[lane],
                input.scale * weights.kernelScale[channel + lane] / output.scale);
    }
  }

  std::array<const int8_t*, kLargestWindow> rowsOf(const DepthwiseStrip& strip) const {
    std::array<const int8_t*, kLargestWindow> rows;
    rows.fill(as<int8_t>(padding_.data()));
    for (size_t i = 0; i < strip.rows; ++i) {
      rows[strip.skippedRows + i] =
          from_ + strip.input + static_cast<ptrdiff_t>(i * strips_.inputRow());
    }
    return rows;
  }

  const Kernel<Dot>& kernel_;
  Dot dot_;
  RequantizeClamp clamp_;
  DepthwiseStrips strips_;
  size_t groups_;  // of the window's rows
  AlignedBuffer weights_;
  AlignedBuffer padding_;  // as many pixels as a strip reads of a row, all zero
  size_t batch_ = 1;
  const int8_t* from_ = nullptr;
  int8_t* to_ = nullptr;
};

}  // namespace

bool hasDirectQuantizedDepthwiseConvolution(const ConvolutionGeometry& geometry) {
  return geometry.depthwise && geometry.inputChannels % kLanes == 0 &&
         findDepthwiseKernel(kKernels<PairDot>, geometry.window) &&
         windowOutput(geometry.input, geometry.window).width >= kPixels;
}

[[gnu::cold]] OperatorPtr makeDirectQuantizedDepthwiseConvolution(
    const ConvolutionGeometry& geometry, const QuantizedKernel& weights, Quantization input,
    Quantization output, Range range) {
  const auto make = [&]<typename Dot>() -> OperatorPtr {
    return std::make_unique<DirectQuantizedDepthwiseConvolution<Dot>>(
        geometry, weights, input, output, quantizeRange(range, output));
  };
#ifdef __wasm_relaxed_simd__
  if (byteDot() != ByteDot::None) return make.template operator()<QuadDot>();
#endif
  return make.template operator()<PairDot>();
}

}  // namespace loupe
