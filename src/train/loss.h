// What training makes smaller: cross-entropies, computed from logits so that no confidence overflows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace loupe {

struct LossConfig {
  std::vector<float> classWeights;  // one a class; empty: all 1
  float labelSmoothing = 0;         // 0 to 1: how much of a label is spread over all classes
};

struct LossResult {
  double loss = 0;     // the mean over the batch
  size_t correct = 0;  // photos whose most probable class is theirs
};

// Class weights by which rare classes count as much as frequent ones: photos / (classes * photos of the class),
// scikit-learn's "balanced".
std::vector<float> balancedClassWeights(std::span<const size_t> photosPerClass);

// With one logit a photo, binary cross-entropy of a sigmoid (the label is 0 or 1):
//   max(x, 0) - x y + log(1 + e^-|x|),   gradient sigmoid(x) - y
// With more, categorical cross-entropy of a softmax:
//   log(sum e^x) - sum(x y),             gradient softmax(x) - y
// y is the label with its smoothing, y (1 - s) + s / 2 or one-hot (1 - s) + s / K; a photo's loss is
// multiplied by the weight of its class. https://keras.io/api/losses/probabilistic_losses/
class Loss {
 public:
  // `outputs` is the number of logits a photo. Throws Error(BadDataset) for a number of class weights that
  // is not the number of classes, and for weights and smoothings out of range.
  Loss(size_t outputs, LossConfig config = {});

  // `logits` and `gradient`: labels.size() rows of `outputs`. `gradient` is that of the mean loss; it may be
  // empty when it is not wanted.
  LossResult compute(std::span<const float> logits, std::span<const uint32_t> labels,
                     std::span<float> gradient) const;

  // Turns logits into probabilities, one a class: for one logit {1 - p, p}.
  void probabilities(std::span<const float> logits, std::span<float> probabilities) const;

  size_t classes() const { return outputs_ == 1 ? 2 : outputs_; }

 private:
  double binary(float logit, uint32_t label, float weight, float* gradient) const;
  double categorical(const float* logits, uint32_t label, float weight, float* gradient) const;

  size_t outputs_;
  LossConfig config_;
};

}  // namespace loupe
