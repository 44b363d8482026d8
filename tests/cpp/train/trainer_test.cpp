#include "train/trainer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

#include "models/architecture.h"
#include "models/classifier.h"
#include "models/convnet.h"
#include "support/allocations.h"
#include "support/errors.h"
#include "support/pictures.h"
#include "support/tolerance.h"
#include "train/checkpoint.h"

namespace loupe::test {
namespace {

constexpr int kSide = 22;  // pixels

std::string smallConvnet(size_t classes = 2, float dropout = 0) {
  ConvnetConfig config;
  config.height = config.width = kSide;
  config.filters = {4, 6};
  config.units = 12;
  config.dropout = dropout;
  config.classes = classes;
  return convnetArchitecture(config);
}

// Noise that is brighter for each class than for the one before.
Dataset brightnessDataset(int count, int classes = 2) {
  DatasetOptions options;
  options.format.height = options.format.width = kSide;
  DatasetBuilder builder(options);
  for (int i = 0; i < count; ++i) {
    Picture picture = randomPicture(kSide, kSide, 3, static_cast<unsigned>(i));
    const int label = i % classes;
    for (uint8_t& value : picture.pixels) {
      value = static_cast<uint8_t>(value / 3 + label * (170 / (classes - 1)));
    }
    builder.add(std::to_string(i) + ".png", std::string(1, static_cast<char>('a' + label)),
                picture.view());
  }
  return builder.build();
}

TrainingOptions quickOptions() {
  TrainingOptions options;
  options.epochs = 6;
  options.batchSize = 8;
  options.seed = 7;
  options.optimizer = defaultOptimizer(OptimizerKind::Adam);
  options.optimizer.learningRate = 0.003f;
  return options;
}

TrainingData splitOf(const Dataset& dataset) {
  Split split = splitPhotos(dataset, 0.25, 1);
  return {&dataset, split.training, &dataset, split.validation};
}

void runToEnd(Trainer& trainer) {
  while (trainer.advance() != Trainer::Event::Finished) {
  }
}

std::vector<std::byte> weightsOf(const Trainer& trainer) {
  std::vector<std::byte> bytes;
  for (const auto& weight : trainer.network().weights()) {
    bytes.insert(bytes.end(), weight.values.bytes().begin(), weight.values.bytes().end());
  }
  return bytes;
}

const ModelDescription kDescription = {smallConvnet(), {"a", "b"}, {kSide, kSide}, "a test"};

TEST_CASE("a small network learns a small set by heart: the loss goes to 0, two classes or three") {
  constexpr size_t kEpochs = 100;  // of three steps
  for (const int classes : {2, 3}) {
    CAPTURE(classes);
    const Dataset dataset = brightnessDataset(24, classes);
    const Architecture architecture = readArchitecture(smallConvnet(static_cast<size_t>(classes)));
    ThreadPool pool(1);
    TrainingOptions options = quickOptions();
    options.epochs = kEpochs;
    options.optimizer.learningRate = 0.005f;
    Trainer trainer(architecture.graph, {&dataset, allPhotos(dataset), nullptr, {}}, options, pool);
    runToEnd(trainer);
    CHECK(trainer.history().size() == kEpochs);
    CHECK(trainer.history().back().loss < 0.005);
    CHECK(trainer.history().back().accuracy == 1);
    CHECK(!trainer.history().back().validationLoss);
  }
}

TEST_CASE("a seed decides everything, dropout and augmentation too") {
  const Dataset dataset = brightnessDataset(24);
  const Architecture architecture = readArchitecture(smallConvnet(2, 0.5f));
  const auto train = [&](uint64_t seed, int threads) {
    ThreadPool pool(threads);
    TrainingOptions options = quickOptions();
    options.epochs = 2;
    options.seed = seed;
    options.augmentation = AugmentationOptions{};
    Trainer trainer(architecture.graph, splitOf(dataset), options, pool);
    runToEnd(trainer);
    return weightsOf(trainer);
  };
  CHECK(train(3, 2) == train(3, 2));
  CHECK(train(3, 1) != train(4, 1));
}

TEST_CASE("training that was stopped anywhere and resumed ends at the same weights and history") {
  const Dataset dataset = brightnessDataset(30);
  const std::string text = smallConvnet(2, 0.3f);
  const Architecture architecture = readArchitecture(text);
  ModelDescription description = kDescription;
  description.architecture = text;
  ThreadPool pool(2);
  for (const OptimizerKind kind :
       {OptimizerKind::RmsProp, OptimizerKind::Adam, OptimizerKind::Sgd}) {
    TrainingOptions options = quickOptions();
    options.optimizer = defaultOptimizer(kind);
    options.augmentation = AugmentationOptions{};
    options.earlyStopping = 3;
    options.schedule.kind = ScheduleKind::ReduceOnPlateau;
    options.schedule.patience = 2;
    Trainer whole(architecture.graph, splitOf(dataset), options, pool);
    runToEnd(whole);
    for (const int stopAfter : {0, 1, 2, 4, 9, 13}) {
      CAPTURE(stopAfter);
      Trainer first(architecture.graph, splitOf(dataset), options, pool);
      for (int i = 0; i < stopAfter; ++i) first.advance();
      const std::vector<std::byte> checkpoint = Checkpoint::save(first, description);
      Trainer second(architecture.graph, splitOf(dataset), options, pool);
      Checkpoint::restore(checkpoint, second);
      runToEnd(second);
      CHECK(weightsOf(second) == weightsOf(whole));
      REQUIRE(second.history().size() == whole.history().size());
      CHECK(second.history().back().loss == whole.history().back().loss);
      CHECK(second.history().back().validationLoss == whole.history().back().validationLoss);
    }
  }
}

TEST_CASE("a checkpoint of other options, photos or networks is refused, and changes nothing") {
  const Dataset dataset = brightnessDataset(16);
  const Architecture architecture = readArchitecture(smallConvnet());
  ThreadPool pool(1);
  Trainer trainer(architecture.graph, splitOf(dataset), quickOptions(), pool);
  trainer.advance();
  const std::vector<std::byte> checkpoint = Checkpoint::save(trainer, kDescription);

  const auto refused = [&](ErrorCode code, const char* words, const Graph& graph,
                           const Dataset& photos, const TrainingOptions& options,
                           std::span<const std::byte> file) {
    Trainer other(graph, splitOf(photos), options, pool);
    const auto before = weightsOf(other);
    checkError(code, words, [&] { Checkpoint::restore(file, other); });
    CHECK(weightsOf(other) == before);
  };
  TrainingOptions otherSeed = quickOptions();
  otherSeed.seed = 8;
  refused(ErrorCode::BadDataset, "other photos or options", architecture.graph, dataset, otherSeed,
          checkpoint);
  refused(ErrorCode::BadDataset, "other photos or options", architecture.graph,
          brightnessDataset(20), quickOptions(), checkpoint);
  TrainingOptions augmented = quickOptions();
  augmented.augmentation = AugmentationOptions{};
  refused(ErrorCode::BadDataset, "other photos or options", architecture.graph, dataset, augmented,
          checkpoint);
  TrainingOptions otherOptimizer = quickOptions();
  otherOptimizer.optimizer = defaultOptimizer(OptimizerKind::RmsProp);
  refused(ErrorCode::BadDataset, "other photos or options", architecture.graph, dataset,
          otherOptimizer, checkpoint);
  const Architecture wider =
      readArchitecture(convnetArchitecture({kSide, kSide, 3, {4, 9}, 3, Padding::Valid, 12}));
  refused(ErrorCode::BadModel, "another network or optimizer", wider.graph, dataset, quickOptions(),
          checkpoint);
  refused(ErrorCode::BadModel, "no checkpoint", architecture.graph, dataset, quickOptions(),
          writeModel(trainer, kDescription, pool));
  for (const size_t size : {size_t{0}, size_t{100}, checkpoint.size() - 1}) {
    refused(ErrorCode::BadModel, "", architecture.graph, dataset, quickOptions(),
            std::span(checkpoint).first(size));
  }
}

TEST_CASE("a loss that is no number stops training with the last good weights") {
  const Dataset dataset = brightnessDataset(16);
  const Architecture architecture = readArchitecture(smallConvnet());
  ThreadPool pool(1);
  TrainingOptions options = quickOptions();
  options.optimizer = defaultOptimizer(OptimizerKind::Sgd);
  options.optimizer.learningRate = 1e20f;
  Trainer trainer(architecture.graph, splitOf(dataset), options, pool);
  const auto before = weightsOf(trainer);
  runToEnd(trainer);
  CHECK(trainer.stopReason().find("learning rate is probably too high") != std::string::npos);
  CHECK(trainer.history().empty());
  CHECK(weightsOf(trainer) == before);
}

TEST_CASE("early stopping ends training and brings the best weights back") {
  const Dataset dataset = brightnessDataset(24);
  const Architecture architecture = readArchitecture(smallConvnet());
  ThreadPool pool(1);
  TrainingOptions options = quickOptions();
  options.epochs = 100;
  options.earlyStopping = 2;
  options.optimizer = defaultOptimizer(OptimizerKind::Sgd);
  options.optimizer.learningRate = 0.3f;  // so high that it jumps about
  Trainer trainer(architecture.graph, splitOf(dataset), options, pool);
  runToEnd(trainer);
  REQUIRE(trainer.history().size() < 100);
  CHECK(trainer.stopReason().find("2 epochs") != std::string::npos);
  double best = INFINITY;
  for (const EpochReport& report : trainer.history()) best = std::min(best, *report.validationLoss);
  const std::vector<float> probabilities =
      trainer.predict(dataset, trainer.data().validationPhotos);
  double loss = 0;
  for (size_t i = 0; i < trainer.data().validationPhotos.size(); ++i) {
    const uint32_t label = dataset.photos()[trainer.data().validationPhotos[i]].label;
    loss -= std::log(static_cast<double>(probabilities[2 * i + label]));
  }
  CHECK(loss / static_cast<double>(trainer.data().validationPhotos.size()) ==
        doctest::Approx(best).epsilon(1e-4));
}

TEST_CASE("the order of photos in a batch does not matter") {
  const Architecture architecture = readArchitecture(smallConvnet(3));
  ThreadPool pool(2);
  constexpr size_t kBatch = 6;
  const auto gradientsOf = [&](bool reversed) {
    TrainingNetwork network(architecture.graph, kBatch, pool);
    network.initialize(5);
    Tensor pixels(DataType::Float32, {kBatch, size_t{kSide * kSide * 3}});
    std::vector<uint32_t> labels(kBatch);
    for (size_t b = 0; b < kBatch; ++b) {
      const size_t to = reversed ? kBatch - 1 - b : b;
      labels[to] = static_cast<uint32_t>(b % 3);
      const Picture picture = randomPicture(kSide, kSide, 3, static_cast<unsigned>(b));
      for (size_t i = 0; i < picture.pixels.size(); ++i) {
        pixels.values<float>()[to * picture.pixels.size() + i] =
            static_cast<float>(picture.pixels[i]) / 255;
      }
    }
    struct Kept final : WeightGradients {
      std::vector<std::vector<float>> values;
      void take(size_t weight, size_t first, std::span<const float> gradient) override {
        values[weight].resize(std::max(values[weight].size(), first + gradient.size()));
        std::ranges::copy(gradient, values[weight].begin() + static_cast<std::ptrdiff_t>(first));
      }
    } kept;
    kept.values.resize(network.weights().size());
    std::vector<float> gradient(kBatch * 3);
    Loss(3).compute(network.forward(pixels.values<float>(), kBatch, true), labels, gradient);
    network.backward(gradient, kept);
    return kept.values;
  };
  const auto one = gradientsOf(false);
  const auto other = gradientsOf(true);
  for (size_t i = 0; i < one.size(); ++i) CHECK(relativeDifference(other[i], one[i]) < 1e-4f);
}

TEST_CASE("a model that was trained classifies photos as the trainer does") {
  const Dataset dataset = brightnessDataset(24);
  const Architecture architecture = readArchitecture(smallConvnet());
  ThreadPool pool(1);
  Trainer trainer(architecture.graph, splitOf(dataset), quickOptions(), pool);
  runToEnd(trainer);
  Classifier classifier(writeModel(trainer, kDescription, pool), pool);
  const std::vector<float> expected = trainer.predict(dataset, allPhotos(dataset));
  std::vector<uint8_t> scratch(dataset.format().bytes());
  for (size_t i = 0; i < dataset.photos().size(); ++i) {
    const auto pixels = dataset.pixels(i, scratch);
    ImageView view;
    view.pixels = pixels.data();
    view.width = view.height = kSide;
    view.channels = 3;
    for (const Prediction& prediction : classifier.classify(view, 2).predictions) {
      CHECK(prediction.probability ==
            doctest::Approx(expected[2 * i + prediction.index]).epsilon(1e-4));
      CHECK(prediction.label == (prediction.index == 0 ? "a" : "b"));
    }
  }
}

TEST_CASE("networks that do not fit the photos are refused with what would be right") {
  const Dataset three = brightnessDataset(12, 3);
  ThreadPool pool(1);
  const auto trainWith = [&](const std::string& text, const TrainingOptions& options) {
    const Architecture architecture = readArchitecture(text);
    Trainer(architecture.graph, {&three, allPhotos(three), nullptr, {}}, options, pool);
  };
  checkError(ErrorCode::BadDataset, "its last layer must have 3 units",
             [&] { trainWith(smallConvnet(2), quickOptions()); });
  checkError(ErrorCode::BadDataset, "the network takes pictures of (150, 150, 3)",
             [&] { trainWith(convnetArchitecture(), quickOptions()); });
  TrainingOptions small = quickOptions();
  small.memoryLimit = 10'000;
  checkError(ErrorCode::OutOfMemory, "use a smaller batch",
             [&] { trainWith(smallConvnet(3), small); });
}

TEST_CASE("a step allocates nothing") {
  const Dataset dataset = brightnessDataset(24);
  const Architecture architecture = readArchitecture(smallConvnet(2, 0.5f));
  ThreadPool pool(1);
  Trainer trainer(architecture.graph, {&dataset, allPhotos(dataset), nullptr, {}}, quickOptions(),
                  pool);
  for (int i = 0; i < 4; ++i) trainer.advance();  // more than an epoch
  const AllocationCounter allocations;
  trainer.advance();
  CHECK(allocations.count() == 0);
}

TEST_CASE("the learning rate follows its schedule") {
  Schedule cosine({ScheduleKind::Cosine}, 0.1f, 100);
  CHECK(cosine.at(0) == doctest::Approx(0.1f));
  CHECK(cosine.at(50) == doctest::Approx(0.05f));
  CHECK(cosine.at(100) == doctest::Approx(0));
  ScheduleOptions options;
  options.kind = ScheduleKind::ReduceOnPlateau;
  options.patience = 2;
  Schedule plateau(options, 0.1f, 100);
  for (const double loss : {1.0, 0.5, 0.5}) plateau.endEpoch(loss);
  CHECK(plateau.at(7) == doctest::Approx(0.1f));
  plateau.endEpoch(0.6);
  CHECK(plateau.at(8) == doctest::Approx(0.01f));
  checkError(ErrorCode::BadDataset, "constant, cosine and plateau",
             [] { scheduleNamed("linear"); });
}

TEST_CASE("metrics count what is right, what is not, and how near it was") {
  Metrics metrics(3);
  metrics.add(std::vector<float>{0.7f, 0.2f, 0.1f}, 0);
  metrics.add(std::vector<float>{0.5f, 0.3f, 0.2f}, 1);
  metrics.add(std::vector<float>{0.1f, 0.2f, 0.7f}, 2);
  metrics.add(std::vector<float>{0.5f, 0.3f, 0.2f}, 2);
  CHECK(metrics.accuracy() == 0.5);
  CHECK(metrics.topAccuracy(2) == 0.75);
  CHECK(metrics.topAccuracy(9) == 1);
  CHECK(metrics.confusion(1, 0) == 1);
  CHECK(metrics.ofClass(0).precision == doctest::Approx(1.0 / 3));
  CHECK(metrics.ofClass(0).recall == 1);
  CHECK(metrics.ofClass(2).recall == 0.5);
  CHECK(metrics.ofClass(1).precision == 0);
}

}  // namespace
}  // namespace loupe::test
