#include "transfer/novelty.h"

#include <algorithm>
#include <cmath>

namespace loupe {
namespace {

constexpr double kTypicalMean = 0.47;  // cosine of two photos of a class: flowers, pets
constexpr double kTypicalSpread = 0.08;
constexpr double kPriorPhotos = 5;  // what is typical counts as many photos
constexpr double kSpreads = 1.645;  // 5 % of a normal distribution lie below the mean less so many
// Photos of one burst are alike, and say nothing of how much their class varies: never stricter than this, which few
// photos of anything else reach.
constexpr double kStrictest = 0.4;

// By what a photo's cosine with the mean of `photos` others exceeds that with one of them, when all pairs have
// the typical cosine.
double meansAdvantage(double photos) {
  return std::sqrt(photos / (1 + (photos - 1) * kTypicalMean));
}

double length(std::span<const float> vector) {
  return std::sqrt(std::max(double{dot(vector, vector)}, 1e-12));
}

struct ClassSums {
  std::vector<double> photos;  // [class]
  std::vector<float> sums;     // [class][feature]
};

ClassSums sumClasses(const Examples& examples, std::span<const uint32_t> labels, size_t classes) {
  ClassSums of{std::vector<double>(classes), std::vector<float>(classes * examples.size())};
  for (size_t i = 0; i < labels.size(); ++i) {
    ++of.photos[labels[i]];
    const std::span<const float> features = examples.features(i);
    float* sum = &of.sums[labels[i] * examples.size()];
    for (size_t f = 0; f < features.size(); ++f) sum[f] += features[f];
  }
  return of;
}

// The scores of the photos against their classes without them; of classes of two photos and more.
std::vector<double> leftOutScores(const Examples& examples, std::span<const uint32_t> labels,
                                  const ClassSums& of) {
  std::vector<double> scores;
  for (size_t i = 0; i < labels.size(); ++i) {
    const double photos = of.photos[labels[i]];
    if (photos < 2) continue;
    const std::span<const float> features = examples.features(i);
    const auto sum = std::span(of.sums).subspan(labels[i] * features.size(), features.size());
    std::vector<float> others(sum.begin(), sum.end());
    for (size_t f = 0; f < features.size(); ++f) others[f] -= features[f];
    const double cosine = double{dot(features, others)} / (length(features) * length(others));
    scores.push_back(cosine / meansAdvantage(photos - 1));
  }
  return scores;
}

double thresholdOf(std::span<const double> scores) {
  double count = kPriorPhotos;
  double sum = kPriorPhotos * kTypicalMean;
  for (const double score : scores) {
    ++count;
    sum += score;
  }
  const double mean = sum / count;
  double squares = kPriorPhotos * kTypicalSpread * kTypicalSpread;
  for (const double score : scores) squares += (score - mean) * (score - mean);
  return std::min(mean - kSpreads * std::sqrt(squares / count), kStrictest);
}

}  // namespace

Novelty measureNovelty(const Examples& examples, std::span<const uint32_t> labels, size_t classes) {
  const ClassSums of = sumClasses(examples, labels, classes);
  Novelty novelty{of.sums, static_cast<float>(thresholdOf(leftOutScores(examples, labels, of)))};
  for (size_t c = 0; c < classes; ++c) {
    const auto prototype =
        std::span(novelty.prototypes).subspan(c * examples.size(), examples.size());
    const double scale = 1 / (length(prototype) * meansAdvantage(of.photos[c]));
    for (float& value : prototype) value *= static_cast<float>(scale);
  }
  return novelty;
}

float similarity(const Novelty& novelty, std::span<const float> features) {
  float most = -1;
  for (size_t first = 0; first < novelty.prototypes.size(); first += features.size()) {
    const auto prototype = std::span(novelty.prototypes).subspan(first, features.size());
    most = std::max(most, dot(prototype, features));
  }
  return most / static_cast<float>(length(features));
}

}  // namespace loupe
