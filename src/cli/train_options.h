// What `photoloupe train` is asked for.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kernels/thread_pool.h"
#include "train/fine_tuning.h"
#include "train/trainer.h"

namespace loupe::cli {

struct TrainOptions {
  std::string folder;
  std::string model = "convnet";  // transfer, fine-tune, or the file of another architecture
  std::string base;               // that transfer and fine-tune build on
  std::string fineTuneFrom = kFineTuneFrom;
  std::string from;  // a model file, whose weights training starts from
  std::string out = "photoloupe-model.safetensors";
  std::string validationFolder;
  double validationSplit = 0;
  std::string imageSize = "150x150";
  std::string interpolation = "bilinear";
  bool cropToAspectRatio = false;
  bool grayscale = false;
  bool augment = false;
  std::vector<size_t> filters = {16, 32, 64};
  size_t kernelSize = 3;
  std::string padding = "valid";
  size_t units = 512;
  float dropout = 0;
  std::string optimizer = "rmsprop";
  std::optional<float> learningRate;
  float momentum = 0;
  float clipNorm = 0;
  std::string schedule = "constant";
  float labelSmoothing = 0;
  bool balanceClasses = false;
  size_t epochs = 30;
  size_t stepsPerEpoch = 0;
  size_t validationSteps = 0;
  size_t batchSize = 20;
  size_t earlyStopping = 0;
  uint64_t seed = 0;
  int threads = hardwareThreads();
  bool resume = false;
  bool json = false;

  bool transfers() const { return model == "transfer"; }
  bool fineTunes() const { return model == "fine-tune"; }
  std::string checkpoint() const { return out + ".checkpoint"; }
};

void addTrainOptions(CLI::App& command, TrainOptions& options);

// Puts in what was not given and depends on what was: the base, and how fine-tuning learns. What was given and is not
// looked at is told of on standard error.
void takeDefaults(const CLI::App& command, TrainOptions& options);

// How the photos are prepared. Throws CLI::ValidationError for an image size that is none.
PhotoFormat photoFormat(const TrainOptions& options);

// The network for photos of this format and number of classes, as models/architecture.h reads it. Throws
// Error(Storage) for a file that cannot be read.
std::string architectureText(const TrainOptions& options, const PhotoFormat& format,
                             size_t classes);

// `dataset`: what is trained on, for the weights that balance its classes.
TrainingOptions trainingOptions(const TrainOptions& options, const Dataset& dataset);

}  // namespace loupe::cli
