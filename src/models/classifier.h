// A model that names what is in a photo: an image transform, a network and its words.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "image/image.h"
#include "kernels/thread_pool.h"
#include "nn/summary.h"

namespace loupe {

struct Prediction {
  std::string label;
  int index = 0;           // of the class in the model
  float probability = 0;   // 0 to 1
};

// A concept of the model's hierarchy, such as "dog", and the summed probability of its classes.
struct Tag {
  std::string name;
  std::string wnid;  // WordNet 3.0 id, such as "n02084071"
  float probability = 0;
};

struct Classification {
  std::vector<Prediction> predictions;  // most probable first
  std::vector<Tag> tags;                // most probable first; empty when the model is unsure
};

// What the last call spent, in milliseconds.
struct Timings {
  double decode = 0;
  double resize = 0;
  double network = 0;
};

// Not safe for two threads at once: make one Classifier a thread (see clone) for parallel work.
class Classifier {
 public:
  // `safetensors` is a whole model file; nothing of it is referred to afterwards. `pool` outlives the
  // classifier. Throws Error(BadModel) naming what is wrong with the file.
  Classifier(std::span<const std::byte> safetensors, ThreadPool& pool);
  ~Classifier();
  Classifier(Classifier&&) noexcept;
  Classifier& operator=(Classifier&&) noexcept;

  // The `topK` most probable classes of an encoded photo (a whole JPEG, PNG, ... file), or of pixels.
  // Throws Error with BadImage, UnsupportedFormat or ImageTooLarge.
  Classification classify(std::span<const std::byte> file, size_t topK);
  Classification classify(const ImageView& photo, size_t topK);

  // The features before the last layer, valid until the next call. EfficientNet-Lite0: 1280 values.
  std::span<const float> embed(std::span<const std::byte> file);
  std::span<const float> embed(const ImageView& photo);

  const std::string& name() const;
  const std::vector<std::string>& classNames() const;
  std::vector<SummaryRow> summary() const;
  const Timings& timings() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loupe
