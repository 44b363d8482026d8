#include "kernels/training/dense.h"

#include <algorithm>

#include "kernels/gemm.h"
#include "kernels/parallel.h"
#include "kernels/training/activation.h"
#include "kernels/training/workspace.h"

namespace loupe {
namespace {

ptrdiff_t signedSize(size_t value) { return static_cast<ptrdiff_t>(value); }

// Inputs whose weights are packed together in the forward pass: enough to outweigh reading and writing the
// sums once a block, few enough for them to stay in the second level cache.
constexpr size_t kForwardBlock = 64;

// The backward pass takes as many inputs at a time as have this many weights: a quarter of a usual second
// level cache, since their gradients and the optimiser's state lie beside them.
constexpr size_t kBackwardWeights = 8192;

class DenseTraining final : public Trainable {
 public:
  DenseTraining(size_t inputs, size_t units, Activation activation)
      : inputs_(inputs),
        units_(units),
        activation_(activation),
        backwardBlock_(std::clamp<size_t>(kBackwardWeights / units, 1, inputs)) {}

  size_t workspaceBytes(size_t batch, int threads) const override {
    Workspace forward;
    forward.floats(packedPanelsSize(kForwardBlock, units_));
    Workspace backward;
    backward.floats(packedPanelsSize(units_, batch));
    backward.floats(units_);
    backward.floats(static_cast<size_t>(threads) * blockScratch(batch));
    return std::max(forward.used(), backward.used());
  }

  void forward(const TrainingStep& step) override {
    Workspace workspace(step.workspace);
    const size_t panel = gemmPanelColumns();
    float* packed = workspace.floats(packedPanelsSize(kForwardBlock, units_));
    const size_t panels = (units_ + panel - 1) / panel;
    parallelParts(*step.pool, panels, [&](const Part& part) {
      forwardUnits(step, part.begin * panel, std::min(part.end * panel, units_),
                   packed + part.begin * panel * kForwardBlock);
    });
    applyRestOfActivation(activation_, step.output, step.batch * units_, units_);
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    backwardActivation(activation_, step.output, gradients.output, step.batch * units_, units_);
    Workspace workspace(step.workspace);
    float* transposed = workspace.floats(packedPanelsSize(units_, step.batch));
    float* biasGradient = workspace.floats(units_);
    float* scratch =
        workspace.floats(static_cast<size_t>(step.pool->threads()) * blockScratch(step.batch));
    if (gradients.inputs[0]) {
      packPanels(gradients.output, units_, step.batch, 1, signedSize(units_), transposed);
    }
    const size_t blocks = (inputs_ + backwardBlock_ - 1) / backwardBlock_;
    parallelForOnThreads(*step.pool, blocks, [&](size_t thread, size_t block) {
      float* own = scratch + thread * blockScratch(step.batch);
      const size_t first = block * backwardBlock_;
      const size_t count = std::min(backwardBlock_, inputs_ - first);
      if (gradients.inputs[0]) {
        backwardInputs(step, transposed, first, count, own, gradients.inputs[0]);
      }
      backwardKernel(step, gradients, first, count, own);
    });
    if (step.weights.size() < 2) return;
    std::fill_n(biasGradient, units_, 0.0f);
    for (size_t b = 0; b < step.batch; ++b) {
      for (size_t u = 0; u < units_; ++u) biasGradient[u] += gradients.output[b * units_ + u];
    }
    gradients.weights->take(1, 0, {biasGradient, units_});
  }

 private:
  // Floats that a thread needs for one block: its inputs' gradients or its weights'.
  size_t blockScratch(size_t batch) const { return backwardBlock_ * std::max(batch, units_); }

  void forwardUnits(const TrainingStep& step, size_t firstUnit, size_t endUnit,
                    float* packed) const {
    const float* bias = step.weights.size() > 1 ? step.weights[1] : nullptr;
    const size_t panel = gemmPanelColumns();
    GemmShape shape;
    shape.rows = step.batch;
    shape.aRow = signedSize(inputs_);
    shape.columns = endUnit - firstUnit;
    shape.bRow = signedSize(panel);
    shape.cRow = signedSize(units_);
    for (size_t first = 0; first < inputs_; first += kForwardBlock) {
      shape.run = std::min(kForwardBlock, inputs_ - first);
      const bool isFirst = first == 0;
      const bool isLast = first + shape.run == inputs_;
      const GemmStart start =
          !isFirst ? GemmStart::Accumulate : (bias ? GemmStart::Bias : GemmStart::Zero);
      const float floor = activationFloor(isLast ? activation_ : Activation::Linear);
      shape.bPanel = signedSize(shape.run * panel);
      packPanels(step.weights[0] + first * units_ + firstUnit, shape.run, shape.columns,
                 signedSize(units_), 1, packed);
      gemm(shape, step.inputs[0] + first, packed, step.output + firstUnit, start,
           bias ? bias + firstUnit : nullptr, floor);
    }
  }

  // dX^T of the block is W of the block times G^T; it is turned when it is written.
  void backwardInputs(const TrainingStep& step, const float* transposed, size_t first, size_t count,
                      float* turned, float* inputGradient) const {
    GemmShape shape;
    shape.rows = count;
    shape.columns = step.batch;
    shape.run = units_;
    shape.aRow = signedSize(units_);
    shape.bRow = signedSize(gemmPanelColumns());
    shape.bPanel = signedSize(units_) * shape.bRow;
    shape.cRow = signedSize(step.batch);
    gemm(shape, step.weights[0] + first * units_, transposed, turned, GemmStart::Zero);
    for (size_t b = 0; b < step.batch; ++b) {
      float* row = inputGradient + b * inputs_ + first;
      for (size_t i = 0; i < count; ++i) row[i] = turned[i * step.batch + b];
    }
  }

  void backwardKernel(const TrainingStep& step, const StepGradients& gradients, size_t first,
                      size_t count, float* kernelGradient) const {
    GemmShape shape;
    shape.rows = count;
    shape.columns = units_;
    shape.run = step.batch;
    shape.aRow = 1;
    shape.aColumn = signedSize(inputs_);
    shape.bRow = signedSize(units_);
    shape.bPanel = signedSize(gemmPanelColumns());
    shape.cRow = signedSize(units_);
    gemm(shape, step.inputs[0] + first, gradients.output, kernelGradient, GemmStart::Zero);
    gradients.weights->take(0, first * units_, {kernelGradient, count * units_});
  }

  size_t inputs_;
  size_t units_;
  Activation activation_;
  size_t backwardBlock_;  // inputs
};

}  // namespace

TrainablePtr makeTrainableDense(size_t inputs, size_t units, Activation activation) {
  return std::make_unique<DenseTraining>(inputs, units, activation);
}

}  // namespace loupe
