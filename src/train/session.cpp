#include "train/session.h"

#include <algorithm>
#include <cmath>

#include "error.h"
#include "image/format.h"
#include "train/baseline.h"
#include "train/checkpoint.h"

namespace loupe {
namespace {

constexpr double kMegabyte = 1e6;

std::string megabytes(double bytes) {
  return std::to_string(static_cast<uint64_t>(std::ceil(bytes / kMegabyte))) + " MB";
}

std::unique_ptr<PixelStore> storeFor(TrainingSession::Part part, const SessionOptions& options,
                                     const TrainingSession::StoreMaker& makeStore) {
  const size_t photoBytes = options.format.bytes();
  return std::make_unique<SpillingStore>(photoBytes, options.pixelBudget,
                                         makeStore(part, photoBytes));
}

PixelView viewOf(std::span<const uint8_t> pixels, const PhotoFormat& format) {
  return {pixels.data(), format.height, format.width, format.channels()};
}

}  // namespace

PhotoCollection::PhotoCollection(const DatasetOptions& options, std::unique_ptr<PixelStore> store)
    : builder_(options, std::move(store)) {}

PhotoCollection::Outcome PhotoCollection::add(const std::string& name, const std::string& className,
                                              std::span<const std::byte> file) {
  const ImageFormat format = sniffFormat(file);
  if (format != ImageFormat::Unknown && !isDecoded(format)) return Outcome::Undecoded;
  builder_.add(name, className, file);
  ++count_;
  if (builder_.photoCount() == numbers_.size()) return Outcome::Skipped;
  numbers_.push_back(count_ - 1);
  return Outcome::Added;
}

PhotoCollection::Outcome PhotoCollection::add(const std::string& name, const std::string& className,
                                              const ImageView& photo) {
  builder_.add(name, className, photo);
  numbers_.push_back(count_++);
  return Outcome::Added;
}

void PhotoCollection::skip(const std::string& name, const std::string& className,
                           const std::string& reason) {
  builder_.add(name, className, PreparedPhoto{{}, reason});
  ++count_;
}

void PhotoCollection::close() { dataset_.emplace(builder_.build()); }

std::vector<uint32_t> PhotoCollection::numbersOf(std::span<const uint32_t> photos) const {
  std::vector<uint32_t> numbers;
  for (const uint32_t photo : photos) numbers.push_back(numbers_[photo]);
  return numbers;
}

std::vector<uint32_t> PhotoCollection::photosOf(std::span<const uint32_t> numbers) const {
  std::vector<uint32_t> photos;
  for (const uint32_t number : numbers) {
    const auto found = std::ranges::lower_bound(numbers_, number);
    if (found == numbers_.end() || *found != number) {
      throw Error(ErrorCode::BadDataset,
                  "photo " + std::to_string(number) +
                      (number < count_ ? " was skipped; it has no pixels"
                                       : " is not one of the " + std::to_string(count_) +
                                             " that were handed in"));
    }
    photos.push_back(static_cast<uint32_t>(found - numbers_.begin()));
  }
  return photos;
}

TrainingSession::TrainingSession(std::string_view options, ThreadPool& pool,
                                 const StoreMaker& makeStore)
    : options_(readSessionOptions(options)),
      pool_(pool),
      trainingPhotos_({options_.format, std::nullopt},
                      storeFor(Part::Training, options_, makeStore)) {
  if (!options_.hasValidation) return;
  validationPhotos_.emplace(DatasetOptions{options_.format, std::nullopt},
                            storeFor(Part::Validation, options_, makeStore));
}

PhotoCollection& TrainingSession::photos(Part part) {
  return part == Part::Training ? trainingPhotos_ : *validationPhotos_;
}

const PhotoCollection& TrainingSession::photos(Part part) const {
  return part == Part::Training ? trainingPhotos_ : *validationPhotos_;
}

bool TrainingSession::needsStore(Part part) const {
  return photos(part).photoCount() >= options_.pixelBudget / options_.format.bytes();
}

void TrainingSession::begin(std::span<const std::byte> startFrom, const PhotoProgress& onPhoto) {
  trainingPhotos_.close();
  if (validationPhotos_) validationPhotos_->close();
  const Dataset& dataset = trainingPhotos_.dataset();
  const TrainingData data =
      chooseData(dataset, validationPhotos_ ? &validationPhotos_->dataset() : nullptr,
                 options_.validationSplit, options_.training.seed);
  if (options_.balanceClasses)
    options_.training.loss.classWeights = balancedClassWeights(dataset.photosPerClass());
  description_ = {"", dataset.classNames(), options_.format,
                  provenanceOf(dataset, !startFrom.empty()), false};
  if (options_.fineTuneFrom) {
    beginFineTuning(startFrom, data, onPhoto);
    return;
  }
  std::optional<Safetensors> start;
  if (!startFrom.empty()) {
    start.emplace(startFrom);
    const ModelDescription model = readModelDescription(*start);
    requireStart(model, dataset.classNames());
    description_.tellsNovelty = model.tellsNovelty;
  }
  description_.architecture = architectureText(options_, dataset.classNames().size());
  architecture_.emplace(readArchitecture(description_.architecture));
  requireMemoryForWeights(architecture_->graph);
  trainer_.emplace(architecture_->graph, data, options_.training, pool_);
  if (start) trainer_->startFrom(*start);
}

void TrainingSession::beginFineTuning(std::span<const std::byte> pretrained,
                                      const TrainingData& data, const PhotoProgress& onPhoto) {
  fineTuning_.emplace(pretrained, *options_.fineTuneFrom, data, options_.training.batchSize, pool_,
                      onPhoto);
  description_.architecture = fineTuning_->architecture();
  description_.tellsNovelty = true;
  requireMemoryForWeights(fineTuning_->trained());
  trainer_.emplace(fineTuning_->trained(), data, options_.training, pool_, &fineTuning_->frozen());
  trainer_->startFrom(fineTuning_->weights());
}

std::vector<SummaryRow> TrainingSession::summary() const {
  return (fineTuning_ ? fineTuning_->whole() : architecture_->graph).summary();
}

// Weights come in several copies; what they leave is for the activations, which TrainingNetwork watches over.
void TrainingSession::requireMemoryForWeights(const Graph& graph) {
  const TrainingOptions& training = options_.training;
  const bool needsWholeGradients = training.optimizer.globalClipNorm > 0;
  const size_t copies = 2 + Optimizer::slotsFor(training.optimizer) +
                        (training.earlyStopping > 0 ? 1 : 0) + (needsWholeGradients ? 1 : 0);
  double parameters = 0;
  for (const SummaryRow& row : graph.summary()) parameters += static_cast<double>(row.parameters);
  const double weights = parameters * sizeof(float) * static_cast<double>(copies);
  const double available =
      static_cast<double>(options_.memoryLimit) - static_cast<double>(pixelBytes());
  if (weights > available) {
    throw Error(ErrorCode::OutOfMemory,
                "training would need " + megabytes(weights) + " for the network's weights alone, " +
                    std::to_string(copies) + " copies of them, and there are " +
                    megabytes(std::max(available, 0.0)) +
                    "; use fewer units in the first Dense layer, one more pooling before it, or "
                    "smaller photos");
  }
  options_.training.memoryLimit = static_cast<size_t>(available - weights);
}

size_t TrainingSession::pixelBytes() const {
  const auto inMemory = [&](const PhotoCollection& photos) {
    return std::min(photos.photoCount() * options_.format.bytes(), options_.pixelBudget);
  };
  return inMemory(trainingPhotos_) + (validationPhotos_ ? inMemory(*validationPhotos_) : 0);
}

size_t TrainingSession::memoryBytes() const { return trainer_->memoryBytes() + pixelBytes(); }

std::vector<uint32_t> TrainingSession::trainingPhotos() const {
  return trainingPhotos_.numbersOf(trainer_->data().trainingPhotos);
}

std::vector<uint32_t> TrainingSession::validationPhotos() const {
  const PhotoCollection& photos = validationPhotos_ ? *validationPhotos_ : trainingPhotos_;
  return photos.numbersOf(trainer_->data().validationPhotos);
}

std::vector<float> TrainingSession::predict(std::span<const uint32_t> numbers) {
  if (numbers.empty()) return {};
  return trainer_->predict(trainingPhotos_.dataset(), trainingPhotos_.photosOf(numbers));
}

std::optional<double> TrainingSession::baselineAccuracy() const {
  const TrainingData& data = trainer_->data();
  if (!data.validation) return std::nullopt;
  return meanColourBaseline(*data.training, data.trainingPhotos, *data.validation,
                            data.validationPhotos)
      .accuracy();
}

Preview TrainingSession::preview(uint32_t number, uint32_t variant) const {
  const PhotoFormat& format = options_.format;
  const uint32_t photo = trainingPhotos_.photosOf({&number, 1}).front();
  std::vector<uint8_t> scratch(format.bytes());
  const auto pixels = trainingPhotos_.dataset().pixels(photo, scratch);
  return previewAugmentation(viewOf(pixels, format), options_.training.augmentation, variant);
}

std::vector<std::byte> TrainingSession::saveCheckpoint() {
  return Checkpoint::save(*trainer_, description_);
}

void TrainingSession::restoreCheckpoint(std::span<const std::byte> file) {
  Checkpoint::restore(file, *trainer_);
}

std::vector<std::byte> TrainingSession::model(const PhotoProgress& onPhoto) const {
  return writeModel(*trainer_, description_, pool_, onPhoto);
}

Preview previewPhoto(std::string_view text, const ImageView& photo, uint32_t variant) {
  const SessionOptions options = readSessionOptions(text);
  const PreparedPhoto prepared = PhotoPreparer(options.format).prepare(photo);
  return previewAugmentation(viewOf(prepared.pixels, options.format), options.training.augmentation,
                             variant);
}

}  // namespace loupe
