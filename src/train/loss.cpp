#include "train/loss.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "error.h"

namespace loupe {
namespace {

double sigmoid(double x) {
  const double z = std::exp(-std::fabs(x));
  return (x >= 0 ? 1.0 : z) / (1.0 + z);
}

// log(sum e^x), with the largest x taken out so that nothing overflows.
double logSumExp(const float* logits, size_t count) {
  const double largest = *std::max_element(logits, logits + count);
  double sum = 0;
  for (size_t k = 0; k < count; ++k) sum += std::exp(static_cast<double>(logits[k]) - largest);
  return largest + std::log(sum);
}

}  // namespace

std::vector<float> balancedClassWeights(std::span<const size_t> photosPerClass) {
  const auto classes = static_cast<double>(photosPerClass.size());
  const auto photos = std::accumulate(photosPerClass.begin(), photosPerClass.end(), 0.0);
  std::vector<float> weights;
  for (const size_t count : photosPerClass) {
    weights.push_back(static_cast<float>(photos / (classes * static_cast<double>(count))));
  }
  return weights;
}

Loss::Loss(size_t outputs, LossConfig config) : outputs_(outputs), config_(std::move(config)) {
  const auto& weights = config_.classWeights;
  if (!weights.empty() && weights.size() != classes()) {
    throw Error(ErrorCode::BadDataset, "there are " + std::to_string(weights.size()) +
                                           " class weights for " + std::to_string(classes()) +
                                           " classes; give one a class");
  }
  if (std::ranges::any_of(weights,
                          [](float weight) { return !(weight >= 0) || !std::isfinite(weight); })) {
    throw Error(ErrorCode::BadDataset, "class weights must be numbers from 0 on");
  }
  if (!(config_.labelSmoothing >= 0 && config_.labelSmoothing < 1)) {
    throw Error(ErrorCode::BadDataset, "label smoothing must be at least 0 and below 1");
  }
}

double Loss::binary(float logit, uint32_t label, float weight, float* gradient) const {
  const double x = logit;
  const double smoothing = config_.labelSmoothing;
  const double y = (label == 1 ? 1.0 : 0.0) * (1 - smoothing) + smoothing / 2;
  if (gradient) *gradient = weight * static_cast<float>(sigmoid(x) - y);
  return static_cast<double>(weight) *
         (std::max(x, 0.0) - x * y + std::log1p(std::exp(-std::fabs(x))));
}

double Loss::categorical(const float* logits, uint32_t label, float weight, float* gradient) const {
  const double total = logSumExp(logits, outputs_);
  const double spread = static_cast<double>(config_.labelSmoothing) / static_cast<double>(outputs_);
  double loss = 0;
  for (size_t k = 0; k < outputs_; ++k) {
    const double y =
        (k == label ? 1.0 - static_cast<double>(config_.labelSmoothing) : 0.0) + spread;
    const double logProbability = static_cast<double>(logits[k]) - total;
    if (y > 0) loss -= y * logProbability;
    if (gradient) gradient[k] = weight * static_cast<float>(std::exp(logProbability) - y);
  }
  return static_cast<double>(weight) * loss;
}

LossResult Loss::compute(std::span<const float> logits, std::span<const uint32_t> labels,
                         std::span<float> gradient) const {
  LossResult result;
  for (size_t i = 0; i < labels.size(); ++i) {
    const float* row = logits.data() + i * outputs_;
    float* rowGradient = gradient.empty() ? nullptr : gradient.data() + i * outputs_;
    const float weight = config_.classWeights.empty() ? 1.0f : config_.classWeights[labels[i]];
    if (outputs_ == 1) {
      result.loss += binary(*row, labels[i], weight, rowGradient);
      result.correct += (*row > 0) == (labels[i] == 1);
    } else {
      result.loss += categorical(row, labels[i], weight, rowGradient);
      result.correct +=
          static_cast<size_t>(std::max_element(row, row + outputs_) - row) == labels[i];
    }
  }
  result.loss /= static_cast<double>(labels.size());
  const float share = 1.0f / static_cast<float>(labels.size());
  for (float& value : gradient.first(gradient.empty() ? 0 : labels.size() * outputs_))
    value *= share;
  return result;
}

void Loss::probabilities(std::span<const float> logits, std::span<float> probabilities) const {
  const size_t rows = logits.size() / outputs_;
  for (size_t i = 0; i < rows; ++i) {
    const float* row = logits.data() + i * outputs_;
    if (outputs_ == 1) {
      const auto p = static_cast<float>(sigmoid(*row));
      probabilities[2 * i] = 1.0f - p;
      probabilities[2 * i + 1] = p;
      continue;
    }
    const double total = logSumExp(row, outputs_);
    for (size_t k = 0; k < outputs_; ++k) {
      probabilities[i * outputs_ + k] =
          static_cast<float>(std::exp(static_cast<double>(row[k]) - total));
    }
  }
}

}  // namespace loupe
