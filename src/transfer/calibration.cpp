#include "transfer/calibration.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace loupe {
namespace {

constexpr double kPriorPhotos = 20;
constexpr double kLeastSharpness = 2;
constexpr double kMostSharpness = 200;
constexpr double kStep = 1.05;  // finer differences are not seen in a probability

// -log of the probability of class `label`.
double loss(std::span<const double> outputs, size_t label, double sharpness) {
  const double most = *std::ranges::max_element(outputs);
  double sum = 0;
  for (const double output : outputs) sum += std::exp(sharpness * (output - most));
  return std::log(sum) - sharpness * (outputs[label] - most);
}

}  // namespace

Calibration fitSharpness(std::span<const double> outputs, std::span<const uint32_t> labels,
                         std::span<const double> weights, size_t classes) {
  Calibration best;
  double least = std::numeric_limits<double>::infinity();
  for (double sharpness = kLeastSharpness; sharpness < kMostSharpness; sharpness *= kStep) {
    const double distance = std::log(sharpness / kTypicalSharpness);
    double sum = 0;
    for (size_t i = 0; i < labels.size(); ++i) {
      if (weights[i] == 0) continue;
      sum += weights[i] * loss(outputs.subspan(i * classes, classes), labels[i], sharpness);
    }
    const double total = sum + kPriorPhotos * distance * distance;
    if (total < least) {
      least = total;
      best = {sharpness, sum};
    }
  }
  return best;
}

void softmaxInPlace(std::span<float> outputs) {
  const float most = *std::ranges::max_element(outputs);
  float sum = 0;
  for (float& output : outputs) sum += output = std::exp(output - most);
  for (float& output : outputs) output /= sum;
}

}  // namespace loupe
