#include "kernels/training/convolution.h"

#include <algorithm>

#include "kernels/gemm.h"
#include "kernels/parallel.h"
#include "kernels/training/activation.h"
#include "kernels/training/convolution_plan.h"
#include "kernels/training/workspace.h"

namespace loupe {
namespace {

ptrdiff_t signedSize(size_t value) { return static_cast<ptrdiff_t>(value); }

class ConvolutionTraining final : public Trainable {
 public:
  ConvolutionTraining(const ConvolutionGeometry& geometry, Activation activation)
      : plan_(geometry),
        activation_(activation),
        framed_{plan_.input.height + plan_.size.height - 1,
                plan_.input.width + plan_.size.width - 1} {}

  size_t workspaceBytes(size_t /*batch*/, int threads) const override {
    const Pieces pieces(*this, nullptr);
    return pieces.sharedBytes + static_cast<size_t>(threads) * pieces.scratchBytes;
  }

  void forward(const TrainingStep& step) override {
    const Pieces pieces(*this, step.workspace);
    plan_.packKernel(step.weights[0], pieces.kernel);
    const float* bias = step.weights.size() > 1 ? step.weights[1] : nullptr;
    const float floor = activationFloor(activation_);
    const size_t rowValues = plan_.output.width * plan_.filters;
    parallelParts(*step.pool, step.batch, [&](const Part& part) {
      for (size_t item = part.begin; item < part.end; ++item) {
        const float* input = paddedInput(step, item, pieces.of(part.index).paddedInput);
        float* output = step.output + item * plan_.outputValues();
        for (size_t y = 0; y < plan_.output.height; ++y) {
          plan_.forwardRow(input, y, plan_.output.width, pieces.kernel, bias, floor,
                           output + y * rowValues);
        }
        applyRestOfActivation(activation_, output, plan_.outputValues(), plan_.filters);
      }
    });
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    const Pieces pieces(*this, step.workspace);
    const auto threads = static_cast<size_t>(step.pool->threads());
    const size_t kernelValues = plan_.windowValues() * plan_.filters;
    const size_t sumCount = kernelValues + plan_.filters;
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
    if (step.weights.size() > 1)
      gradients.weights->take(1, 0, {sums + kernelValues, plan_.filters});
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
      kernel = workspace.floats(std::max(
          packedPanelsSize(layer.plan_.windowValues(), layer.plan_.filters),
          packedPanelsSize(layer.plan_.size.height * layer.plan_.size.width * layer.plan_.filters,
                           layer.plan_.inputChannels)));
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
    scratch.sums = workspace.floats((plan_.windowValues() + 1) * plan_.filters);
    scratch.framedGradient = workspace.floats(framed_.height * framed_.width * plan_.filters);
    if (plan_.isPadded()) {
      scratch.paddedInput =
          workspace.floats(plan_.padded.height * plan_.padded.width * plan_.inputChannels);
    }
    return scratch;
  }

  const float* paddedInput(const TrainingStep& step, size_t item, float* scratch) const {
    return plan_.pad(step.inputs[0] + item * plan_.inputValues(), scratch);
  }

  // [height, width, filters] x input channels, both sides of the window turned round.
  void packTurnedKernel(const float* kernel, float* panels) const {
    const size_t positions = plan_.size.height * plan_.size.width;
    const size_t panel = gemmPanelColumns();
    for (size_t first = 0; first < plan_.inputChannels; first += panel) {
      for (size_t t = 0; t < positions; ++t) {
        const float* turned = kernel + (positions - 1 - t) * plan_.inputChannels * plan_.filters;
        for (size_t f = 0; f < plan_.filters; ++f) {
          for (size_t c = first; c < first + panel; ++c) {
            *panels++ = c < plan_.inputChannels ? turned[c * plan_.filters + f] : 0.0f;
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
    const float* output = step.output + item * plan_.outputValues();
    float* gradient = gradients.output + item * plan_.outputValues();
    const bool isClamp = clampOf(activation_).has_value();
    if (!isClamp)
      backwardActivation(activation_, output, gradient, plan_.outputValues(), plan_.filters);
    const Activation mask = isClamp ? activation_ : Activation::Linear;
    float* biasSums = scratch.sums + plan_.windowValues() * plan_.filters;

    Gradient masked{};
    if (gradients.inputs[0]) {
      masked = frame(mask, output, gradient, scratch.framedGradient, biasSums);
      backwardInput(scratch.framedGradient, turnedKernel,
                    gradients.inputs[0] + item * plan_.inputValues());
    } else {
      maskAndSum(mask, output, gradient, plan_.output.height * plan_.output.width, plan_.filters,
                 gradient, plan_.filters, biasSums);
      masked = {gradient, plan_.output.width * plan_.filters, plan_.filters};
    }
    backwardKernel(paddedInput(step, item, scratch.paddedInput), masked, scratch.sums);
  }

  // Framed by zeros and spread by the strides: input pixel (y, x) takes from the window of `framed` whose
  // top left is (y, x).
  Gradient frame(Activation mask, const float* output, const float* gradient, float* framed,
                 float* biasSums) const {
    std::fill_n(framed, framed_.height * framed_.width * plan_.filters, 0.0f);
    const size_t top = plan_.size.height - 1 - plan_.before.height;
    const size_t left = plan_.size.width - 1 - plan_.before.width;
    const Gradient spread = {framed + (top * framed_.width + left) * plan_.filters,
                             plan_.strides.height * framed_.width * plan_.filters,
                             plan_.strides.width * plan_.filters};
    const size_t rowValues = plan_.output.width * plan_.filters;
    for (size_t y = 0; y < plan_.output.height; ++y) {
      maskAndSum(mask, output + y * rowValues, gradient + y * rowValues, plan_.output.width,
                 plan_.filters, const_cast<float*>(spread.first) + y * spread.rowValues,
                 spread.pixelValues, biasSums);
    }
    return spread;
  }

  void backwardInput(const float* framed, const float* turnedKernel, float* inputGradient) const {
    GemmShape shape;
    shape.rows = plan_.input.width;
    shape.columns = plan_.inputChannels;
    shape.taps = plan_.size.height;
    shape.run = plan_.size.width * plan_.filters;
    shape.aTap = signedSize(framed_.width * plan_.filters);
    shape.aRow = signedSize(plan_.filters);
    shape.bRow = signedSize(gemmPanelColumns());
    shape.bTap = signedSize(shape.run) * shape.bRow;
    shape.bPanel = signedSize(shape.taps) * shape.bTap;
    shape.cRow = signedSize(plan_.inputChannels);
    for (size_t y = 0; y < plan_.input.height; ++y) {
      gemm(shape, framed + y * framed_.width * plan_.filters, turnedKernel,
           inputGradient + y * plan_.input.width * plan_.inputChannels, GemmStart::Zero);
    }
  }

  void backwardKernel(const float* input, const Gradient& gradient, float* sums) const {
    GemmShape shape;
    shape.rows = plan_.size.width * plan_.inputChannels;
    shape.columns = plan_.filters;
    shape.run = plan_.output.width;
    shape.aRow = 1;
    shape.aColumn = signedSize(plan_.strides.width * plan_.inputChannels);
    shape.bRow = signedSize(gradient.pixelValues);
    shape.bPanel = signedSize(gemmPanelColumns());
    shape.cRow = signedSize(plan_.filters);
    const size_t inputRow = plan_.padded.width * plan_.inputChannels;
    for (size_t y = 0; y < plan_.output.height; ++y) {
      for (size_t t = 0; t < plan_.size.height; ++t) {
        gemm(shape, input + (y * plan_.strides.height + t) * inputRow,
             gradient.first + y * gradient.rowValues, sums + t * shape.rows * plan_.filters,
             GemmStart::Accumulate);
      }
    }
  }

  ConvolutionPlan plan_;
  Activation activation_;
  Extent2D framed_;  // the gradient with its frame
};

bool isPointwise(const ConvolutionGeometry& geometry) {
  return geometry.window.size == Extent2D{1, 1} && geometry.window.strides == Extent2D{1, 1};
}

// Where each pixel is by itself a picture is as well one row: one matrix product in place of one a row.
ConvolutionGeometry inOneRow(ConvolutionGeometry geometry) {
  geometry.input = {1, geometry.input.height * geometry.input.width};
  return geometry;
}

}  // namespace

TrainablePtr makeTrainableConvolution(const ConvolutionGeometry& geometry, Activation activation) {
  return std::make_unique<ConvolutionTraining>(
      isPointwise(geometry) ? inOneRow(geometry) : geometry, activation);
}

}  // namespace loupe
