// From a photo's bytes to what a library keeps of it.
#pragma once

#include <cstddef>
#include <span>

#include "library/photo_record.h"
#include "models/classifier.h"

namespace loupe {

// Not for two threads at once, as its classifier.
class PhotoReader {
 public:
  // `safetensors` is a whole model file; `pool` and `vocabulary` outlive the reader. Throws Error: BadModel for a
  // file that is no model, NotSupported for a model whose classes the vocabulary lacks.
  PhotoReader(std::span<const std::byte> safetensors, ThreadPool& pool,
              const Vocabulary& vocabulary);

  // Of an encoded file and its pixels, all but the thumbnail. Throws what Classifier::classify throws.
  PhotoRecord read(std::span<const std::byte> file, const ImageView& photo);
  // The embedding alone.
  Embedding embed(std::span<const std::byte> file);
  Embedding embed(const ImageView& photo);

 private:
  Classifier classifier_;
  ConceptSums sums_;
};

}  // namespace loupe
