#include "kernels/quantized_convolution.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "kernels/byte_dot.h"
#include "kernels/parallel.h"
#include "kernels/requantize.h"
#include "kernels/window_span.h"
#include "kernels/xnn_operator.h"
#include "tensor/aligned_buffer.h"
#include "tensor/simd.h"

namespace loupe {
namespace {

using simd::F32x4;
using simd::I16x8;
using simd::I32x4;

// A panel is the weights of the output channels that a tile computes. Four rows of eight sums, two vectors
// of weights, one of inputs and one of products: 12 of the 15 registers that V8 has.
constexpr size_t kPanel = ChannelScale::kChannels;
constexpr size_t kRows = 4;
constexpr size_t kPanelsATask = 8;
// Enough for a task to outweigh handing it out, few enough for all threads to end together.
constexpr size_t kProductsATask = 65536;

// Output rows of one panel. Passed by value: the bytes that are stored could lie anywhere else.
struct PanelRows {
  const int16_t* inputs;   // rows of `depth` values
  const int16_t* weights;  // depth / 2 times [kPanel][2]
  size_t depth;
  const ChannelScale* scale;
  RequantizeClamp clamp;
  int8_t* output;
  size_t outputRow;  // values from one row to the next
  size_t columns;    // of the panel that exist
};

template <size_t kTileRows>
inline void convolveTile(const PanelRows& rows) {
  I32x4 sums[kTileRows][2];
  for (auto& [low, high] : sums) {
    low = simd::load(&rows.scale->bias[0]);
    high = simd::load(&rows.scale->bias[4]);
  }
  const int16_t* weights = rows.weights;
  for (size_t k = 0; k < rows.depth; k += 2, weights += 2 * kPanel) {
    const I16x8 low = simd::load(weights);
    const I16x8 high = simd::load(weights + kPanel);
    for (size_t row = 0; row < kTileRows; ++row) {
      const I16x8 pair = simd::splatPair(rows.inputs + row * rows.depth + k);
      sums[row][0] += simd::dotPairs(pair, low);
      sums[row][1] += simd::dotPairs(pair, high);
    }
  }
  const F32x4 lowScale = simd::load(&rows.scale->scale[0]);
  const F32x4 highScale = simd::load(&rows.scale->scale[4]);
  for (size_t row = 0; row < kTileRows; ++row) {
    const simd::I8x16 bytes =
        requantizeEight(sums[row][0], sums[row][1], lowScale, highScale, rows.clamp);
    int8_t* output = rows.output + row * rows.outputRow;
    if (rows.columns == kPanel) {
      std::memcpy(output, &bytes, kPanel);
    } else {
      std::memcpy(output, &bytes, rows.columns);
    }
  }
}

void convolveRows(PanelRows rows, size_t count) {
  for (; count >= kRows; count -= kRows) {
    convolveTile<kRows>(rows);
    rows.inputs += kRows * rows.depth;
    rows.output += kRows * rows.outputRow;
  }
  for (; count > 0; --count) {
    convolveTile<1>(rows);
    rows.inputs += rows.depth;
    rows.output += rows.outputRow;
  }
}

size_t ceilDivide(size_t a, size_t b) { return (a + b - 1) / b; }

class DirectQuantizedConvolution final : public Operator {
 public:
  DirectQuantizedConvolution(const ConvolutionGeometry& geometry, const QuantizedKernel& weights,
                             Quantization input, Quantization output, QuantizedRange range)
      : geometry_(geometry),
        output_(windowOutput(geometry.input, geometry.window)),
        taps_(geometry.window.size.height * geometry.window.size.width * geometry.inputChannels),
        depth_(ceilDivide(taps_, 2) * 2),
        panels_(ceilDivide(geometry.outputChannels, kPanel)),
        before_{paddingBefore(geometry.input.height, output_.height, geometry.window.size.height,
                              geometry.window.strides.height, geometry.window.padding),
                paddingBefore(geometry.input.width, output_.width, geometry.window.size.width,
                              geometry.window.strides.width, geometry.window.padding)},
        inputZero_(static_cast<int16_t>(input.zeroPoint)),
        pointwise_(geometry.window.size == Extent2D{} && geometry.window.strides == Extent2D{} &&
                   depth_ == taps_),
        clamp_(range, output.zeroPoint),
        weights_(panels_ * kPanel * depth_ * sizeof(int16_t)) {
    packWeights(weights.kernel);
    scalePanels(weights, input, output);
    const size_t products = depth_ * std::min(panels_, kPanelsATask) * kPanel;
    rowsATask_ = ceilDivide(std::max(kProductsATask / products, size_t{16}), kRows) * kRows;
  }

  // The workspace holds the window of every output pixel in int16.
  size_t reshape(size_t batch, const ThreadPool&) override {
    batch_ = batch;
    return rows() * depth_ * sizeof(int16_t);
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output,
             std::byte* workspace) override {
    from_ = as<int8_t>(inputs[0]);
    windows_ = as<int16_t>(workspace);
    to_ = as<int8_t>(output);
  }

  void run(const ThreadPool& pool) override {
    parallelFor(pool, batch_ * output_.height, [&](size_t row) { gatherWindows(row); });
    const size_t slices = ceilDivide(panels_, kPanelsATask);
    parallelFor(pool, ceilDivide(rows(), rowsATask_) * slices, [&](size_t task) {
      convolve(task / slices * rowsATask_, task % slices * kPanelsATask);
    });
  }

 private:
  size_t rows() const { return batch_ * output_.height * output_.width; }

  [[gnu::cold]] void packWeights(std::span<const int8_t> kernel) {
    auto* packed = as<int16_t>(weights_.data());
    for (size_t panel = 0; panel < panels_; ++panel) {
      for (size_t k = 0; k < depth_; k += 2) {
        for (size_t i = 0; i < 2 * kPanel; ++i) {
          const size_t channel = panel * kPanel + i / 2;
          const size_t tap = k + i % 2;
          const bool exists = channel < geometry_.outputChannels && tap < taps_;
          *packed++ = exists ? int16_t{kernel[channel * taps_ + tap]} : int16_t{0};
        }
      }
    }
  }

  [[gnu::cold]] void scalePanels(const QuantizedKernel& weights, Quantization input,
                                 Quantization output) {
    scales_.resize(panels_);
    for (size_t channel = 0; channel < geometry_.outputChannels; ++channel) {
      int32_t sum = 0;
      for (size_t tap = 0; tap < taps_; ++tap) sum += weights.kernel[channel * taps_ + tap];
      const int32_t bias = weights.bias.empty() ? 0 : weights.bias[channel];
      scales_[channel / kPanel].set(channel % kPanel, bias, inputZero_, sum,
                                    input.scale * weights.kernelScale[channel] / output.scale);
    }
  }

  // Of one of all items' output rows.
  void gatherWindows(size_t row) const {
    const auto& [input, channels, outputChannels, window, depthwise] = geometry_;
    const size_t item = row / output_.height;
    const WindowSpan rows = windowSpan(row % output_.height, input.height, window.size.height,
                                       window.strides.height, before_.height);
    int16_t* to = windows_ + row * output_.width * depth_;
    if (pointwise_) {
      const size_t count = output_.width * depth_;
      std::copy_n(from_ + row * count, count, to);
      return;
    }
    for (size_t x = 0; x < output_.width; ++x, to += depth_) {
      const WindowSpan columns =
          windowSpan(x, input.width, window.size.width, window.strides.width, before_.width);
      const size_t run = (columns.end - columns.begin) * channels;
      if (run * (rows.end - rows.begin) < depth_) std::fill_n(to, depth_, inputZero_);
      for (size_t y = rows.begin; y < rows.end; ++y) {
        const size_t tapRow = y - rows.begin + rows.skipped;
        const int8_t* values =
            from_ + ((item * input.height + y) * input.width + columns.begin) * channels;
        std::copy_n(values, run, to + (tapRow * window.size.width + columns.skipped) * channels);
      }
    }
  }

  void convolve(size_t firstRow, size_t firstPanel) const {
    const size_t count = std::min(rowsATask_, rows() - firstRow);
    const size_t endPanel = std::min(firstPanel + kPanelsATask, panels_);
    const size_t channels = geometry_.outputChannels;
    for (size_t panel = firstPanel; panel < endPanel; ++panel) {
      const size_t channel = panel * kPanel;
      convolveRows({windows_ + firstRow * depth_, as<int16_t>(weights_.data()) + channel * depth_,
                    depth_, &scales_[panel], clamp_, to_ + firstRow * channels + channel, channels,
                    std::min(kPanel, channels - channel)},
                   count);
    }
  }

  ConvolutionGeometry geometry_;
  Extent2D output_;
  size_t taps_;   // products of one output value
  size_t depth_;  // taps_ in pairs
  size_t panels_;
  Extent2D before_;  // padding above and left of the input
  int16_t inputZero_;
  bool pointwise_;  // every window is one pixel, and all pixels lie together
  RequantizeClamp clamp_;
  AlignedBuffer weights_;
  std::vector<ChannelScale> scales_;
  size_t rowsATask_ = kRows;
  size_t batch_ = 1;
  const int8_t* from_ = nullptr;
  int16_t* windows_ = nullptr;
  int8_t* to_ = nullptr;
};

}  // namespace

bool prefersDirectQuantizedConvolution() {
#if defined(__wasm__)
  return byteDot() == ByteDot::None;
#else
  return false;
#endif
}

[[gnu::cold]] OperatorPtr makeDirectQuantizedConvolution(const ConvolutionGeometry& geometry,
                                                         const QuantizedKernel& weights,
                                                         Quantization input, Quantization output,
                                                         Range range) {
  return std::make_unique<DirectQuantizedConvolution>(geometry, weights, input, output,
                                                      quantizeRange(range, output));
}

}  // namespace loupe
