#include "kernels/training/convolution.h"

#include <algorithm>
#include <cstring>

#include "kernels/gemm.h"
#include "kernels/parallel.h"
#include "kernels/training/activation.h"
#include "kernels/training/workspace.h"
#include "kernels/window_span.h"

namespace loupe {
namespace {

ptrdiff_t signedSize(size_t value) { return static_cast<ptrdiff_t>(value); }

class ConvolutionTraining final : public Trainable {
 public:
  ConvolutionTraining(const ConvolutionGeometry& geometry, Activation activation)
      : input_(geometry.input),
        output_(windowOutput(geometry.input, geometry.window)),
        size_(geometry.window.size),
        strides_(geometry.window.strides),
        inputChannels_(geometry.inputChannels),
        filters_(geometry.outputChannels),
        activation_(activation) {
    const Padding padding = geometry.window.padding;
    before_ = {paddingBefore(input_.height, output_.height, size_.height, strides_.height, padding),
               paddingBefore(input_.width, output_.width, size_.width, strides_.width, padding)};
    padded_ = {std::max(input_.height, (output_.height - 1) * strides_.height + size_.height),
               std::max(input_.width, (output_.width - 1) * strides_.width + size_.width)};
    framed_ = {input_.height + size_.height - 1, input_.width + size_.width - 1};
  }

  size_t workspaceBytes(size_t /*batch*/, int threads) const override {
    const Pieces pieces(*this, nullptr);
    return pieces.sharedBytes + static_cast<size_t>(threads) * pieces.scratchBytes;
  }

  void forward(const TrainingStep& step) override {
    const Pieces pieces(*this, step.workspace);
    const size_t window = windowValues();
    packPanels(step.weights[0], window, filters_, signedSize(filters_), 1, pieces.kernel);
    GemmShape shape;
    shape.rows = output_.width;
    shape.columns = filters_;
    shape.taps = size_.height;
    shape.run = size_.width * inputChannels_;
    shape.aTap = signedSize(padded_.width * inputChannels_);
    shape.aRow = signedSize(strides_.width * inputChannels_);
    shape.bRow = signedSize(gemmPanelColumns());
    shape.bTap = signedSize(shape.run) * shape.bRow;
    shape.bPanel = signedSize(window) * shape.bRow;
    shape.cRow = signedSize(filters_);
    const float* bias = step.weights.size() > 1 ? step.weights[1] : nullptr;
    const GemmStart start = bias ? GemmStart::Bias : GemmStart::Zero;
    const float floor = activationFloor(activation_);

    parallelParts(*step.pool, step.batch, [&](const Part& part) {
      for (size_t item = part.begin; item < part.end; ++item) {
        const float* input = paddedInput(step, item, pieces.of(part.index).paddedInput);
        float* output = step.output + item * outputValues();
        for (size_t y = 0; y < output_.height; ++y) {
          gemm(shape, input + y * strides_.height * padded_.width * inputChannels_, pieces.kernel,
               output + y * output_.width * filters_, start, bias, floor);
        }
        applyRestOfActivation(activation_, output, outputValues(), filters_);
      }
    });
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    const Pieces pieces(*this, step.workspace);
    const auto threads = static_cast<size_t>(step.pool->threads());
    const size_t kernelValues = windowValues() * filters_;
    const size_t sumCount = kernelValues + filters_;
    if (gradients.inputs[0]) packTurnedKernel(step.weights[0], pieces.kernel);
    for (size_t i = 0; i < threads; ++i) std::fill_n(pieces.of(i).sums, sumCount, 0.0f);
    parallelParts(*step.pool, step.batch, [&](const Part& part) {
      for (size_t item = part.begin; item < part.end; ++item) {
        backwardItem(step, gradients, item, pieces.kernel, pieces.of(part.index));
      }
    });
    float* sums = pieces.of(0).sums;
    for (size_t i = 1; i < threads; ++i) {
      const float* more = pieces.of(i).sums;
      for (size_t j = 0; j < sumCount; ++j) sums[j] += more[j];
    }
    gradients.weights->take(0, 0, {sums, kernelValues});
    if (step.weights.size() > 1) gradients.weights->take(1, 0, {sums + kernelValues, filters_});
  }

 private:
  // What each thread has for itself, for one item.
  struct Scratch {
    float* sums = nullptr;  // of the kernel's gradient, then of the bias's
    float* framedGradient = nullptr;
    float* paddedInput = nullptr;  // null where the input needs no padding
  };

  // The workspace: the kernel in panels, which all threads read, then a Scratch for each.
  struct Pieces {
    Pieces(const ConvolutionTraining& owner, std::byte* base) : layer(owner) {
      Workspace workspace(base);
      kernel = workspace.floats(
          std::max(packedPanelsSize(layer.windowValues(), layer.filters_),
                   packedPanelsSize(layer.size_.height * layer.size_.width * layer.filters_,
                                    layer.inputChannels_)));
      rest = base ? base + workspace.used() : nullptr;
      sharedBytes = workspace.used();
      Workspace scratch;
      layer.scratch(scratch);
      scratchBytes = scratch.used();
    }

    Scratch of(size_t thread) const {
      Workspace workspace(rest + thread * scratchBytes);
      return layer.scratch(workspace);
    }

    const ConvolutionTraining& layer;
    float* kernel;
    std::byte* rest;
    size_t sharedBytes;
    size_t scratchBytes;
  };

  Scratch scratch(Workspace& workspace) const {
    Scratch scratch;
    scratch.sums = workspace.floats((windowValues() + 1) * filters_);
    scratch.framedGradient = workspace.floats(framed_.height * framed_.width * filters_);
    if (isPadded()) {
      scratch.paddedInput = workspace.floats(padded_.height * padded_.width * inputChannels_);
    }
    return scratch;
  }

  size_t windowValues() const { return size_.height * size_.width * inputChannels_; }
  size_t inputValues() const { return input_.height * input_.width * inputChannels_; }
  size_t outputValues() const { return output_.height * output_.width * filters_; }
  bool isPadded() const { return padded_ != input_; }

  const float* paddedInput(const TrainingStep& step, size_t item, float* padded) const {
    const float* input = step.inputs[0] + item * inputValues();
    if (!isPadded()) return input;
    std::fill_n(padded, padded_.height * padded_.width * inputChannels_, 0.0f);
    const size_t rowValues = input_.width * inputChannels_;
    for (size_t y = 0; y < input_.height; ++y) {
      float* row = padded + ((y + before_.height) * padded_.width + before_.width) * inputChannels_;
      std::memcpy(row, input + y * rowValues, rowValues * sizeof(float));
    }
    return padded;
  }

  // [height, width, filters] x input channels, both sides of the window turned round.
  void packTurnedKernel(const float* kernel, float* panels) const {
    const size_t positions = size_.height * size_.width;
    const size_t panel = gemmPanelColumns();
    for (size_t first = 0; first < inputChannels_; first += panel) {
      for (size_t t = 0; t < positions; ++t) {
        const float* turned = kernel + (positions - 1 - t) * inputChannels_ * filters_;
        for (size_t f = 0; f < filters_; ++f) {
          for (size_t c = first; c < first + panel; ++c) {
            *panels++ = c < inputChannels_ ? turned[c * filters_ + f] : 0.0f;
          }
        }
      }
    }
  }

  // The gradient before the activation, as matrix products read it.
  struct Gradient {
    const float* first;  // of output pixel (0, 0)
    size_t rowValues;    // from one output row to the next
    size_t pixelValues;  // from one output pixel to the next
  };

  void backwardItem(const TrainingStep& step, const StepGradients& gradients, size_t item,
                    const float* turnedKernel, const Scratch& scratch) const {
    const float* output = step.output + item * outputValues();
    float* gradient = gradients.output + item * outputValues();
    const bool isClamp = clampOf(activation_).has_value();
    if (!isClamp) backwardActivation(activation_, output, gradient, outputValues(), filters_);
    const Activation mask = isClamp ? activation_ : Activation::Linear;
    float* biasSums = scratch.sums + windowValues() * filters_;

    Gradient masked{};
    if (gradients.inputs[0]) {
      masked = frame(mask, output, gradient, scratch.framedGradient, biasSums);
      backwardInput(scratch.framedGradient, turnedKernel,
                    gradients.inputs[0] + item * inputValues());
    } else {
      maskAndSum(mask, output, gradient, output_.height * output_.width, filters_, gradient,
                 filters_, biasSums);
      masked = {gradient, output_.width * filters_, filters_};
    }
    backwardKernel(paddedInput(step, item, scratch.paddedInput), masked, scratch.sums);
  }

  // Framed by zeros and spread by the strides: input pixel (y, x) takes from the window of `framed` whose
  // top left is (y, x).
  Gradient frame(Activation mask, const float* output, const float* gradient, float* framed,
                 float* biasSums) const {
    std::fill_n(framed, framed_.height * framed_.width * filters_, 0.0f);
    const size_t top = size_.height - 1 - before_.height;
    const size_t left = size_.width - 1 - before_.width;
    const Gradient spread = {framed + (top * framed_.width + left) * filters_,
                             strides_.height * framed_.width * filters_, strides_.width * filters_};
    const size_t rowValues = output_.width * filters_;
    for (size_t y = 0; y < output_.height; ++y) {
      maskAndSum(mask, output + y * rowValues, gradient + y * rowValues, output_.width, filters_,
                 const_cast<float*>(spread.first) + y * spread.rowValues, spread.pixelValues,
                 biasSums);
    }
    return spread;
  }

  void backwardInput(const float* framed, const float* turnedKernel, float* inputGradient) const {
    GemmShape shape;
    shape.rows = input_.width;
    shape.columns = inputChannels_;
    shape.taps = size_.height;
    shape.run = size_.width * filters_;
    shape.aTap = signedSize(framed_.width * filters_);
    shape.aRow = signedSize(filters_);
    shape.bRow = signedSize(gemmPanelColumns());
    shape.bTap = signedSize(shape.run) * shape.bRow;
    shape.bPanel = signedSize(shape.taps) * shape.bTap;
    shape.cRow = signedSize(inputChannels_);
    for (size_t y = 0; y < input_.height; ++y) {
      gemm(shape, framed + y * framed_.width * filters_, turnedKernel,
           inputGradient + y * input_.width * inputChannels_, GemmStart::Zero);
    }
  }

  void backwardKernel(const float* input, const Gradient& gradient, float* sums) const {
    GemmShape shape;
    shape.rows = size_.width * inputChannels_;
    shape.columns = filters_;
    shape.run = output_.width;
    shape.aRow = 1;
    shape.aColumn = signedSize(strides_.width * inputChannels_);
    shape.bRow = signedSize(gradient.pixelValues);
    shape.bPanel = signedSize(gemmPanelColumns());
    shape.cRow = signedSize(filters_);
    const size_t inputRow = padded_.width * inputChannels_;
    for (size_t y = 0; y < output_.height; ++y) {
      for (size_t t = 0; t < size_.height; ++t) {
        gemm(shape, input + (y * strides_.height + t) * inputRow,
             gradient.first + y * gradient.rowValues, sums + t * shape.rows * filters_,
             GemmStart::Accumulate);
      }
    }
  }

  Extent2D input_;
  Extent2D output_;
  Extent2D size_;
  Extent2D strides_;
  size_t inputChannels_;
  size_t filters_;
  Activation activation_;
  Extent2D before_;  // zeros above and left of the input
  Extent2D padded_;  // the input with its zeros
  Extent2D framed_;  // the gradient with its frame
};

}  // namespace

TrainablePtr makeTrainableConvolution(const ConvolutionGeometry& geometry, Activation activation) {
  return std::make_unique<ConvolutionTraining>(geometry, activation);
}

}  // namespace loupe
