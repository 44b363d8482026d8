// A pretrained network without its own answers: what it makes of a photo, for a new head to learn on.
//
// The features are of three layers, each divided by its norm: of the last convolution each channel's root mean square
// (1280 values of EfficientNet-Lite0), and, scaled by 0.5, the mean of what that was given (320) and of the last
// residual sum before (192), where they are of its height and width. Pixels count for more in those means where the
// last convolution answers more: there is something that it knows, and not background. The photo is seen nearly whole,
// 240 of 246 pixels, for the network's own preprocessing cuts off its rim, and in 240 pixels for 224: things are then
// nearly as large as in training, and the network takes a seventh longer.
//
// Chosen by the mean accuracy of 40 draws on flowers (1, 3, 5, 10 and 60 photos a class) and on cats and dogs (1, 5,
// 20, 150), int8:
//   as it is                                   0.528 0.694 0.761 0.818 0.920   0.852 0.971 0.986 0.991
//   the whole photo                            0.521 0.689 0.758 0.810 0.920   0.850 0.971 0.986 0.990
//   15/16 of it                                0.527 0.699 0.762 0.819 0.910   0.847 0.971 0.985 0.990
//   the whole, all pixels alike (scale 0.55)   0.520 0.684 0.753 0.811 0.920   0.852 0.969 0.985 0.990
//   the same, 224 pixels                       0.524 0.685 0.752 0.811 0.940   0.845 0.964 0.980 0.985
//   the same, 232 pixels                       0.517 0.676 0.738 0.811 0.910   0.841 0.967 0.982 0.987
//   the same, the last stage not padded, 6 x 6 0.527 0.680 0.738 0.804 0.900   0.860 0.967 0.982 0.989
//   the same in 7 x 7, a pixel of padding      0.529 0.694 0.752 0.815 0.910   0.857 0.969 0.984 0.988
//   the same, the stage before it in 14 x 14   0.529 0.690 0.756 0.820 0.910   0.849 0.968 0.982 0.987
//   the whole, means of all three layers       0.517 0.670 0.735 0.805 0.920   0.856 0.969 0.983 0.989
//   the same, float32                          0.514 0.667 0.730 0.805 0.920   0.854 0.968 0.983 0.989
//   224 pixels, means of the last two layers   0.526 0.682 0.749 0.803 0.910   0.831 0.961 0.979 0.985
// Judged by all photos that were not drawn, which is surer, the weights and the middle 15/16 together gain 0.010 0.008
// 0.010 0.004 0.006 and 0.002 0.003 0.000 0.000. Weights by the square of the last convolution's norm gain up to 0.003
// more on cats and dogs and lose as much on 60 flowers; so do its own pixels weighed like that.
//
// The 8 x 8 pixels that the last convolution of stride 2 makes of 15 x 15 are a third more than in training. With less
// padding there, or one stage before, adding a photo takes 3 to 7 % less time, but fewer cats and dogs are right from
// 20 photos on: they stay. 256 pixels are as good as 240. A photo squeezed into the square, or with bars, is 0.005
// worse on cats and dogs. Neither another view of each photo gains, its middle or its mirror image, nor earlier layers
// as further features, maxima, cubes, powers of the features, or the probabilities of WordNet's concepts. How the
// channels vary together (48 sums of them, 1176 values more) gains 0.003 on few flowers, and nothing elsewhere;
// logistic regression gains 0.005 from 30 flowers a class on, and nothing elsewhere; the last residual sum scaled by
// 0.3 gains 0.0005 on 150 cats and dogs, but loses 0.016 on one of each, and the left-out photos do not tell which
// scale to take. The features' covariance over 300 photos of ImageNet, as a metric, gains 0.01 on flowers and loses
// 0.003 on cats and dogs, and would have to come with the network.
//
// A model that was made of such features, by transfer learning or fine-tuning, brings them along: they are taken as
// they are.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "image/image.h"
#include "kernels/thread_pool.h"
#include "models/architecture.h"
#include "tensor/tensor.h"
#include "transfer/head.h"

namespace loupe {

// Of the pictures that features are made of, from what the pretrained network takes: height, width, channels.
Shape featureInput(const Architecture& pretrained);

class FeatureNetwork {
 public:
  // `safetensors` is a whole model file, of which a copy is kept; `pool` outlives the network. `cropFraction`: of a
  // photo's shorter side, what is seen; 1 for photos that are prepared already. Throws Error: BadModel for a file
  // that is none, NotSupported for a network whose embedding is no global average of what a convolution makes.
  FeatureNetwork(std::span<const std::byte> safetensors, ThreadPool& pool,
                 std::optional<float> cropFraction = std::nullopt);
  ~FeatureNetwork();
  FeatureNetwork(FeatureNetwork&&) noexcept;

  size_t size() const;  // of the features
  // Names the network, its very weights and how features are made of it: those of equal ids are interchangeable.
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
