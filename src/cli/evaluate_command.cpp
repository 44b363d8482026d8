#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/labelled_files.h"
#include "cli/photo_workers.h"
#include "cli/progress_bar.h"
#include "models/json_writer.h"
#include "ordered_work.h"
#include "train/metrics.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string model;
  std::string folder;
  int threads = hardwareThreads();
  bool json = false;
};

std::string toJson(const Metrics& metrics, const std::vector<std::string>& classNames) {
  JsonWriter json;
  json.beginObject().member("accuracy", metrics.accuracy()).member("count", metrics.count());
  json.member("top5_accuracy", metrics.topAccuracy(5)).key("classes").beginArray();
  for (const std::string& name : classNames) json.value(name);
  json.endArray().key("confusion").beginArray();
  for (size_t actual = 0; actual < metrics.classes(); ++actual) {
    json.beginArray();
    for (size_t given = 0; given < metrics.classes(); ++given)
      json.value(metrics.confusion(actual, given));
    json.endArray();
  }
  json.endArray().key("per_class").beginArray();
  for (size_t i = 0; i < metrics.classes(); ++i) {
    const ClassMetrics of = metrics.ofClass(i);
    json.beginObject().member("label", classNames[i]).member("count", of.count);
    json.member("precision", of.precision).member("recall", of.recall).endObject();
  }
  return json.endArray().endObject().text();
}

void printTable(const Metrics& metrics, const std::vector<std::string>& classNames) {
  std::printf("%zu photos, %.1f%% right\n", metrics.count(), 100 * metrics.accuracy());
  std::printf("%-24s%8s%12s%8s\n", "Class", "Photos", "Precision", "Recall");
  for (size_t i = 0; i < metrics.classes(); ++i) {
    const ClassMetrics of = metrics.ofClass(i);
    if (of.count == 0) continue;
    std::printf("%-24s%8zu%12.3f%8.3f\n", classNames[i].c_str(), of.count, of.precision, of.recall);
  }
}

void evaluate(const Options& options) {
  PhotoWorkers workers(readModel(options.model), static_cast<size_t>(options.threads),
                       options.threads);
  const std::vector<std::string>& classNames = workers.classNames();
  const std::vector<LabelledFile> files = listLabelled(options.folder, classNames);
  Metrics metrics(classNames.size());
  ProgressBar progress(files.size(), "photos");
  std::vector<float> probabilities(classNames.size());
  workInOrder<Outcome>(
      files.size(), workers.count(),
      [&](size_t worker, size_t i) {
        return workers.classify(worker, files[i].path, classNames.size());
      },
      [&](size_t i, const Outcome& outcome) {
        if (const auto* classification = std::get_if<Classification>(&outcome)) {
          for (const Prediction& prediction : classification->predictions) {
            probabilities[prediction.index] = prediction.probability;
          }
          metrics.add(probabilities, files[i].label);
        } else {
          progress.wipe();
          std::cerr << "photoloupe: skipped: " << std::get<std::string>(outcome) << '\n';
        }
        progress.show(i + 1);
        return true;
      });
  progress.wipe();
  if (metrics.count() == 0) throw Error(ErrorCode::BadDataset, "none of the photos could be read");
  if (options.json) {
    std::cout << toJson(metrics, classNames) << '\n';
  } else {
    printTable(metrics, classNames);
  }
}

}  // namespace

void addEvaluate(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "evaluate", "Measure how often a model is right about labelled photos");
  command->add_option("MODEL", options->model, "A model's file or name")->required();
  command
      ->add_option("DATA_DIR", options->folder, "A folder with a folder of photos for each class")
      ->required();
  command->add_option("--threads", options->threads, "Threads to use")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_flag("--json", options->json, "All figures as one JSON value");
  command->callback([options] { evaluate(*options); });
}

}  // namespace loupe::cli
