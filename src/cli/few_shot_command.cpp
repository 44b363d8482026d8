// How right transfer learning is by how many photos of each class it is given.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <numeric>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/labelled_files.h"
#include "cli/numbers.h"
#include "cli/photo_features.h"
#include "models/json_writer.h"
#include "tensor/random.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string training;
  std::string validation;
  std::string others;
  std::string base = "efficientnet-lite0";
  std::vector<size_t> photosPerClass = {1, 3, 5, 10};
  size_t draws = 40;
  uint64_t seed = 0;
  int threads = hardwareThreads();
  bool json = false;
};

using Photos = FeatureWorkers::Photos;

// The same number of photos of each class, or all where there are fewer.
Examples drawExamples(const Photos& photos, size_t classes, size_t each, uint64_t seed) {
  Examples examples(photos.features.front().size());
  for (size_t c = 0; c < classes; ++c) {
    std::vector<size_t> order;
    for (size_t i = 0; i < photos.labels.size(); ++i) {
      if (photos.labels[i] == c) order.push_back(i);
    }
    std::ranges::sort(order, {}, [seed](size_t i) { return mix64(mix64(seed) + i); });
    order.resize(std::min(each, order.size()));
    for (const size_t i : order) examples.add(photos.features[i], photos.labels[i]);
  }
  return examples;
}

// What a head says of photos.
struct Answers {
  size_t photos = 0;
  size_t right = 0;
  size_t unlike = 0;
  // Of ten equal ranges of the highest probability: Guo et al., "On Calibration of Modern Neural Networks", 2017.
  std::array<double, 10> sureness{};
  std::array<double, 10> rightness{};

  double accuracy() const { return static_cast<double>(right) / static_cast<double>(photos); }
  double unlikeShare() const { return static_cast<double>(unlike) / static_cast<double>(photos); }
  double calibrationError() const {
    double error = 0;
    for (size_t i = 0; i < sureness.size(); ++i) error += std::fabs(sureness[i] - rightness[i]);
    return error / static_cast<double>(photos);
  }
};

Answers ask(const Head& head, const Photos& photos) {
  Answers answers;
  for (size_t i = 0; i < photos.features.size(); ++i) {
    const std::vector<float> p = probabilities(head, photos.features[i]);
    const auto best = std::ranges::max_element(p);
    const bool isRight = head.classes[static_cast<size_t>(best - p.begin())] == photos.labels[i];
    const auto range = std::min(static_cast<size_t>(*best * 10), answers.sureness.size() - 1);
    ++answers.photos;
    answers.right += isRight;
    answers.sureness[range] += double{*best};
    answers.rightness[range] += isRight;
    answers.unlike += similarity(head.novelty, photos.features[i]) < head.novelty.threshold;
  }
  return answers;
}

struct Spread {
  double mean = 0;
  double deviation = 0;
};

Spread spreadOf(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / count)};
}

// Of all draws, in the order of the columns.
struct Figures {
  std::vector<double> accuracy;
  std::vector<double> calibrationError;
  std::vector<double> unlike;        // share of the validation photos
  std::vector<double> othersUnlike;  // share of the others
};

void report(const Options& options, size_t each, const Figures& figures) {
  const Spread accuracy = spreadOf(figures.accuracy);
  const double error = spreadOf(figures.calibrationError).mean;
  const double unlike = spreadOf(figures.unlike).mean;
  const double others = options.others.empty() ? NAN : spreadOf(figures.othersUnlike).mean;
  if (options.json) {
    JsonWriter json;
    json.beginObject().member("photos_per_class", each).member("draws", options.draws);
    json.member("accuracy", accuracy.mean).member("deviation", accuracy.deviation);
    json.member("calibration_error", error).member("unlike", unlike);
    std::cout << json.member("others_unlike", others).endObject().text() << '\n';
    return;
  }
  std::printf("%4zu photos a class: %.3f +- %.3f right, calibration error %.3f, %4.1f%% unlike",
              each, accuracy.mean, accuracy.deviation, error, 100 * unlike);
  std::printf(options.others.empty() ? "\n" : ", %4.1f%% of the others\n", 100 * others);
}

void measure(const Options& options) {
  const std::vector<std::string> classNames = listClasses(options.training);
  FeatureWorkers workers(readModel(options.base), options.threads);
  const Photos training = workers.embed(options.training, classNames);
  const Photos validation = workers.embed(options.validation, classNames);
  Photos others;
  if (!options.others.empty()) others = workers.embedUnlabelled(options.others);
  for (const size_t each : options.photosPerClass) {
    Figures figures;
    for (size_t draw = 0; draw < options.draws; ++draw) {
      const Head head =
          trainHead(drawExamples(training, classNames.size(), each, options.seed + draw)).head;
      const Answers answers = ask(head, validation);
      figures.accuracy.push_back(answers.accuracy());
      figures.calibrationError.push_back(answers.calibrationError());
      figures.unlike.push_back(answers.unlikeShare());
      if (!options.others.empty()) figures.othersUnlike.push_back(ask(head, others).unlikeShare());
    }
    report(options, each, figures);
  }
}

}  // namespace

void addFewShot(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "few-shot", "Measure how right transfer learning is with so many photos of each class");
  command
      ->add_option("DATA_DIR", options->training, "A folder with a folder of photos for each class")
      ->required();
  command->add_option("VALIDATION_DIR", options->validation, "Other photos of the same classes")
      ->required();
  command->add_option("--others", options->others,
                      "Photos of none of the classes: how many are found to be unlike them");
  command->add_option("--base", options->base, "Name or file of the pretrained network")
      ->capture_default_str();
  command->add_option("--per-class", options->photosPerClass, "Photos of each class")
      ->delimiter(',')
      ->check(wholeNumber(1))
      ->capture_default_str();
  command->add_option("--draws", options->draws, "How often photos are drawn")
      ->check(wholeNumber(1))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Of the first draw; each has the next")
      ->capture_default_str();
  command->add_option("--threads", options->threads, "Threads to use")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_flag("--json", options->json, "One JSON value a line");
  command->callback([options] { measure(*options); });
}

}  // namespace loupe::cli
