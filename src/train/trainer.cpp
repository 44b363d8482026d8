#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "error.h"
#include "tensor/random.h"

namespace loupe {
namespace {

std::vector<size_t> weightSizes(const TrainingNetwork& network) {
  std::vector<size_t> sizes;
  for (const auto& weight : network.weights()) sizes.push_back(weight.values.elementCount());
  return sizes;
}

BatchOptions trainingBatches(const TrainingOptions& options) {
  BatchOptions batches;
  batches.batchSize = options.batchSize;
  batches.seed = options.seed;
  batches.augmentation = options.augmentation;
  return batches;
}

// Shuffled, so that the first few batches show all classes; always from the start, so that every epoch is
// judged by the same photos.
BatchOptions validationBatches(const TrainingOptions& options) {
  BatchOptions batches;
  batches.batchSize = options.batchSize;
  batches.seed = options.seed;
  return batches;
}

BatchOptions photosInOrder(const TrainingOptions& options) {
  BatchOptions batches;
  batches.batchSize = options.batchSize;
  batches.shuffle = false;
  return batches;
}

// `input`: what the photos go to first.
void requireFit(const TensorSpec& input, const Graph& graph, const Dataset& dataset) {
  const PhotoFormat& format = dataset.format();
  const Shape photo = {static_cast<size_t>(format.height), static_cast<size_t>(format.width),
                       static_cast<size_t>(format.channels())};
  if (input.shape != photo) {
    throw Error(ErrorCode::BadDataset, "the network takes pictures of " + input.shape.toString() +
                                           ", but the photos are prepared as " + photo.toString());
  }
  const size_t classes = dataset.classNames().size();
  const size_t outputs = graph.output().shape.elementCount();
  if (outputs == classes || (outputs == 1 && classes == 2)) return;
  throw Error(ErrorCode::BadDataset,
              "the network has " + std::to_string(outputs) + " outputs, but the photos are of " +
                  std::to_string(classes) + " classes; its last layer must have " +
                  (classes == 2 ? "one unit" : std::to_string(classes) + " units"));
}

TrainingData fitting(const TensorSpec& input, const Graph& graph, TrainingData data) {
  requireFit(input, graph, *data.training);
  if (data.validation) {
    requireFit(input, graph, *data.validation);
    requireSameClasses(*data.training, *data.validation);
  }
  return data;
}

}  // namespace

TrainingData chooseData(const Dataset& training, const Dataset* validation, double validationSplit,
                        uint64_t seed) {
  if (validation) return {&training, allPhotos(training), validation, allPhotos(*validation)};
  if (validationSplit == 0) return {&training, allPhotos(training), nullptr, {}};
  Split split = splitPhotos(training, validationSplit, seed);
  return {&training, std::move(split.training), &training, std::move(split.validation)};
}

// Applies gradients as they come in; where clipping needs them whole, keeps them until `finish`.
class Trainer::Updates final : public WeightGradients {
 public:
  explicit Updates(Trainer& trainer) : trainer_(trainer) {}

  void take(size_t weight, size_t first, std::span<const float> gradient) override {
    if (trainer_.whole_.empty()) return update(weight, first, gradient);
    std::ranges::copy(gradient, trainer_.whole_[weight].values<float>().begin() +
                                    static_cast<std::ptrdiff_t>(first));
  }

  void finish() {
    if (trainer_.whole_.empty()) return;
    std::vector<std::span<float>> gradients;
    for (Tensor& gradient : trainer_.whole_) gradients.push_back(gradient.values<float>());
    trainer_.optimizer_.clip(gradients);
    for (size_t i = 0; i < gradients.size(); ++i) update(i, 0, gradients[i]);
  }

 private:
  void update(size_t weight, size_t first, std::span<const float> gradient) {
    const std::span<float> values = trainer_.network_.weights()[weight].values.values<float>();
    trainer_.optimizer_.update(weight, first, values.subspan(first, gradient.size()), gradient);
  }

  Trainer& trainer_;
};

Trainer::Trainer(const Graph& graph, TrainingData data, const TrainingOptions& options,
                 ThreadPool& pool, FrozenLayers* frozen)
    : options_(options),
      data_(fitting(frozen ? frozen->input() : graph.input(), graph, std::move(data))),
      frozen_(frozen),
      network_(graph, options.batchSize, pool, options.memoryLimit),
      loss_(network_.outputs(), options.loss),
      optimizer_(options.optimizer, weightSizes(network_)),
      batches_(*data_.training, data_.trainingPhotos, trainingBatches(options)),
      stepsPerEpoch_(options.stepsPerEpoch > 0 ? options.stepsPerEpoch
                                               : batches_.batchesPerEpoch()),
      schedule_(options.schedule, options.optimizer.learningRate, options.epochs * stepsPerEpoch_),
      gradient_(options.batchSize * network_.outputs()) {
  if (data_.validation) {
    validationBatches_.emplace(*data_.validation, data_.validationPhotos,
                               validationBatches(options));
    const size_t all = validationBatches_->batchesPerEpoch();
    validationSteps_ = options.validationSteps > 0 ? std::min(options.validationSteps, all) : all;
  }
  if (optimizer_.needsWholeGradients()) {
    for (const auto& weight : network_.weights())
      whole_.emplace_back(DataType::Float32, weight.shape);
  }
  if (frozen_) keepFrozenOutputs();
  network_.initialize(options.seed);
  keepWeights(lastGood_);
  finished_ = options.epochs == 0;
}

// Of the photos that come again unchanged; the memory is the network's and theirs together.
void Trainer::keepFrozenOutputs() {
  const size_t training = options_.augmentation ? 0 : data_.trainingPhotos.size();
  const size_t left = options_.memoryLimit - std::min(options_.memoryLimit, network_.arenaBytes());
  if (!frozen_->keep(training + data_.validationPhotos.size(), left)) frozen_->keep(0, left);
}

std::span<const float> Trainer::networkInput(const Batch& batch, const Dataset* unchanged) {
  return frozen_ ? frozen_->forward(batch, unchanged) : batch.images;
}

void Trainer::startFrom(const WeightSource& weights) {
  network_.load(weights);
  keepWeights(lastGood_);
}

Trainer::Event Trainer::advance() {
  if (finished_) return Event::Finished;
  const auto start = std::chrono::steady_clock::now();
  const bool trains = progress_.step < stepsPerEpoch_;
  const Event event = trains ? trainStep() : validateStep();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  progress_.seconds += elapsed.count();
  if (event == Event::Finished) return event;
  const bool epochEnded =
      progress_.step == stepsPerEpoch_ && progress_.validationStep == validationSteps_;
  return epochEnded ? endEpoch() : event;
}

Trainer::Event Trainer::trainStep() {
  const Batch batch = batches_.next();
  const size_t count = batch.labels.size();
  const std::span<const float> logits =
      network_.forward(networkInput(batch, options_.augmentation ? nullptr : data_.training), count,
                       /*training=*/true, mix64(options_.seed) + globalStep_);
  const std::span<float> gradient = std::span(gradient_).first(logits.size());
  const LossResult result = loss_.compute(logits, batch.labels, gradient);
  lastLoss_ = result.loss;
  if (!std::isfinite(result.loss)) return stopDiverged();
  learningRate_ = schedule_.at(globalStep_);
  optimizer_.beginStep(learningRate_);
  Updates updates(*this);
  network_.backward(gradient, updates);
  updates.finish();
  progress_.lossSum += result.loss * static_cast<double>(count);
  progress_.correct += result.correct;
  progress_.seen += count;
  ++progress_.step;
  ++globalStep_;
  return Event::Step;
}

Trainer::Event Trainer::validateStep() {
  if (progress_.validationStep == 0) validationBatches_->seek({});
  const Batch batch = validationBatches_->next();
  const size_t count = batch.labels.size();
  const LossResult result = loss_.compute(
      network_.forward(networkInput(batch, data_.validation), count, /*training=*/false),
      batch.labels, {});
  progress_.validationLossSum += result.loss * static_cast<double>(count);
  progress_.validationCorrect += result.correct;
  progress_.validationSeen += count;
  ++progress_.validationStep;
  return Event::Validation;
}

Trainer::Event Trainer::endEpoch() {
  EpochReport report;
  report.epoch = epoch();
  report.loss = runningLoss();
  report.accuracy = runningAccuracy();
  if (validationSteps_ > 0) {
    const auto seen = static_cast<double>(progress_.validationSeen);
    report.validationLoss = progress_.validationLossSum / seen;
    report.validationAccuracy = static_cast<double>(progress_.validationCorrect) / seen;
  }
  if (!std::isfinite(report.loss + report.validationLoss.value_or(0)) || !hasFiniteWeights()) {
    return stopDiverged();
  }
  report.seconds = progress_.seconds;
  report.learningRate = learningRate_;
  history_.push_back(report);
  progress_ = {};
  keepWeights(lastGood_);

  const double watched = report.validationLoss.value_or(report.loss);
  schedule_.endEpoch(watched);
  if (options_.earlyStopping > 0) {
    if (stopping_.watch(watched, /*minDelta=*/0)) keepWeights(best_);
    if (stopping_.epochsSince >= options_.earlyStopping) {
      stop("the loss has not become better for " + std::to_string(options_.earlyStopping) +
           " epochs");
    }
  }
  if (history_.size() == options_.epochs) finished_ = true;
  if (finished_ && !best_.empty()) restoreWeights(best_);
  return Event::Epoch;
}

Trainer::Event Trainer::stopDiverged() {
  restoreWeights(lastGood_);
  stop("the loss is no longer a number (epoch " + std::to_string(epoch()) + ", step " +
       std::to_string(std::min(progress_.step + 1, stepsPerEpoch_)) +
       "): the learning rate is probably too high. The weights are those of the end of epoch " +
       std::to_string(history_.size()));
  return Event::Finished;
}

// An infinite weight behind a ReLU need not show in the loss.
bool Trainer::hasFiniteWeights() const {
  return std::ranges::all_of(network_.weights(), [](const TrainingNetwork::Weight& weight) {
    return std::ranges::all_of(weight.values.values<float>(),
                               [](float value) { return std::isfinite(value); });
  });
}

void Trainer::stop(const std::string& reason) {
  finished_ = true;
  stopReason_ = reason;
}

double Trainer::runningLoss() const {
  return progress_.seen > 0 ? progress_.lossSum / static_cast<double>(progress_.seen) : 0;
}

double Trainer::runningAccuracy() const {
  return progress_.seen > 0
             ? static_cast<double>(progress_.correct) / static_cast<double>(progress_.seen)
             : 0;
}

size_t Trainer::memoryBytes() const {
  const size_t weights = network_.weightBytes();
  const size_t copies = 1 + optimizer_.slotCount() + 1 + (options_.earlyStopping > 0 ? 1 : 0) +
                        (optimizer_.needsWholeGradients() ? 1 : 0);
  const size_t batches = validationBatches_ ? 4 : 2;  // streams fill one while another is read
  const size_t batchBytes = options_.batchSize * data_.training->format().bytes() * sizeof(float);
  const size_t frozen = frozen_ ? frozen_->memoryBytes() : 0;
  return frozen + network_.arenaBytes() + copies * weights + batches * batchBytes;
}

std::map<std::string, TensorView> Trainer::frozenWeights() const {
  return frozen_ ? frozen_->weights() : std::map<std::string, TensorView>{};
}

void Trainer::keepWeights(std::vector<Tensor>& kept) const {
  if (kept.empty()) {
    for (const auto& weight : network_.weights())
      kept.emplace_back(DataType::Float32, weight.shape);
  }
  for (size_t i = 0; i < kept.size(); ++i) {
    std::ranges::copy(network_.weights()[i].values.bytes(), kept[i].bytes().begin());
  }
}

void Trainer::restoreWeights(const std::vector<Tensor>& kept) {
  for (size_t i = 0; i < kept.size(); ++i) {
    std::ranges::copy(kept[i].bytes(), network_.weights()[i].values.bytes().begin());
  }
}

std::vector<float> Trainer::predict(const Dataset& dataset, std::span<const uint32_t> photos) {
  BatchStream batches(dataset, {photos.begin(), photos.end()}, photosInOrder(options_));
  std::vector<float> probabilities(photos.size() * loss_.classes());
  for (size_t done = 0; done < photos.size();) {
    const Batch batch = batches.next();
    const std::span<const float> logits =
        network_.forward(networkInput(batch, &dataset), batch.labels.size(), /*training=*/false);
    loss_.probabilities(
        logits, std::span(probabilities)
                    .subspan(done * loss_.classes(), batch.labels.size() * loss_.classes()));
    done += batch.labels.size();
  }
  return probabilities;
}

}  // namespace loupe
