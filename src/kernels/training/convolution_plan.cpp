#include "kernels/training/convolution_plan.h"

#include <algorithm>
#include <cstring>

#include "kernels/window_span.h"

namespace loupe {

ConvolutionPlan::ConvolutionPlan(const ConvolutionGeometry& geometry)
    : input(geometry.input),
      output(windowOutput(geometry.input, geometry.window)),
      size(geometry.window.size),
      strides(geometry.window.strides),
      inputChannels(geometry.inputChannels),
      filters(geometry.outputChannels) {
  const Padding padding = geometry.window.padding;
  before = {paddingBefore(input.height, output.height, size.height, strides.height, padding),
            paddingBefore(input.width, output.width, size.width, strides.width, padding)};
  padded = {std::max(input.height, (output.height - 1) * strides.height + size.height),
            std::max(input.width, (output.width - 1) * strides.width + size.width)};
}

const float* ConvolutionPlan::pad(const float* item, float* scratch) const {
  if (!isPadded()) return item;
  std::fill_n(scratch, paddedValues(), 0.0f);
  const size_t rowValues = input.width * inputChannels;
  float* row = scratch + before.height * paddedRowValues() + before.width * inputChannels;
  for (size_t y = 0; y < input.height; ++y, row += paddedRowValues()) {
    std::memcpy(row, item + y * rowValues, rowValues * sizeof(float));
  }
  return scratch;
}

void ConvolutionPlan::unpad(const float* scratch, float* item) const {
  const size_t rowValues = input.width * inputChannels;
  const float* row = scratch + before.height * paddedRowValues() + before.width * inputChannels;
  for (size_t y = 0; y < input.height; ++y, row += paddedRowValues()) {
    std::memcpy(item + y * rowValues, row, rowValues * sizeof(float));
  }
}

void ConvolutionPlan::packKernel(const float* kernel, float* panels) const {
  packPanels(kernel, windowValues(), filters, static_cast<ptrdiff_t>(filters), 1, panels);
}

void ConvolutionPlan::forwardRow(const float* paddedInput, size_t y, size_t pixels,
                                 const float* panels, const float* bias, float floor,
                                 float* row) const {
  const auto signedSize = [](size_t value) { return static_cast<ptrdiff_t>(value); };
  GemmShape shape;
  shape.rows = pixels;
  shape.columns = filters;
  shape.taps = size.height;
  shape.run = tapValues();
  shape.aTap = signedSize(paddedRowValues());
  shape.aRow = signedSize(strides.width * inputChannels);
  shape.bRow = signedSize(gemmPanelColumns());
  shape.bTap = signedSize(shape.run) * shape.bRow;
  shape.bPanel = signedSize(windowValues()) * shape.bRow;
  shape.cRow = signedSize(filters);
  gemm(shape, paddedInput + y * strides.height * paddedRowValues(), panels, row,
       bias ? GemmStart::Bias : GemmStart::Zero, bias, floor);
}

}  // namespace loupe
