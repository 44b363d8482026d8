// How gradients change weights, with Keras's formulas and defaults (https://keras.io/api/optimizers/), which
// are repeated at each function of optimizer.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/aligned_buffer.h"

namespace loupe {

enum class OptimizerKind { Sgd, RmsProp, Adam, AdamW };

// "sgd", "rmsprop", "adam", "adamw". Throws Error(BadDataset) for another name.
OptimizerKind optimizerNamed(std::string_view name);
std::string_view toString(OptimizerKind kind);

struct OptimizerConfig {
  OptimizerKind kind = OptimizerKind::RmsProp;
  float learningRate = 0.001f;
  float momentum = 0;     // Sgd, RmsProp
  bool nesterov = false;  // Sgd
  float rho = 0.9f;       // RmsProp
  float beta1 = 0.9f;     // Adam, AdamW
  float beta2 = 0.999f;   // Adam, AdamW
  float epsilon = 1e-7f;  // all but Sgd
  float weightDecay =
      0;                // of the weights, times the learning rate, each step; AdamW: 0.004 in Keras
  float clipValue = 0;  // gradients are cut to +-clipValue; 0: not
  float clipNorm = 0;   // each weight tensor's gradient is scaled down to this norm; 0: not
  float globalClipNorm = 0;  // all gradients together are
};

// Keras's defaults for the kind: 0.01 is SGD's learning rate, 0.001 the others'.
OptimizerConfig defaultOptimizer(OptimizerKind kind);

class Optimizer {
 public:
  // `sizes`: values of each weight tensor.
  Optimizer(const OptimizerConfig& config, std::span<const size_t> sizes);

  // Before the updates of a step.
  void beginStep(float learningRate);

  // Changes values [first, first + values.size()) of a weight tensor, which `values` are. May be called by
  // several threads for ranges that do not overlap.
  void update(size_t weight, size_t first, std::span<float> values,
              std::span<const float> gradient);

  // Clipping by norm needs all gradients of a tensor (or of all) before the first update.
  bool needsWholeGradients() const { return config_.clipNorm > 0 || config_.globalClipNorm > 0; }

  // Applies the clipping by norm to the gradients of all weight tensors.
  void clip(std::span<const std::span<float>> gradients) const;

  const OptimizerConfig& config() const { return config_; }

  // What a checkpoint keeps besides the weights: running means, by slot and weight tensor, and the steps.
  size_t slotCount() const { return slots_.size(); }
  std::span<float> slot(size_t slot, size_t weight);
  uint64_t steps() const { return steps_; }
  void restoreSteps(uint64_t steps) { steps_ = steps; }

  // Values of state for each value of weight: 0, 1 or 2.
  static size_t slotsFor(const OptimizerConfig& config);

 private:
  OptimizerConfig config_;
  std::vector<size_t> sizes_;
  std::vector<std::vector<AlignedBuffer>> slots_;  // [slot][weight]
  uint64_t steps_ = 0;
  float learningRate_ = 0;
  float correctedRate_ = 0;  // Adam's alpha
};

}  // namespace loupe
