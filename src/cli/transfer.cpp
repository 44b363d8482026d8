#include "cli/transfer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <map>
#include <numeric>

#include "cli/files.h"
#include "cli/labelled_files.h"
#include "cli/photo_features.h"
#include "error.h"
#include "library/native/whole_file.h"
#include "models/json_writer.h"
#include "tensor/random.h"
#include "train/metrics.h"
#include "transfer/shots.h"

namespace loupe::cli {
namespace {

using Photos = FeatureWorkers::Photos;

Examples examplesOf(const Photos& photos, size_t size) {
  Examples examples(size);
  for (size_t i = 0; i < photos.labels.size(); ++i)
    examples.add(photos.features[i], photos.labels[i]);
  return examples;
}

// Indices of photos, shot by shot. Class by class, since the products of all pairs are kept meanwhile.
std::vector<std::vector<size_t>> shotsOf(const Photos& photos) {
  std::map<uint32_t, std::vector<size_t>> classes;
  for (size_t i = 0; i < photos.labels.size(); ++i) classes[photos.labels[i]].push_back(i);
  std::vector<std::vector<size_t>> shots;
  for (const auto& [label, ofClass] : classes) {
    Examples examples(photos.features.front().size());
    for (const size_t i : ofClass) examples.add(photos.features[i], label);
    std::vector<size_t> all(ofClass.size());
    std::iota(all.begin(), all.end(), size_t{0});
    const std::vector<uint32_t> numbers = findShots(examples, all);
    const size_t before = shots.size();
    for (size_t i = 0; i < ofClass.size(); ++i) {
      const size_t shot = before + numbers[i];
      if (shot == shots.size()) shots.emplace_back();
      shots[shot].push_back(ofClass[i]);
    }
  }
  return shots;
}

// Moves `share` of the photos at most, chosen by `seed`, to the result: no shot is on both sides. Throws
// Error(BadDataset) when one side has no photo.
Photos splitOff(Photos& photos, double share, uint64_t seed) {
  const size_t count = photos.labels.size();
  const auto most = static_cast<size_t>(share * static_cast<double>(count));
  const std::vector<std::vector<size_t>> shots = shotsOf(photos);
  std::vector<size_t> order(shots.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::sort(order, {}, [seed](size_t i) { return mix64(mix64(seed) + i); });
  Photos parts[2];
  for (const size_t shot : order) {
    Photos& part = parts[parts[1].labels.size() + shots[shot].size() <= most];
    for (const size_t i : shots[shot]) {
      part.features.push_back(std::move(photos.features[i]));
      part.labels.push_back(photos.labels[i]);
    }
  }
  for (const Photos& part : parts) {
    if (!part.labels.empty()) continue;
    throw Error(ErrorCode::BadDataset,
                "a validation split of " + std::to_string(share) + " leaves no photo to " +
                    (&part == parts ? "train" : "validate") + " on of " + std::to_string(count) +
                    " photos in " + std::to_string(shots.size()) + " shots; add more photos");
  }
  photos = std::move(parts[0]);
  return std::move(parts[1]);
}

struct Quality {
  double loss = 0;
  Metrics metrics;

  void add(std::span<const float> probabilities, uint32_t label) {
    loss -= std::log(std::max(probabilities[label], 1e-12f));
    metrics.add(probabilities, label);
  }
  double meanLoss() const { return loss / static_cast<double>(metrics.count()); }
};

// Of the photos that other shots of their classes can judge.
Quality leftOutQuality(const TrainedHead& trained, const Photos& photos) {
  const size_t classes = trained.head.classes.size();
  Quality quality{0, Metrics(classes)};
  for (size_t i = 0; i < photos.labels.size(); ++i) {
    if (!trained.judged[i]) continue;
    quality.add(std::span(trained.leftOut).subspan(i * classes, classes), photos.labels[i]);
  }
  return quality;
}

Quality qualityOn(const Head& head, const Photos& photos) {
  Quality quality{0, Metrics(head.classes.size())};
  for (size_t i = 0; i < photos.labels.size(); ++i) {
    quality.add(probabilities(head, photos.features[i]), photos.labels[i]);
  }
  return quality;
}

void requireAllClasses(const Head& head, const std::vector<std::string>& classNames) {
  for (size_t i = 0; i < classNames.size(); ++i) {
    if (std::ranges::find(head.classes, i) != head.classes.end()) continue;
    throw Error(ErrorCode::BadDataset,
                "the class '" + classNames[i] + "' has no photo to learn from");
  }
}

}  // namespace

void trainTransfer(const TrainOptions& options) {
  const std::vector<std::string> classNames = listClasses(options.folder);
  if (classNames.size() == 1) {
    throw Error(ErrorCode::BadDataset, "there is one class, '" + classNames.front() +
                                           "'; photos of at least two classes are wanted");
  }
  FeatureWorkers workers(readModel(options.base), options.threads);
  Photos training = workers.embed(options.folder, classNames);
  Photos validation;
  if (!options.validationFolder.empty()) {
    validation = workers.embed(options.validationFolder, classNames);
  } else if (options.validationSplit > 0) {
    validation = splitOff(training, options.validationSplit, options.seed);
  }

  const auto start = std::chrono::steady_clock::now();
  const TrainedHead trained = trainHead(examplesOf(training, workers.network().size()));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  requireAllClasses(trained.head, classNames);

  const Quality leftOut = leftOutQuality(trained, training);
  const bool validates = !validation.labels.empty();
  const Quality validated = qualityOn(trained.head, validates ? validation : training);
  if (options.json) {
    JsonWriter json;
    json.beginObject().member("epoch", size_t{1}).member("loss", leftOut.meanLoss());
    json.member("accuracy", leftOut.metrics.accuracy());
    json.member("val_loss", validates ? validated.meanLoss() : NAN);
    json.member("val_accuracy", validates ? validated.metrics.accuracy() : NAN);
    std::cout << json.member("seconds", seconds.count()).endObject().text() << '\n';
  } else {
    std::printf("%zu photos of %zu classes", training.labels.size(), classNames.size());
    if (leftOut.metrics.count() > 0) {
      std::printf(", %zu of them judged by the other shots: %.1f%% right", leftOut.metrics.count(),
                  100 * leftOut.metrics.accuracy());
    }
    std::printf("\n");
    if (validates) {
      std::printf("%zu validation photos: %.1f%% right\n", validation.labels.size(),
                  100 * validated.metrics.accuracy());
    }
  }
  writeFile(options.out,
            workers.network().modelWith(
                trained.head, classNames,
                "a head trained on " + std::to_string(training.labels.size()) + " photos"));
  std::cerr << "The model is in " << options.out << '\n';
}

}  // namespace loupe::cli
