// A whole training as a page drives it: photos come in one after the other, then a step at a time is done. It
// owns everything that a Trainer only refers to.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/architecture.h"
#include "train/data/preview.h"
#include "train/session_options.h"
#include "train/trained_model.h"

namespace loupe {

// Photos that were handed in, by their numbers in the order in which that happened: those that were skipped
// have one too, though no pixels.
class PhotoCollection {
 public:
  enum class Outcome {
    Added,
    Skipped,    // and remembered with the reason
    Undecoded,  // of a format that is not decoded here: hand its pixels in, or skip it
  };

  PhotoCollection(const DatasetOptions& options, std::unique_ptr<PixelStore> store);

  Outcome add(const std::string& name, const std::string& className,
              std::span<const std::byte> file);
  Outcome add(const std::string& name, const std::string& className, const ImageView& photo);
  void skip(const std::string& name, const std::string& className, const std::string& reason);

  size_t photoCount() const { return numbers_.size(); }  // that have pixels

  // No more photos come. Throws what DatasetBuilder::build throws.
  void close();

  // Once it is closed.
  const Dataset& dataset() const { return *dataset_; }
  // From indices of the dataset to the photos' numbers, and back. Throws Error(BadDataset) for a photo that was
  // skipped or is not there.
  std::vector<uint32_t> numbersOf(std::span<const uint32_t> photos) const;
  std::vector<uint32_t> photosOf(std::span<const uint32_t> numbers) const;

 private:
  DatasetBuilder builder_;
  std::optional<Dataset> dataset_;
  std::vector<uint32_t> numbers_;  // of each photo of the dataset; ascending
  uint32_t count_ = 0;             // photos handed in
};

class TrainingSession {
 public:
  enum class Part { Training, Validation };

  // Makes the store for what is beyond the pixel budget, of photos of so many bytes.
  using StoreMaker = std::function<std::unique_ptr<PixelStore>(Part part, size_t photoBytes)>;

  // `pool` outlives the session. Throws what readSessionOptions throws.
  TrainingSession(std::string_view options, ThreadPool& pool, const StoreMaker& makeStore);

  // Validation photos are wanted where the options say that there are some.
  PhotoCollection& photos(Part part);
  const PhotoCollection& photos(Part part) const;

  // Whether the next photo does not fit into the pixel budget any more.
  bool needsStore(Part part) const;

  // All photos are in: makes the network. Throws Error: BadDataset or BadModel for what cannot be trained,
  // OutOfMemory, before the memory is taken, for what does not fit: it says what would.
  // `startFrom`: a model file whose weights training goes on from, with the options that optionsOfModel has for it;
  // else the seed makes them. Throws Error(BadDataset) when it tells another number of classes apart. To fine-tune it
  // is the pretrained network, with the options that optionsOfBase has for it; throws what FineTuning throws.
  // `onPhoto`: told of the photos that the pretrained network looks at.
  void begin(std::span<const std::byte> startFrom = {}, const PhotoProgress& onPhoto = {});

  // Then.
  Trainer& trainer() { return *trainer_; }
  const Trainer& trainer() const { return *trainer_; }
  std::vector<SummaryRow> summary() const;
  size_t memoryBytes() const;                      // photos included
  std::vector<uint32_t> trainingPhotos() const;    // their numbers
  std::vector<uint32_t> validationPhotos() const;  // of the validation photos, where there are any

  // The probabilities of all classes for photos with these numbers, [photo][class].
  std::vector<float> predict(std::span<const uint32_t> numbers);

  // The share of the validation photos that their mean colours alone get right; nothing without validation. See
  // train/baseline.h. Throws what the stores of the photos throw.
  std::optional<double> baselineAccuracy() const;

  // A photo as training may see it: see previewAugmentation.
  Preview preview(uint32_t number, uint32_t variant) const;

  std::vector<std::byte> saveCheckpoint();
  // Throws what Checkpoint::restore throws.
  void restoreCheckpoint(std::span<const std::byte> file);
  std::vector<std::byte> model(const PhotoProgress& onPhoto = {}) const;  // see writeModel

 private:
  void beginFineTuning(std::span<const std::byte> pretrained, const TrainingData& data,
                       const PhotoProgress& onPhoto);
  void requireMemoryForWeights(const Graph& graph);
  size_t pixelBytes() const;  // in memory

  SessionOptions options_;
  ThreadPool& pool_;
  PhotoCollection trainingPhotos_;
  std::optional<PhotoCollection> validationPhotos_;
  std::optional<Architecture> architecture_;  // of all that is trained, unless it is fine-tuned
  std::optional<FineTuning> fineTuning_;
  ModelDescription description_;
  std::optional<Trainer> trainer_;
};

// A photo as a training with these options may see it. Throws what readSessionOptions throws.
Preview previewPhoto(std::string_view options, const ImageView& photo, uint32_t variant);

}  // namespace loupe
