#include "cli/train_options.h"

#include <iostream>
#include <set>
#include <string>

#include "cli/files.h"
#include "cli/numbers.h"
#include "library/native/whole_file.h"
#include "models/convnet.h"
#include "models/preprocessing.h"

namespace loupe::cli {
namespace {

// A head is solved for, not trained step by step: what would say how to do that is not looked at.
void tellOfUnused(const CLI::App& command) {
  const std::set<std::string> used = {"DATA_DIR", "--model",      "--base",
                                      "--out",    "--validation", "--validation-split",
                                      "--seed",   "--threads",    "--json"};
  for (const CLI::Option* option : command.get_options()) {
    if (option->count() > 0 && !used.contains(option->get_name()))
      std::cerr << "photoloupe: " << option->get_name() << " changes nothing for transfer\n";
  }
}

}  // namespace

void addTrainOptions(CLI::App& command, TrainOptions& options) {
  command.add_option("DATA_DIR", options.folder, "A folder with a folder of photos for each class")
      ->required();
  command
      .add_option("--model", options.model,
                  "convnet, transfer, fine-tune, or a JSON file with another architecture")
      ->capture_default_str();
  command.add_option("--base", options.base,
                     "Name or file of the pretrained network that transfer and fine-tune build on");
  command
      .add_option("--fine-tune-from", options.fineTuneFrom,
                  "The first block of layers that fine-tune trains")
      ->capture_default_str();
  command.add_option("--out", options.out, "File that the model is written to")
      ->capture_default_str();
  auto* validation = command.add_option("--validation", options.validationFolder,
                                        "Folder of photos to validate on");
  command
      .add_option("--validation-split", options.validationSplit,
                  "Share of the photos that is kept to validate on: transfer keeps the frames of a "
                  "burst together, what trains from pixels does not; give those a --validation")
      ->check(numberBetween(0, 1))
      ->excludes(validation);
  command
      .add_option("--validation-steps", options.validationSteps, "Batches to validate on; 0: all")
      ->check(wholeNumber(0));

  command.add_option("--image-size", options.imageSize, "HEIGHTxWIDTH that photos are resized to")
      ->capture_default_str();
  command.add_option("--interpolation", options.interpolation, "How photos are resized")
      ->check(CLI::IsMember({"nearest", "bilinear", "bicubic", "area"}))
      ->capture_default_str();
  command.add_flag("--crop-to-aspect-ratio", options.cropToAspectRatio,
                   "Crop photos instead of stretching them");
  command.add_flag("--grayscale", options.grayscale, "Train on grey photos");
  command.add_flag("--augment", options.augment,
                   "Turn, shift, shear, zoom and mirror the photos a little, each time anew");

  command.add_option("--filters", options.filters, "The convnet's filters, a convolution each")
      ->delimiter(',')
      ->check(wholeNumber(1))
      ->capture_default_str();
  command.add_option("--kernel-size", options.kernelSize, "Side of the convnet's convolutions")
      ->check(wholeNumber(1))
      ->capture_default_str();
  command.add_option("--padding", options.padding, "Padding of the convnet's convolutions")
      ->check(CLI::IsMember({"valid", "same"}))
      ->capture_default_str();
  command.add_option("--units", options.units, "Units of the convnet's hidden layer")
      ->check(wholeNumber(1))
      ->capture_default_str();
  command.add_option("--dropout", options.dropout, "Share of the hidden layer that is dropped")
      ->check(numberBetween(0, 0.99))
      ->capture_default_str();

  auto* from = command.add_option("--from", options.from,
                                  "A model that was trained here, to train on from its weights");
  for (const char* ofTheModel :
       {"--model", "--image-size", "--interpolation", "--crop-to-aspect-ratio", "--grayscale",
        "--filters", "--kernel-size", "--padding", "--units", "--dropout"}) {
    from->excludes(command.get_option(ofTheModel));
  }

  command.add_option("--optimizer", options.optimizer, "How weights are changed")
      ->check(CLI::IsMember({"rmsprop", "sgd", "adam", "adamw"}))
      ->capture_default_str();
  command.add_option("--learning-rate", options.learningRate, "0.01 for sgd, 0.001 for others")
      ->check(numberAbove(0));
  command.add_option("--momentum", options.momentum, "Of sgd and rmsprop")
      ->check(numberBetween(0, 0.9999));
  command
      .add_option("--clip-norm", options.clipNorm, "Largest norm of all gradients together; 0: any")
      ->check(numberFrom(0));
  command.add_option("--schedule", options.schedule, "How the learning rate changes")
      ->check(CLI::IsMember({"constant", "cosine", "plateau"}))
      ->capture_default_str();
  command
      .add_option("--label-smoothing", options.labelSmoothing, "Share of a label spread over all")
      ->check(numberBetween(0, 0.99));
  command.add_flag("--balance-classes", options.balanceClasses,
                   "Weigh photos of rare classes more");

  command.add_option("--epochs", options.epochs, "How often to go on to the next epoch")
      ->check(wholeNumber(1))
      ->capture_default_str();
  command.add_option("--steps-per-epoch", options.stepsPerEpoch, "Batches an epoch; 0: all photos")
      ->check(wholeNumber(0));
  command.add_option("--batch-size", options.batchSize, "Photos a step")
      ->check(wholeNumber(1))
      ->capture_default_str();
  command
      .add_option(
          "--early-stopping", options.earlyStopping,
          "Epochs without a better loss after which to stop, with the best weights; 0: never")
      ->check(wholeNumber(0));
  command.add_option("--seed", options.seed, "Of all that is random")
      ->check(wholeNumber(0))
      ->capture_default_str();
  command.add_option("--threads", options.threads, "Threads to use")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command.add_flag("--resume", options.resume, "Go on with what was stopped");
  command.add_flag("--json", options.json, "One JSON value an epoch and line");
}

void takeDefaults(const CLI::App& command, TrainOptions& options) {
  const bool fineTunes = options.fineTunes();
  if (options.transfers()) tellOfUnused(command);
  if (options.base.empty()) {
    options.base = fineTunes ? "efficientnet-lite0-float32" : "efficientnet-lite0";
  }
  if (!fineTunes) return;
  const auto isGiven = [&](const char* option) { return command.count(option) > 0; };
  const TrainingOptions defaults = fineTuningOptions();
  if (!isGiven("--epochs")) options.epochs = defaults.epochs;
  if (!isGiven("--batch-size")) options.batchSize = defaults.batchSize;
  if (!isGiven("--schedule")) options.schedule = toString(defaults.schedule.kind);
  if (!isGiven("--label-smoothing")) options.labelSmoothing = defaults.loss.labelSmoothing;
  if (isGiven("--optimizer")) return;
  options.optimizer = toString(defaults.optimizer.kind);
  if (!isGiven("--learning-rate")) options.learningRate = defaults.optimizer.learningRate;
}

PhotoFormat photoFormat(const TrainOptions& options) {
  PhotoFormat format;
  char rest = 0;
  if (std::sscanf(options.imageSize.c_str(), "%5dx%5d%c", &format.height, &format.width, &rest) !=
          2 ||
      format.height < 1 || format.width < 1) {
    throw CLI::ValidationError(
        "--image-size",
        "must be HEIGHTxWIDTH in pixels, such as 150x150, not '" + options.imageSize + "'");
  }
  format.interpolation = interpolationNamed(options.interpolation).value();
  format.cropToAspectRatio = options.cropToAspectRatio;
  format.colorMode = options.grayscale ? ColorMode::Grayscale : ColorMode::Rgb;
  return format;
}

std::string architectureText(const TrainOptions& options, const PhotoFormat& format,
                             size_t classes) {
  if (options.model != "convnet") {
    const std::vector<std::byte> file = readFile(options.model);
    return {reinterpret_cast<const char*>(file.data()), file.size()};
  }
  ConvnetConfig config;
  config.height = static_cast<size_t>(format.height);
  config.width = static_cast<size_t>(format.width);
  config.channels = static_cast<size_t>(format.channels());
  config.filters = options.filters;
  config.kernelSize = options.kernelSize;
  config.padding = options.padding == "same" ? Padding::Same : Padding::Valid;
  config.units = options.units;
  config.dropout = options.dropout;
  config.classes = classes;
  return convnetArchitecture(config);
}

TrainingOptions trainingOptions(const TrainOptions& options, const Dataset& dataset) {
  TrainingOptions training;
  training.epochs = options.epochs;
  training.stepsPerEpoch = options.stepsPerEpoch;
  training.validationSteps = options.validationSteps;
  training.batchSize = options.batchSize;
  training.seed = options.seed;
  training.optimizer = defaultOptimizer(optimizerNamed(options.optimizer));
  training.optimizer.momentum = options.momentum;
  training.optimizer.globalClipNorm = options.clipNorm;
  if (options.learningRate) training.optimizer.learningRate = *options.learningRate;
  training.schedule.kind = scheduleNamed(options.schedule);
  training.loss.labelSmoothing = options.labelSmoothing;
  if (options.balanceClasses)
    training.loss.classWeights = balancedClassWeights(dataset.photosPerClass());
  training.earlyStopping = options.earlyStopping;
  if (options.augment) {
    training.augmentation = options.fineTunes() ? fineTuningAugmentation() : AugmentationOptions{};
  }
  return training;
}

}  // namespace loupe::cli
