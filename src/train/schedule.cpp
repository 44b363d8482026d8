#include "train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "error.h"

namespace loupe {

ScheduleKind scheduleNamed(std::string_view name) {
  if (name == "constant") return ScheduleKind::Constant;
  if (name == "cosine") return ScheduleKind::Cosine;
  if (name == "plateau") return ScheduleKind::ReduceOnPlateau;
  throw Error(ErrorCode::BadDataset, "there is no learning rate schedule '" + std::string(name) +
                                         "'; there are constant, cosine and plateau");
}

std::string_view toString(ScheduleKind kind) {
  switch (kind) {
    case ScheduleKind::Constant:
      return "constant";
    case ScheduleKind::Cosine:
      return "cosine";
    case ScheduleKind::ReduceOnPlateau:
      return "plateau";
  }
  return "";
}

bool PlateauWatch::watch(double loss, double minDelta) {
  if (loss < best - minDelta) {
    best = loss;
    epochsSince = 0;
    return true;
  }
  ++epochsSince;
  return false;
}

float Schedule::at(uint64_t step) const {
  if (options_.kind != ScheduleKind::Cosine || totalSteps_ == 0)
    return learningRate_ * state_.reduction;
  const double progress =
      static_cast<double>(std::min(step, totalSteps_)) / static_cast<double>(totalSteps_);
  return learningRate_ * static_cast<float>((1 + std::cos(std::numbers::pi * progress)) / 2);
}

void Schedule::endEpoch(double loss) {
  if (options_.kind != ScheduleKind::ReduceOnPlateau) return;
  if (state_.watch.watch(loss, kMinDelta) || state_.watch.epochsSince < options_.patience) return;
  state_.reduction *= options_.factor;
  state_.watch.epochsSince = 0;
}

}  // namespace loupe
