// A model that names what is in a photo: an image transform, a network and its words.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "image/image.h"
#include "kernels/thread_pool.h"
#include "models/taxonomy.h"
#include "nn/summary.h"

namespace loupe {

struct Prediction {
  std::string label;
  size_t index = 0;       // of the class in the model
  float probability = 0;  // 0 to 1
};

// What a call spent, in milliseconds.
struct Timings {
  double decode = 0;
  double resize = 0;
  double network = 0;
};

// How a photo compares with those that the model was trained on, of a model that knows.
struct Familiarity {
  float similarity = 0;  // about the cosine with a photo of the class that it is most like, -1 to 1
  bool unlike = false;   // it is like none of them, whatever the probabilities say
};

struct Classification {
  std::vector<Prediction> predictions;  // most probable first
  std::vector<Tag> tags;                // most probable first; empty when the model is unsure
  std::optional<Familiarity> familiarity;
  Timings timings;
};

// All that one look at a photo gives; the spans are valid until the classifier's next call.
struct Description {
  Classification classification;
  std::span<const float> probabilities;  // one a class
  std::span<const float> embedding;
};

// Not for two threads at once: make one Classifier a thread for parallel work.
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

  // What the network makes of a photo before it names it (EfficientNet-Lite0: 1280 values), valid until
  // the next call. Throws as `classify`, and Error(NotSupported) when the model names no such layer.
  std::span<const float> embed(std::span<const std::byte> file);
  std::span<const float> embed(const ImageView& photo);

  // What `classify` and `embed` give, for the price of one. Throws as `embed`.
  Description describe(const ImageView& photo, size_t topK);

  const std::string& name() const;
  bool isQuantized() const;  // int8 rather than float32
  const std::vector<std::string>& classNames() const;
  // WordNet's ids of the classes; empty when the model does not know them.
  const std::vector<std::string>& classWnids() const;
  std::vector<SummaryRow> summary() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loupe
