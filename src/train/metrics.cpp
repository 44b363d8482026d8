#include "train/metrics.h"

#include <algorithm>
#include <numeric>

namespace loupe {
namespace {

double share(size_t part, size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

void Metrics::add(std::span<const float> probabilities, uint32_t label) {
  const auto given =
      static_cast<size_t>(std::ranges::max_element(probabilities) - probabilities.begin());
  ++confusion_[label * classes_ + given];
  ++count_;
  ranks_.resize(classes_);
  ++ranks_[static_cast<size_t>(
      std::ranges::count_if(probabilities, [&](float p) { return p > probabilities[label]; }))];
}

double Metrics::accuracy() const {
  size_t right = 0;
  for (size_t i = 0; i < classes_; ++i) right += confusion(i, i);
  return share(right, count_);
}

double Metrics::topAccuracy(size_t k) const {
  const auto end = ranks_.begin() + static_cast<std::ptrdiff_t>(std::min(k, ranks_.size()));
  return share(std::accumulate(ranks_.begin(), end, size_t{0}), count_);
}

ClassMetrics Metrics::ofClass(size_t index) const {
  size_t given = 0;
  ClassMetrics metrics;
  for (size_t other = 0; other < classes_; ++other) {
    metrics.count += confusion(index, other);
    given += confusion(other, index);
  }
  metrics.precision = share(confusion(index, index), given);
  metrics.recall = share(confusion(index, index), metrics.count);
  return metrics;
}

}  // namespace loupe
