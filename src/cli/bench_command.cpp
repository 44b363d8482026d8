#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

#include "cli/bench_training.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "models/classifier.h"
#include "models/json_writer.h"

namespace loupe::cli {
namespace {

constexpr int kWarmUpRuns = 5;
constexpr int kTimedRuns = 40;
constexpr int kPhotoWidth = 4000;  // pixels; 12 megapixels, as phones make them
constexpr int kPhotoHeight = 3000;
constexpr double kMegabyte = 1e6;
constexpr const char* kModels[] = {"efficientnet-lite0-float32", "efficientnet-lite0"};

struct Result {
  std::string model;
  size_t threads = 0;
  double resizeMs = 0;  // medians
  double networkMs = 0;
};

// Pixels that differ from their neighbours, since nothing here depends on what they show.
std::vector<uint8_t> makePhoto() {
  std::vector<uint8_t> pixels(size_t{kPhotoWidth} * kPhotoHeight * 3);
  uint32_t state = 1;
  for (uint8_t& value : pixels) {
    state = state * 1664525u + 1013904223u;  // Numerical Recipes' linear congruential generator
    value = static_cast<uint8_t>(state >> 24);
  }
  return pixels;
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + kTimedRuns / 2);
  return values[kTimedRuns / 2];
}

Result measure(const std::string& model, int threads, const ImageView& photo) {
  ThreadPool pool(threads);
  Classifier classifier(readModel(model), pool);
  std::vector<double> resize;
  std::vector<double> network;
  for (int run = 0; run < kWarmUpRuns + kTimedRuns; ++run) {
    const Timings timings = classifier.classify(photo, 1).timings;
    if (run < kWarmUpRuns) continue;
    resize.push_back(timings.resize);
    network.push_back(timings.network);
  }
  return {model, static_cast<size_t>(threads), median(resize), median(network)};
}

struct Results {
  std::vector<Result> models;
  std::vector<TrainingStepResult> training;
};

std::string toJson(const Results& results) {
  JsonWriter json;
  json.beginArray();
  for (const Result& result : results.models) {
    json.beginObject()
        .member("model", result.model)
        .member("threads", result.threads)
        .member("resize_ms", result.resizeMs)
        .member("network_ms", result.networkMs)
        .endObject();
  }
  for (const TrainingStepResult& result : results.training) {
    json.beginObject()
        .member("model", "convnet")
        .member("threads", result.threads)
        .member("training_step_ms", result.stepMs)
        .member("dense_bytes_read", result.denseBytesRead)
        .member("dense_bytes_written", result.denseBytesWritten)
        .endObject();
  }
  return json.endArray().text();
}

void printTable(const Results& results) {
  std::printf("%-28s%8s%20s%15s\n", "Model", "Threads", "Resize 12 MP (ms)", "Network (ms)");
  for (const Result& result : results.models) {
    std::printf("%-28s%8zu%20.2f%15.2f\n", result.model.c_str(), result.threads, result.resizeMs,
                result.networkMs);
  }
  std::printf("\n%-28s%8s%20s%15s\n", "Training the convnet", "Threads", "Step of 20 (ms)",
              "Dense (MB)");
  for (const TrainingStepResult& result : results.training) {
    const double moved =
        static_cast<double>(result.denseBytesRead + result.denseBytesWritten) / kMegabyte;
    std::printf("%-28s%8zu%20.2f%15.1f\n", "convnet, 150x150, RMSprop", result.threads,
                result.stepMs, moved);
  }
}

void bench(bool json, int threads) {
  const std::vector<uint8_t> pixels = makePhoto();
  ImageView photo;
  photo.pixels = pixels.data();
  photo.width = kPhotoWidth;
  photo.height = kPhotoHeight;
  photo.channels = 3;
  Results results;
  for (const char* model : kModels) {
    results.models.push_back(measure(model, 1, photo));
    if (threads > 1) results.models.push_back(measure(model, threads, photo));
  }
  results.training.push_back(measureTrainingStep(1));
  if (threads > 1) results.training.push_back(measureTrainingStep(threads));
  if (json) {
    std::cout << toJson(results) << '\n';
  } else {
    printTable(results);
  }
}

}  // namespace

void addBench(CLI::App& program) {
  struct Options {
    bool json = false;
    int threads = hardwareThreads();
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("bench", "Time the engine on this machine");
  command->add_option("--threads", options->threads, "Measured besides one thread")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_flag("--json", options->json, "All figures as one JSON value");
  command->callback([options] { bench(options->json, options->threads); });
}

}  // namespace loupe::cli
