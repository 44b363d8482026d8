// What the ways to train a convolution share: its extents, its input with the padding around it, and its
// forward pass, a row of output pixels at a time.
#pragma once

#include "kernels/convolution.h"
#include "kernels/gemm.h"

namespace loupe {

struct ConvolutionPlan {
  explicit ConvolutionPlan(const ConvolutionGeometry& geometry);

  size_t windowValues() const { return size.height * size.width * inputChannels; }
  size_t tapValues() const { return size.width * inputChannels; }  // a row of the window
  size_t inputValues() const { return input.height * input.width * inputChannels; }
  size_t outputValues() const { return output.height * output.width * filters; }
  size_t paddedRowValues() const { return padded.width * inputChannels; }
  size_t paddedValues() const { return padded.height * paddedRowValues(); }
  bool isPadded() const { return padded != input; }

  // An item's input with its padding: written to `scratch` (paddedValues()), or the input as it is.
  const float* pad(const float* item, float* scratch) const;

  // The other way round: the item's pixels without the padding.
  void unpad(const float* scratch, float* item) const;

  // The kernel for forwardRow.
  size_t packedKernelValues() const { return packedPanelsSize(windowValues(), filters); }
  void packKernel(const float* kernel, float* panels) const;

  // The first `pixels` pixels of output row `y`; `bias` may be null. Results are raised to `floor`.
  void forwardRow(const float* paddedInput, size_t y, size_t pixels, const float* panels,
                  const float* bias, float floor, float* row) const;

  Extent2D input;
  Extent2D output;
  Extent2D size;
  Extent2D strides;
  size_t inputChannels;
  size_t filters;
  Extent2D before;  // zeros above and left of the input
  Extent2D padded;  // the input with its zeros
};

}  // namespace loupe
