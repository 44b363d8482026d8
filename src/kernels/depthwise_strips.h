// How our depthwise kernels go over a picture: a strip is some pixels of an output row that lie side by side.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "kernels/convolution.h"
#include "kernels/parallel.h"
#include "kernels/window_span.h"

namespace loupe {

struct DepthwiseStrip {
  size_t channel;  // the first of those to compute, and how many
  size_t count;
  // Values from the tensors' beginnings to that channel, at the strip's first pixel: of the output, and of the
  // window's first row on the picture. Where the padding is, that may lie before the row's first pixel.
  size_t output;
  ptrdiff_t input;
  size_t skippedRows;  // of the window, above the picture
  size_t rows;         // of the window, on the picture
  size_t firstColumn;  // of the strip's input columns, the first on the picture
  size_t endColumn;    // and the one after the last
  bool onEdge;         // some of those columns do not exist
};

class DepthwiseStrips {
 public:
  // A strip has `pixels`, and no row fewer. One task computes `channelsATask` of a row.
  DepthwiseStrips(const ConvolutionGeometry& geometry, size_t pixels, size_t channelsATask)
      : input_(geometry.input),
        output_(windowOutput(geometry.input, geometry.window)),
        window_(geometry.window),
        before_{paddingBefore(input_.height, output_.height, window_.size.height,
                              window_.strides.height, window_.padding),
                paddingBefore(input_.width, output_.width, window_.size.width,
                              window_.strides.width, window_.padding)},
        channels_(geometry.inputChannels),
        pixels_(pixels),
        channelsATask_(channelsATask) {}

  size_t channels() const { return channels_; }
  size_t inputRow() const { return input_.width * channels_; }  // values

  // Calls body(strip) for all strips of `batch` items, shared among the pool's threads.
  template <typename Body>
  void forEach(const ThreadPool& pool, size_t batch, const Body& body) const {
    const size_t slices = (channels_ + channelsATask_ - 1) / channelsATask_;
    parallelFor(pool, batch * output_.height * slices, [&](size_t task) {
      forEachOfRow(task / slices, task % slices * channelsATask_, body);
    });
  }

 private:
  // Of one of all items' output rows.
  template <typename Body>
  void forEachOfRow(size_t row, size_t channel, const Body& body) const {
    const size_t item = row / output_.height;
    const WindowSpan rows = windowSpan(row % output_.height, input_.height, window_.size.height,
                                       window_.strides.height, before_.height);
    const size_t firstRow = (item * input_.height + rows.begin) * input_.width;
    for (size_t x = 0; x < output_.width; x += pixels_) {
      // The last strip ends with the row, over pixels that are already computed when it must.
      x = std::min(x, output_.width - pixels_);
      const size_t start = x * window_.strides.width;
      const size_t columns = (pixels_ - 1) * window_.strides.width + window_.size.width;
      DepthwiseStrip strip{};
      strip.channel = channel;
      strip.count = std::min(channelsATask_, channels_ - channel);
      strip.output = (row * output_.width + x) * channels_ + channel;
      strip.input =
          (static_cast<ptrdiff_t>(firstRow + start) - static_cast<ptrdiff_t>(before_.width)) *
              static_cast<ptrdiff_t>(channels_) +
          static_cast<ptrdiff_t>(channel);
      strip.skippedRows = rows.skipped;
      strip.rows = rows.end - rows.begin;
      strip.firstColumn = start < before_.width ? before_.width - start : 0;
      strip.endColumn = std::min(columns, input_.width + before_.width - start);
      strip.onEdge = strip.firstColumn > 0 || strip.endColumn < columns;
      body(strip);
    }
  }

  Extent2D input_;
  Extent2D output_;
  Window window_;
  Extent2D before_;  // padding above and left of the input
  size_t channels_;
  size_t pixels_;
  size_t channelsATask_;
};

// Of `kernels`, which have a `size` and a `stride` for both axes, the one for this window; null for none.
template <typename Kernels>
auto findDepthwiseKernel(const Kernels& kernels, const Window& window) {
  const auto fits = [&](const auto& kernel) {
    return window.size == Extent2D{kernel.size, kernel.size} &&
           window.strides == Extent2D{kernel.stride, kernel.stride};
  };
  const auto* found = std::ranges::find_if(kernels, fits);
  return found == std::end(kernels) ? nullptr : found;
}

}  // namespace loupe
