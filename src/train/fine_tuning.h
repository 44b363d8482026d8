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
//
// Share of photos named rightly: flowers, 300 photos to train on and 100 others, in four ways of which the first is
// the set's own; by transfer learning on the last layer's features of the same 224 x 224 pixels, and after fine-tuning
// from block11 on:
//   transfer                                  0.91  0.90  0.86  0.83   mean 0.875
//   fine-tuned, 6 epochs                      0.94  0.92  0.87  0.83   mean 0.890
//   with a label smoothing of 0.1             0.93  0.88  0.86  0.86   mean 0.883
//   augmented in 8 ways a photo, 12 epochs    0.93  0.92  0.89  0.82   mean 0.890
// That is 6 photos of 400 more, where chance makes up for as many. The training photos are all known after three
// epochs: 300 have little more to tell. On the set's own way, augmented and with the defaults, three seeds give 0.93
// each, without augmentation 0.91, 0.93 and 0.92; transfer learning on the features that it has now
// (transfer/feature_network.h), 0.92: better features were worth as much (scripts/models/fine_tuning). The practicum's
// stronger augmentation gives 0.90 there, a third of the learning rate 0.90, and the mean of the weights before and
// after no more than either.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "train/frozen_layers.h"
#include "train/photo_progress.h"
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

// Throws what FineTuning would throw for this network and `from`, before there are photos.
void requireFineTuning(std::span<const std::byte> pretrained, const std::string& from);

class FineTuning {
 public:
  // `pretrained` is a whole float32 model file; `from` the name of a layer, or of a block of layers whose names begin
  // with it and "_". Takes every training photo through the network once, and tells how far that is. `pool` outlives
  // this. Throws Error:
  // NotSupported naming the blocks there are when there is none of that name, or for a network that cannot be the
  // base of another; BadModel for a file that is none.
  FineTuning(std::span<const std::byte> pretrained, const std::string& from,
             const TrainingData& data, size_t batchSize, ThreadPool& pool,
             const PhotoProgress& onPhoto = {});
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
