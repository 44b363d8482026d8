#include "library/photo_reader.h"

#include "error.h"
#include "image/exif_facts.h"

namespace loupe {

PhotoReader::PhotoReader(std::span<const std::byte> safetensors, ThreadPool& pool,
                         const Vocabulary& vocabulary)
    : classifier_(safetensors, pool), sums_(vocabulary, classifier_.classWnids()) {
  if (classifier_.classWnids().empty()) {
    throw Error(ErrorCode::NotSupported,
                "this model does not say what its classes are in WordNet; a library needs one that "
                "does, such "
                "as efficientnet-lite0");
  }
}

PhotoRecord PhotoReader::read(std::span<const std::byte> file, const ImageView& photo) {
  const Description description = classifier_.describe(photo, /*topK=*/1);
  ExifFacts exif = readExifFacts(file);
  PhotoRecord record;
  record.hash = hashContent(file);
  record.width = photo.uprightWidth();
  record.height = photo.uprightHeight();
  record.orientation = static_cast<int>(photo.orientation);
  record.taken = exif.taken;
  record.camera = std::move(exif.camera);
  record.text = std::move(exif.text);
  for (const Tag& tag : description.classification.tags) {
    const auto permille = static_cast<uint32_t>(1000 * tag.probability + 0.5f);
    record.labels.push_back({conceptIdOf(tag.wnid).value_or(0), permille});
  }
  record.concepts = sums_.above(description.probabilities, kKeptFrom);
  record.embedding = quantizeEmbedding(description.embedding);
  return record;
}

Embedding PhotoReader::embed(std::span<const std::byte> file) {
  return quantizeEmbedding(classifier_.embed(file));
}

Embedding PhotoReader::embed(const ImageView& photo) {
  return quantizeEmbedding(classifier_.embed(photo));
}

}  // namespace loupe
