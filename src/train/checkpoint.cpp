#include "train/checkpoint.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <string>

#include "error.h"
#include "models/json.h"
#include "models/json_writer.h"
#include "models/safetensors.h"
#include "tensor/random.h"

namespace loupe {
namespace {

constexpr const char* kKey = "training";
constexpr const char* kVersion = "1";

// Tensors beside the model's own: what the optimizer keeps, and weights of other times.
std::string slotName(size_t slot, const std::string& weight) {
  return "optimizer." + std::to_string(slot) + "." + weight;
}
std::string keptName(const std::string& when, const std::string& weight) {
  return when + "." + weight;
}

// A number that differs when the options or photos that decide the result do.
uint64_t fingerprint(const Trainer& trainer) {
  const TrainingOptions& options = trainer.options();
  uint64_t hash = 0;
  const auto add = [&](uint64_t value) { hash = mix64(hash ^ value); };
  const auto addReal = [&](double value) { add(std::bit_cast<uint64_t>(value)); };
  const auto addText = [&](const std::string& text) {
    add(text.size());
    for (const char c : text) add(static_cast<unsigned char>(c));
  };
  for (const size_t value : {options.epochs, trainer.stepsPerEpoch(), options.validationSteps,
                             options.batchSize, options.earlyStopping}) {
    add(value);
  }
  add(options.seed);
  const OptimizerConfig& optimizer = options.optimizer;
  addText(std::string(toString(optimizer.kind)));
  for (const float value :
       {optimizer.learningRate, optimizer.momentum, optimizer.rho, optimizer.beta1, optimizer.beta2,
        optimizer.epsilon, optimizer.weightDecay, optimizer.clipValue, optimizer.clipNorm,
        optimizer.globalClipNorm, options.loss.labelSmoothing, options.schedule.factor}) {
    addReal(static_cast<double>(value));
  }
  for (const float weight : options.loss.classWeights) addReal(static_cast<double>(weight));
  add(static_cast<uint64_t>(options.schedule.kind));
  const PhotoFormat& format = trainer.data().training->format();
  add(static_cast<uint64_t>(format.interpolation));
  add(format.cropToAspectRatio);
  add(options.augmentation.has_value());
  if (options.augmentation) {
    const AugmentationOptions& augmentation = *options.augmentation;
    for (const float value :
         {augmentation.rotation, augmentation.widthShift, augmentation.heightShift,
          augmentation.shear, augmentation.zoom.low, augmentation.zoom.high,
          augmentation.brightness.low, augmentation.brightness.high, augmentation.contrast.low,
          augmentation.contrast.high, augmentation.saturation.low, augmentation.saturation.high}) {
      addReal(static_cast<double>(value));
    }
    add(augmentation.horizontalFlip);
    add(augmentation.verticalFlip);
  }
  for (const auto& [name, weight] : trainer.frozenWeights()) {
    addText(name);
    for (size_t at = 0; at < weight.bytes.size(); at += sizeof(uint32_t)) {
      uint32_t bits = 0;
      std::memcpy(&bits, weight.bytes.data() + at, sizeof bits);
      add(bits);
    }
  }
  for (const std::string& name : trainer.data().training->classNames()) addText(name);
  for (const uint32_t photo : trainer.data().trainingPhotos) add(photo);
  for (const uint32_t photo : trainer.data().validationPhotos) add(photo);
  for (const LabelledPhoto& photo : trainer.data().training->photos()) addText(photo.name);
  return hash;
}

void writeReport(JsonWriter& json, const EpochReport& report) {
  json.beginObject().member("epoch", report.epoch).member("loss", report.loss);
  json.member("accuracy", report.accuracy).member("seconds", report.seconds);
  json.member("learning_rate", report.learningRate);
  if (report.validationLoss) json.member("val_loss", *report.validationLoss);
  if (report.validationAccuracy) json.member("val_accuracy", *report.validationAccuracy);
  json.endObject();
}

EpochReport readReport(const JsonValue& json) {
  EpochReport report;
  report.epoch = json["epoch"].size();
  report.loss = json["loss"].number();
  report.accuracy = json["accuracy"].number();
  report.seconds = json["seconds"].number();
  report.learningRate = json["learning_rate"].real();
  if (json.has("val_loss")) report.validationLoss = json["val_loss"].number();
  if (json.has("val_accuracy")) report.validationAccuracy = json["val_accuracy"].number();
  return report;
}

// JSON has no infinity: a best loss that there is not yet is left out.
void writeWatch(JsonWriter& json, const std::string& name, const PlateauWatch& watch) {
  json.key(name).beginObject().member("epochs_since", static_cast<size_t>(watch.epochsSince));
  if (watch.best < std::numeric_limits<double>::infinity()) json.member("best", watch.best);
  json.endObject();
}

PlateauWatch readWatch(const JsonValue& json) {
  PlateauWatch watch;
  watch.epochsSince = json["epochs_since"].size();
  if (json.has("best")) watch.best = json["best"].number();
  return watch;
}

}  // namespace

std::vector<std::byte> Checkpoint::save(Trainer& trainer, const ModelDescription& description) {
  const Trainer::Progress& progress = trainer.progress_;
  const StreamPosition position = trainer.batches_.position();
  const StreamPosition validation =
      trainer.validationBatches_ ? trainer.validationBatches_->position() : StreamPosition{};
  JsonWriter json;
  json.beginObject().member("version", kVersion);
  json.member("fingerprint", std::to_string(fingerprint(trainer)));
  json.member("global_step", static_cast<size_t>(trainer.globalStep_));
  json.member("optimizer_steps", static_cast<size_t>(trainer.optimizer_.steps()));
  json.member("stream_epoch", size_t{position.epoch})
      .member("stream_batch", size_t{position.batch});
  json.member("validation_epoch", size_t{validation.epoch});
  json.member("validation_batch", size_t{validation.batch});
  json.member("step", progress.step).member("seen", progress.seen);
  json.member("correct", progress.correct).member("loss_sum", progress.lossSum);
  json.member("validation_step", progress.validationStep);
  json.member("validation_seen", progress.validationSeen);
  json.member("validation_correct", progress.validationCorrect);
  json.member("validation_loss_sum", progress.validationLossSum);
  json.member("seconds", progress.seconds).member("learning_rate", trainer.learningRate_);
  json.member("reduction", trainer.schedule_.state().reduction);
  writeWatch(json, "schedule", trainer.schedule_.state().watch);
  writeWatch(json, "stopping", trainer.stopping_);
  json.key("finished").value(trainer.finished_).member("stop_reason", trainer.stopReason_);
  json.key("history").beginArray();
  for (const EpochReport& report : trainer.history_) writeReport(json, report);
  json.endArray().endObject();

  const auto weights = trainer.network_.save();
  std::map<std::string, TensorView> views = trainer.frozenWeights();
  const auto add = [&](const std::string& name, const Tensor& tensor) {
    views[name] = {tensor.type(), tensor.shape(), tensor.bytes()};
  };
  for (const auto& [name, tensor] : weights) add(name, tensor);
  const auto trained = trainer.network_.weights();
  for (size_t i = 0; i < trained.size(); ++i) {
    for (size_t slot = 0; slot < trainer.optimizer_.slotCount(); ++slot) {
      views[slotName(slot, trained[i].name)] = {DataType::Float32, trained[i].shape,
                                                std::as_bytes(trainer.optimizer_.slot(slot, i))};
    }
    add(keptName("last_good", trained[i].name), trainer.lastGood_[i]);
    if (!trainer.best_.empty()) add(keptName("best", trained[i].name), trainer.best_[i]);
  }
  auto metadata = modelMetadata(description);
  metadata[kKey] = json.text();
  return writeSafetensors(views, metadata);
}

void Checkpoint::restore(std::span<const std::byte> bytes, Trainer& trainer) {
  const Safetensors file(bytes);
  if (!file.hasMetadata(kKey)) {
    throw Error(ErrorCode::BadModel,
                "this file is no checkpoint of a training: it has weights only");
  }
  const JsonDocument document(file.metadata(kKey), kKey);
  const JsonValue json = document.root();
  if (json["version"].string() != kVersion)
    json["version"].fail("is not one that this program reads");

  // Everything is looked up before anything is changed.
  const auto trained = trainer.network_.weights();
  const auto tensorOf = [&](const std::string& name, const Shape& shape) {
    const TensorView* view = file.find(name);
    if (!view || view->shape != shape || view->type != DataType::Float32) {
      throw Error(ErrorCode::BadModel,
                  "the checkpoint is of another network or optimizer: it has no '" + name +
                      "' of " + shape.toString());
    }
    return view->bytes;
  };
  const size_t slots = trainer.optimizer_.slotCount();
  const bool hasBest = file.find(keptName("best", trained[0].name)) != nullptr;
  std::vector<std::vector<std::span<const std::byte>>> slotBytes(trained.size());
  std::vector<std::span<const std::byte>> lastGood;
  std::vector<std::span<const std::byte>> best;
  for (size_t i = 0; i < trained.size(); ++i) {
    tensorOf(trained[i].name, trained[i].spec.shape);
    for (size_t slot = 0; slot < slots; ++slot) {
      slotBytes[i].push_back(tensorOf(slotName(slot, trained[i].name), trained[i].shape));
    }
    lastGood.push_back(tensorOf(keptName("last_good", trained[i].name), trained[i].shape));
    if (hasBest) best.push_back(tensorOf(keptName("best", trained[i].name), trained[i].shape));
  }
  if (json["fingerprint"].string() != std::to_string(fingerprint(trainer))) {
    throw Error(ErrorCode::BadDataset,
                "the checkpoint was made with other photos or options; give the same ones to go on "
                "with it, "
                "or start anew");
  }
  std::vector<EpochReport> history;
  for (const JsonValue& report : json["history"].items()) history.push_back(readReport(report));
  Trainer::Progress progress;
  progress.step = json["step"].size();
  progress.seen = json["seen"].size();
  progress.correct = json["correct"].size();
  progress.lossSum = json["loss_sum"].number();
  progress.validationStep = json["validation_step"].size();
  progress.validationSeen = json["validation_seen"].size();
  progress.validationCorrect = json["validation_correct"].size();
  progress.validationLossSum = json["validation_loss_sum"].number();
  progress.seconds = json["seconds"].number();
  const Schedule::State schedule = {json["reduction"].real(), readWatch(json["schedule"])};
  const PlateauWatch stopping = readWatch(json["stopping"]);
  const auto positionOf = [&](const char* epoch, const char* batch) {
    return StreamPosition{static_cast<uint32_t>(json[epoch].size()),
                          static_cast<uint32_t>(json[batch].size())};
  };
  const StreamPosition position = positionOf("stream_epoch", "stream_batch");
  const StreamPosition validation = positionOf("validation_epoch", "validation_batch");
  const size_t globalStep = json["global_step"].size();
  const size_t optimizerSteps = json["optimizer_steps"].size();
  const float learningRate = json["learning_rate"].real();
  const bool finished = json["finished"].boolean();
  const std::string stopReason = json["stop_reason"].string();

  trainer.network_.load(file);
  trainer.keepWeights(trainer.lastGood_);
  if (hasBest) trainer.keepWeights(trainer.best_);
  for (size_t i = 0; i < trained.size(); ++i) {
    for (size_t slot = 0; slot < slots; ++slot) {
      std::ranges::copy(slotBytes[i][slot],
                        std::as_writable_bytes(trainer.optimizer_.slot(slot, i)).begin());
    }
    std::ranges::copy(lastGood[i], trainer.lastGood_[i].bytes().begin());
    if (hasBest) std::ranges::copy(best[i], trainer.best_[i].bytes().begin());
  }
  trainer.optimizer_.restoreSteps(optimizerSteps);
  trainer.batches_.seek(position);
  if (trainer.validationBatches_) trainer.validationBatches_->seek(validation);
  trainer.schedule_.restore(schedule);
  trainer.stopping_ = stopping;
  trainer.history_ = std::move(history);
  trainer.progress_ = progress;
  trainer.globalStep_ = globalStep;
  trainer.learningRate_ = learningRate;
  trainer.finished_ = finished;
  trainer.stopReason_ = stopReason;
}

}  // namespace loupe
