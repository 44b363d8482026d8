// Fine-tuning: the last layers of a pretrained network trained further, on photos of one's own.
//
// It goes on where transfer learning ends (transfer/head.h): the head that was solved in closed form on the features
// of the photos is where training starts, and the layers from a named block on are trained with it, slowly. The ones
// before stay as they are (train/frozen_layers.h).
//
// Model files have batch norm folded into the convolutions: a kernel is W g / s, where s is the deviation that was
// seen in training and g the learned scale. Training the folded kernels is training with frozen statistics, as is done
// with few photos, whose own statistics say little (https://keras.io/guides/transfer_learning/); g and W then share
// one gradient.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "train/frozen_layers.h"
#include "train/trainer.h"

namespace loupe {

// Where fine-tuning starts unless told otherwise, in EfficientNet-Lite0.
inline constexpr const char* kFineTuneFrom = "block11";

// What is best for fine-tuning unless told otherwise.
TrainingOptions fineTuningOptions();
AugmentationOptions fineTuningAugmentation();

// How photos are prepared for a model file's network: the largest centred crop with the shape of featureInput. Throws
// Error(BadModel) for a file that is none.
PhotoFormat fineTuningFormat(std::span<const std::byte> pretrained);

class FineTuning {
 public:
  // `pretrained` is a whole float32 model file; `from` the name of a layer, or of a block of layers whose names begin
  // with it and "_". Takes every training photo through the network once. `pool` outlives this. Throws Error:
  // NotSupported naming the blocks there are when there is none of that name, or for a network that cannot be the
  // base of another; BadModel for a file that is none.
  FineTuning(std::span<const std::byte> pretrained, const std::string& from,
             const TrainingData& data, size_t batchSize, ThreadPool& pool);
  ~FineTuning();
  FineTuning(FineTuning&&) noexcept;

  const std::string& architecture() const;  // of the whole network, as JSON
  const Graph& whole() const;
  const Graph& trained() const;         // the layers from `from` on
  FrozenLayers& frozen();               // those before
  const WeightSource& weights() const;  // that training starts from

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loupe
