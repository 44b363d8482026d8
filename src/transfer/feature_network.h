// A pretrained network without its own answers: what it makes of a photo, for a new head to learn on.
//
// The features are the network's embedding (a global average of the last convolution: 1280 values of
// EfficientNet-Lite0) and, counting half as much, the average of what that convolution was given (320), either
// divided by its norm. The photo is seen whole: the network's own preprocessing cuts off its rim.
//
// Chosen by the mean accuracy of 100 draws, on flowers (1, 3, 5, 10 and 60 photos a class, tested on all others)
// and on cats and dogs (1, 5, 20, 150), float32:
//   embedding of the network's own crop  0.509 0.655 0.714 0.774 0.870   0.849 0.961 0.981 0.987
//   embedding of the whole photo         0.513 0.662 0.719 0.779 0.865   0.851 0.961 0.980 0.988
//   with the earlier features            0.517 0.672 0.729 0.787 0.877   0.851 0.960 0.979 0.986
//   counting as much                     0.517 0.674 0.731 0.790 0.882   0.849 0.959 0.978 0.984
// Square roots of the embedding gain 0.01 on flowers and lose as much on cats and dogs; the logits as features lose
// 0.03 on flowers; a mirrored view of each training photo changes nothing.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "image/image.h"
#include "kernels/thread_pool.h"
#include "transfer/head.h"

namespace loupe {

class FeatureNetwork {
 public:
  // `safetensors` is a whole model file, of which a copy is kept; `pool` outlives the network. Throws
  // Error: BadModel for a file that is none, NotSupported for a network whose embedding is no global average of
  // what a convolution makes.
  FeatureNetwork(std::span<const std::byte> safetensors, ThreadPool& pool);
  ~FeatureNetwork();
  FeatureNetwork(FeatureNetwork&&) noexcept;

  size_t size() const;  // of the features
  // Names the network and its very weights: features of equal ids are interchangeable.
  const std::string& id() const;

  // The features of an encoded photo, or of pixels, valid until the next call. Throws as Classifier::classify.
  std::span<const float> embed(std::span<const std::byte> file);
  std::span<const float> embed(const ImageView& photo);

  // A whole model file, the network with `head` as its last layers. `classNames`: of all classes, of which those
  // of the head are taken. Throws Error(BadDataset) for a head of fewer than two classes.
  std::vector<std::byte> modelWith(const Head& head, std::span<const std::string> classNames,
                                   const std::string& provenance) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loupe
