// How the learning rate changes while training goes on, and when it has gone on for long enough.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace loupe {

enum class ScheduleKind { Constant, Cosine, ReduceOnPlateau };

// "constant", "cosine", "plateau". Throws Error(BadDataset) for another name.
ScheduleKind scheduleNamed(std::string_view name);
std::string_view toString(ScheduleKind kind);

struct ScheduleOptions {
  ScheduleKind kind = ScheduleKind::Constant;
  // ReduceOnPlateau: after `patience` epochs in which the watched loss fell by less than kMinDelta, the rate
  // is multiplied by `factor`. https://keras.io/api/callbacks/reduce_lr_on_plateau/
  float factor = 0.1f;
  size_t patience = 10;  // epochs
};

// Keras's smallest change that counts as one for the better.
inline constexpr double kMinDelta = 1e-4;

// Counts the epochs since the watched loss was at its best.
struct PlateauWatch {
  double best = std::numeric_limits<double>::infinity();
  uint64_t epochsSince = 0;

  // True when this epoch is the best so far.
  bool watch(double loss, double minDelta);
};

class Schedule {
 public:
  // `totalSteps`: of the whole training, for Cosine.
  Schedule(const ScheduleOptions& options, float learningRate, uint64_t totalSteps)
      : options_(options), learningRate_(learningRate), totalSteps_(totalSteps) {}

  // For the step that is the `step`th, from 0. Cosine: rate / 2 (1 + cos(pi step / totalSteps)).
  // Loshchilov and Hutter, "SGDR", 2017.
  float at(uint64_t step) const;

  // After each epoch, with the loss that is watched.
  void endEpoch(double loss);

  // What a checkpoint keeps.
  struct State {
    float reduction = 1;
    PlateauWatch watch;
  };
  const State& state() const { return state_; }
  void restore(const State& state) { state_ = state; }

 private:
  ScheduleOptions options_;
  float learningRate_;
  uint64_t totalSteps_;
  State state_;
};

}  // namespace loupe
