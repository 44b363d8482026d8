// Trains a network on a dataset, a step at a time, so that whoever drives it can show how it goes, pause,
// stop, and save.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "train/data/batches.h"
#include "train/data/split.h"
#include "train/frozen_layers.h"
#include "train/loss.h"
#include "train/metrics.h"
#include "train/network.h"
#include "train/optimizer.h"
#include "train/schedule.h"

namespace loupe {

struct TrainingOptions {
  size_t epochs = 30;
  size_t stepsPerEpoch = 0;    // 0: as many as there are batches
  size_t validationSteps = 0;  // 0: all of the validation photos
  size_t batchSize = 20;
  uint64_t seed = 0;
  OptimizerConfig optimizer = {};
  LossConfig loss = {};
  ScheduleOptions schedule = {};
  size_t earlyStopping =
      0;  // epochs without a better loss after which training ends; 0: it goes on
  std::optional<AugmentationOptions> augmentation = {};
  size_t memoryLimit = SIZE_MAX;  // bytes, of activations
};

// What training learns from. The datasets outlive the trainer; they may be one and the same.
struct TrainingData {
  const Dataset* training = nullptr;
  std::vector<uint32_t> trainingPhotos;
  const Dataset* validation = nullptr;  // null: without validation
  std::vector<uint32_t> validationPhotos;
};

// All photos of `training`, validated on `validation` where there is one; else `validationSplit` of them, where
// it is above 0, are kept to validate on. Throws what splitPhotos throws.
TrainingData chooseData(const Dataset& training, const Dataset* validation, double validationSplit,
                        uint64_t seed);

struct EpochReport {
  size_t epoch = 0;  // from 1 on
  double loss = 0;   // means over the epoch's steps
  double accuracy = 0;
  std::optional<double> validationLoss;
  std::optional<double> validationAccuracy;
  double seconds = 0;
  float learningRate = 0;  // of its last step
};

class Trainer {
 public:
  // `graph` and `pool` outlive the trainer. Its weights are initialised by the seed. Throws Error: BadDataset
  // when the network's input or outputs do not fit the data, and what TrainingNetwork and BatchStream throw.
  // `frozen`, where there are any: layers between the photos and the graph, which outlive the trainer.
  Trainer(const Graph& graph, TrainingData data, const TrainingOptions& options, ThreadPool& pool,
          FrozenLayers* frozen = nullptr);

  // Before the first step: weights to go on from, in place of those that the seed made. Throws what
  // TrainingNetwork::load throws.
  void startFrom(const WeightSource& weights);

  enum class Event {
    Step,        // one training step was done
    Validation,  // one batch was validated on
    Epoch,       // an epoch ended: history().back()
    Finished,    // all epochs are done, or see stopReason()
  };

  // Does the next piece of work, some tens of milliseconds of it. After Finished it does nothing.
  Event advance();

  bool finished() const { return finished_; }

  // Why training ended before its time, as a sentence; empty when it did not.
  const std::string& stopReason() const { return stopReason_; }

  const std::vector<EpochReport>& history() const { return history_; }
  size_t epoch() const { return history_.size() + 1; }  // the one that is under way, from 1 on
  size_t step() const { return progress_.step; }        // done in this epoch
  size_t stepsPerEpoch() const { return stepsPerEpoch_; }
  uint64_t totalSteps() const { return options_.epochs * stepsPerEpoch_; }
  double lastLoss() const { return lastLoss_; }
  double runningLoss() const;  // means over the epoch's steps so far
  double runningAccuracy() const;

  // What training holds: activations, weights, the optimizer's state and kept weights, a batch or two.
  size_t memoryBytes() const;

  // The probabilities of all classes for the photos of a dataset with the network's input; [photo][class].
  std::vector<float> predict(const Dataset& dataset, std::span<const uint32_t> photos);

  TrainingNetwork& network() { return network_; }
  const TrainingNetwork& network() const { return network_; }
  std::map<std::string, TensorView> frozenWeights() const;  // by name
  const Loss& loss() const { return loss_; }
  const TrainingOptions& options() const { return options_; }
  const TrainingData& data() const { return data_; }

 private:
  friend class Checkpoint;

  // Within an epoch.
  struct Progress {
    size_t step = 0;
    double lossSum = 0;  // over the training photos seen
    size_t correct = 0;
    size_t seen = 0;
    double validationLossSum = 0;
    size_t validationCorrect = 0;
    size_t validationSeen = 0;
    size_t validationStep = 0;
    double seconds = 0;
  };

  class Updates;

  Event trainStep();
  Event validateStep();
  Event endEpoch();
  Event stopDiverged();
  bool hasFiniteWeights() const;
  void stop(const std::string& reason);
  // `unchanged`: see FrozenLayers::forward.
  std::span<const float> networkInput(const Batch& batch, const Dataset* unchanged);
  void keepFrozenOutputs();
  void keepWeights(std::vector<Tensor>& kept) const;
  void restoreWeights(const std::vector<Tensor>& kept);

  TrainingOptions options_;
  TrainingData data_;
  FrozenLayers* frozen_;
  TrainingNetwork network_;
  Loss loss_;
  Optimizer optimizer_;
  BatchStream batches_;
  std::optional<BatchStream> validationBatches_;
  size_t stepsPerEpoch_;
  size_t validationSteps_ = 0;
  Schedule schedule_;

  std::vector<EpochReport> history_;
  Progress progress_;
  PlateauWatch stopping_;
  uint64_t globalStep_ = 0;
  double lastLoss_ = 0;
  float learningRate_ = 0;
  bool finished_ = false;
  std::string stopReason_;
  std::vector<Tensor> lastGood_;  // weights at the end of the last epoch
  std::vector<Tensor> best_;     // weights at the end of the best one; empty without early stopping
  std::vector<float> gradient_;  // of the logits
  std::vector<Tensor> whole_;    // gradients of all weights, where clipping needs them
};

}  // namespace loupe
