#include "train/baseline.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace loupe {
namespace {

constexpr int kSteps = 500;
constexpr double kRate = 1.0;  // of standardised features, whose curvature is at most 1
constexpr double kDecay =
    1e-4;  // of the weights: classes that can be told apart would drive them to infinity

// One row a photo: the means of its channels, then 1 for the bias.
struct Features {
  size_t width = 0;
  std::vector<double> values;
  std::vector<uint32_t> labels;

  std::span<double> row(size_t i) { return std::span(values).subspan(i * width, width); }
  std::span<const double> row(size_t i) const {
    return std::span(values).subspan(i * width, width);
  }
};

Features meanColours(const Dataset& dataset, std::span<const uint32_t> photos) {
  const auto channels = static_cast<size_t>(dataset.format().channels());
  Features features;
  features.width = channels + 1;
  std::vector<uint8_t> scratch(dataset.format().bytes());
  for (const uint32_t photo : photos) {
    std::vector<double> sums(features.width, 0.0);
    const std::span<const uint8_t> pixels = dataset.pixels(photo, scratch);
    for (size_t i = 0; i < pixels.size(); ++i) sums[i % channels] += pixels[i];
    const size_t count = pixels.size() / channels;
    for (size_t c = 0; c < channels; ++c) sums[c] /= static_cast<double>(count);
    sums[channels] = 1;
    features.values.insert(features.values.end(), sums.begin(), sums.end());
    features.labels.push_back(dataset.photos()[photo].label);
  }
  return features;
}

// Moves and scales every channel of both as it takes for the first to have mean 0 and variance 1.
void standardize(Features& training, Features& validation) {
  const auto count = static_cast<double>(training.labels.size());
  for (size_t c = 0; c + 1 < training.width; ++c) {
    double mean = 0;
    double square = 0;
    for (size_t i = 0; i < training.labels.size(); ++i) {
      mean += training.row(i)[c] / count;
      square += training.row(i)[c] * training.row(i)[c] / count;
    }
    const double deviation = std::sqrt(std::max(square - mean * mean, 1e-12));
    for (Features* features : {&training, &validation}) {
      for (size_t i = 0; i < features->labels.size(); ++i) {
        features->row(i)[c] = (features->row(i)[c] - mean) / deviation;
      }
    }
  }
}

// Softmax of the weights, [class][feature], times a row.
void predict(std::span<const double> weights, std::span<const double> row,
             std::span<double> probabilities) {
  for (size_t k = 0; k < probabilities.size(); ++k) {
    double logit = 0;
    for (size_t f = 0; f < row.size(); ++f) logit += weights[k * row.size() + f] * row[f];
    probabilities[k] = logit;
  }
  const double largest = *std::ranges::max_element(probabilities);
  double sum = 0;
  for (double& p : probabilities) sum += p = std::exp(p - largest);
  for (double& p : probabilities) p /= sum;
}

std::vector<double> fit(const Features& features, size_t classes) {
  std::vector<double> weights(classes * features.width, 0.0);
  std::vector<double> gradient(weights.size());
  std::vector<double> probabilities(classes);
  const auto count = static_cast<double>(features.labels.size());
  for (int step = 0; step < kSteps; ++step) {
    for (size_t i = 0; i < weights.size(); ++i) gradient[i] = kDecay * weights[i];
    for (size_t i = 0; i < features.labels.size(); ++i) {
      const std::span<const double> row = features.row(i);
      predict(weights, row, probabilities);
      probabilities[features.labels[i]] -= 1;
      for (size_t k = 0; k < classes; ++k) {
        for (size_t f = 0; f < features.width; ++f) {
          gradient[k * features.width + f] += probabilities[k] * row[f] / count;
        }
      }
    }
    for (size_t i = 0; i < weights.size(); ++i) weights[i] -= kRate * gradient[i];
  }
  return weights;
}

}  // namespace

Metrics meanColourBaseline(const Dataset& training, std::span<const uint32_t> trainingPhotos,
                           const Dataset& validation, std::span<const uint32_t> validationPhotos) {
  Features fitted = meanColours(training, trainingPhotos);
  Features measured = meanColours(validation, validationPhotos);
  standardize(fitted, measured);
  const size_t classes = training.classNames().size();
  const std::vector<double> weights = fit(fitted, classes);
  Metrics metrics(classes);
  std::vector<double> probabilities(classes);
  for (size_t i = 0; i < measured.labels.size(); ++i) {
    predict(weights, measured.row(i), probabilities);
    metrics.add(std::vector<float>(probabilities.begin(), probabilities.end()), measured.labels[i]);
  }
  return metrics;
}

}  // namespace loupe
