#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/progress_bar.h"
#include "cli/train_options.h"
#include "cli/transfer.h"
#include "error.h"
#include "library/native/whole_file.h"
#include "models/architecture.h"
#include "models/json_writer.h"
#include "train/baseline.h"
#include "train/checkpoint.h"
#include "train/data/folder.h"
#include "train/trained_model.h"
#include "train/trainer.h"

namespace loupe::cli {
namespace {

constexpr int kInterrupted = 130;  // 128 + SIGINT, as shells have it

std::atomic<bool> stopAsked = false;

// The first Ctrl-C asks training to stop; the second ends the program at once.
extern "C" void askToStop(int signal) {
  stopAsked = true;
  std::signal(signal, SIG_DFL);
}

Dataset readPhotos(const std::string& folder, const PhotoFormat& format, int threads) {
  FolderOptions options;
  options.dataset.format = format;
  options.threads = threads;
  options.abort = &stopAsked;
  std::unique_ptr<ProgressBar> progress;
  options.onProgress = [&](size_t done, size_t total) {
    if (!progress) progress = std::make_unique<ProgressBar>(total, "photos read");
    progress->show(done);
  };
  Dataset dataset = readFolder(folder, options);
  progress.reset();
  for (const SkippedPhoto& skipped : dataset.skipped()) {
    std::cerr << "photoloupe: skipped: " << folder << "/" << skipped.name << ": " << skipped.reason
              << '\n';
  }
  return dataset;
}

// Shows how many photos a network has looked at.
class LookingBar {
 public:
  PhotoProgress onPhoto() {
    return [this](size_t done, size_t total) {
      if (!bar_) bar_ = std::make_unique<ProgressBar>(total, "photos looked at");
      bar_->show(done);
    };
  }

 private:
  std::unique_ptr<ProgressBar> bar_;
};

struct Datasets {
  Dataset training;
  std::optional<Dataset> validation;  // where a folder was given for it
};

// What training starts from, where it is not from scratch.
struct StartingModel {
  explicit StartingModel(const std::string& path)
      : file(readModel(path)), weights(file), description(readModelDescription(weights)) {}

  std::vector<std::byte> file;
  Safetensors weights;  // of the file
  ModelDescription description;
};

// What is trained on the datasets.
struct Network {
  Network(const TrainOptions& options, const TrainingData& data, const StartingModel* start,
          std::span<const std::byte> base, ThreadPool& pool) {
    const Dataset& dataset = *data.training;
    const std::vector<std::string>& classNames = dataset.classNames();
    if (!base.empty()) {
      LookingBar progress;
      fineTuning.emplace(base, options.fineTuneFrom, data, options.batchSize, pool,
                         progress.onPhoto());
    }
    description = {fineTuning ? fineTuning->architecture()
                   : start    ? start->description.architecture
                              : architectureText(options, dataset.format(), classNames.size()),
                   classNames, dataset.format(), provenanceOf(dataset, start || fineTuning),
                   fineTuning || (start && start->description.tellsNovelty)};
    if (!fineTuning) architecture.emplace(readArchitecture(description.architecture));
  }

  const Graph& graph() const { return fineTuning ? fineTuning->trained() : architecture->graph; }

  std::optional<FineTuning> fineTuning;
  std::optional<Architecture> architecture;  // where it is not fine-tuned
  ModelDescription description;
};

TrainingData dataOf(const Datasets& datasets, const TrainOptions& options) {
  return chooseData(datasets.training, datasets.validation ? &*datasets.validation : nullptr,
                    options.validationSplit, options.seed);
}

std::string toJson(const EpochReport& report) {
  constexpr double kNone = NAN;  // written as null
  JsonWriter json;
  json.beginObject().member("epoch", report.epoch).member("loss", report.loss);
  json.member("accuracy", report.accuracy);
  json.member("val_loss", report.validationLoss.value_or(kNone));
  json.member("val_accuracy", report.validationAccuracy.value_or(kNone));
  return json.member("seconds", report.seconds).endObject().text();
}

std::string toText(const EpochReport& report, size_t epochs) {
  char text[200];
  std::snprintf(text, sizeof text, "Epoch %zu of %zu: loss %.4f, accuracy %.4f", report.epoch,
                epochs, report.loss, report.accuracy);
  std::string line = text;
  if (report.validationLoss) {
    std::snprintf(text, sizeof text, ", val_loss %.4f, val_accuracy %.4f", *report.validationLoss,
                  *report.validationAccuracy);
    line += text;
  }
  std::snprintf(text, sizeof text, ", %.1f s", report.seconds);
  return line + text;
}

std::string stepText(const Trainer& trainer) {
  char text[100];
  std::snprintf(text, sizeof text, "steps, epoch %zu, loss %.4f, accuracy %.4f", trainer.epoch(),
                trainer.runningLoss(), trainer.runningAccuracy());
  return text;
}

void saveCheckpoint(Trainer& trainer, const ModelDescription& description,
                    const std::string& path) {
  writeFile(path, Checkpoint::save(trainer, description));
}

// Until it is finished or asked to stop, with a checkpoint after each epoch and at the end.
void run(Trainer& trainer, const TrainOptions& options, const ModelDescription& description) {
  const size_t alreadyDone = trainer.history().size() * trainer.stepsPerEpoch() + trainer.step();
  ProgressBar progress(trainer.totalSteps(), "steps", alreadyDone);
  while (!trainer.finished() && !stopAsked) {
    const Trainer::Event event = trainer.advance();
    if (event == Trainer::Event::Epoch) {
      progress.wipe();
      const EpochReport& report = trainer.history().back();
      std::cout << (options.json ? toJson(report) : toText(report, options.epochs)) << std::endl;
      saveCheckpoint(trainer, description, options.checkpoint());
    } else if (event == Trainer::Event::Step) {
      progress.show(trainer.history().size() * trainer.stepsPerEpoch() + trainer.step(),
                    stepText(trainer));
    }
  }
}

// What the network learned is what it gets right beyond this.
void printBaseline(const TrainingData& data) {
  const Metrics metrics = meanColourBaseline(*data.training, data.trainingPhotos, *data.validation,
                                             data.validationPhotos);
  std::fprintf(stderr,
               "For comparison, mean colours alone get %.4f of the validation photos right\n",
               metrics.accuracy());
}

void train(const TrainOptions& options) {
  std::signal(SIGINT, askToStop);
  std::signal(SIGTERM, askToStop);
  std::optional<StartingModel> start;
  std::vector<std::byte> base;
  if (!options.from.empty()) start.emplace(options.from);
  if (options.fineTunes()) {
    base = readModel(options.base);
    requireFineTuning(base, options.fineTuneFrom);
  }
  const PhotoFormat format = start          ? start->description.format
                             : base.empty() ? photoFormat(options)
                                            : fineTuningFormat(base);
  std::vector<std::byte> checkpoint;
  if (options.resume) checkpoint = readFile(options.checkpoint());

  Datasets datasets{readPhotos(options.folder, format, options.threads), std::nullopt};
  if (!options.validationFolder.empty()) {
    datasets.validation = readPhotos(options.validationFolder, format, options.threads);
  }
  const std::vector<std::string>& classNames = datasets.training.classNames();
  if (start) requireStart(start->description, classNames);
  ThreadPool pool(options.threads);
  const TrainingData data = dataOf(datasets, options);
  Network network(options, data, start ? &*start : nullptr, base, pool);
  const ModelDescription& description = network.description;
  std::optional<FineTuning>& fineTuning = network.fineTuning;
  Trainer trainer(network.graph(), data, trainingOptions(options, datasets.training), pool,
                  fineTuning ? &fineTuning->frozen() : nullptr);
  if (start) trainer.startFrom(start->weights);
  if (fineTuning) trainer.startFrom(fineTuning->weights());
  if (options.resume) Checkpoint::restore(checkpoint, trainer);
  const double megabytes = std::ceil(static_cast<double>(trainer.memoryBytes()) / 1e6);
  std::fprintf(stderr, "Training '%s' on %zu photos of %zu classes takes %.0f MB of memory\n",
               network.graph().name().c_str(), trainer.data().trainingPhotos.size(),
               classNames.size(), megabytes);

  run(trainer, options, description);
  if (!trainer.finished()) {
    saveCheckpoint(trainer, description, options.checkpoint());
    std::cerr << "photoloupe: stopped in epoch " << trainer.epoch()
              << "; the same command with --resume goes on from " << options.checkpoint() << '\n';
    throw CLI::RuntimeError(kInterrupted);
  }
  writeFile(options.out, writeModel(trainer, description, pool, LookingBar().onPhoto()));
  std::error_code ignored;
  std::filesystem::remove(options.checkpoint(), ignored);
  if (trainer.data().validation) printBaseline(trainer.data());
  if (!trainer.stopReason().empty())
    std::cerr << "photoloupe: stopped: " << trainer.stopReason() << '\n';
  std::cerr << "The model is in " << options.out << '\n';
}

}  // namespace

void addTrain(CLI::App& program) {
  auto options = std::make_shared<TrainOptions>();
  CLI::App* command =
      program.add_subcommand("train", "Train a network on photos in a folder for each class");
  addTrainOptions(*command, *options);
  command->callback([command, options] {
    takeDefaults(*command, *options);
    requireWritable(options->out);
    if (options->transfers()) {
      trainTransfer(*options);
    } else {
      train(*options);
    }
  });
}

}  // namespace loupe::cli
