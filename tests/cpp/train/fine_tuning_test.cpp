#include "train/fine_tuning.h"

#include <doctest/doctest.h>

#include <cmath>

#include "models/classifier.h"
#include "support/errors.h"
#include "support/model_file.h"
#include "support/pictures.h"
#include "train/checkpoint.h"
#include "train/session.h"
#include "train/trained_model.h"
#include "transfer/feature_network.h"
#include "transfer/head.h"

namespace loupe::test {
namespace {

constexpr int kSide = 16;  // pixels, of the pretrained network's photos
constexpr size_t kBatch = 4;

// Small, but with all that EfficientNet-Lite0 has: a stem, blocks with and without a shortcut, a top and features. Its
// weights are of a seed.
constexpr const char* kArchitecture =
    R"({"name":"tiny","input_shape":[16,16,3],"embedding":"avg_pool","layers":[
  {"name":"input","type":"InputLayer"},
  {"name":"stem_conv","type":"Conv2D","filters":6,"kernel_size":[3,3],"strides":[2,2],"padding":"same",
   "activation":"relu6"},
  {"name":"block0_expand_conv","type":"Conv2D","filters":12,"kernel_size":[1,1],"activation":"relu6"},
  {"name":"block0_dwconv","type":"DepthwiseConv2D","kernel_size":[3,3],"padding":"same","activation":"relu6"},
  {"name":"block0_project_conv","type":"Conv2D","filters":6,"kernel_size":[1,1]},
  {"name":"block0_add","type":"Add","inputs":["block0_project_conv","stem_conv"]},
  {"name":"block1_dwconv","type":"DepthwiseConv2D","kernel_size":[5,5],"strides":[2,2],"padding":"same",
   "activation":"relu6"},
  {"name":"block1_project_conv","type":"Conv2D","filters":8,"kernel_size":[1,1]},
  {"name":"top_conv","type":"Conv2D","filters":16,"kernel_size":[1,1],"activation":"relu6"},
  {"name":"avg_pool","type":"GlobalAveragePooling2D"},
  {"name":"logits","type":"Dense","units":3},
  {"name":"probabilities","type":"Activation","activation":"softmax"}]})";

std::vector<std::byte> pretrained() {
  const Architecture architecture = readArchitecture(kArchitecture);
  ThreadPool pool(1);
  TrainingNetwork network(architecture.graph, 1, pool);
  network.initialize(/*seed=*/3);
  ModelFile file;
  for (auto& [name, tensor] : network.save()) file.tensors.emplace(name, std::move(tensor));
  file.metadata = {
      {"format", "photoloupe"},
      {"version", "1"},
      {"architecture", kArchitecture},
      {"class_names", R"(["a","b","c"])"},
      {"preprocessing",
       R"({"crop_fraction":0.875,"interpolation":"bicubic","mean":[127,127,127],"std":[128,128,128]})"}};
  return file.bytes();
}

// Rising or falling brightness, in a colour of chance.
Picture photoOf(uint32_t label, unsigned seed) {
  Picture picture = randomPicture(kSide, kSide, 3, seed);
  for (size_t i = 0; i < picture.pixels.size(); ++i) {
    const size_t x = i / 3 % kSide;
    const size_t ramp = label == 0 ? x : kSide - 1 - x;
    picture.pixels[i] = static_cast<uint8_t>(picture.pixels[i] / 4 + 12 * ramp);
  }
  return picture;
}

Dataset dataset(unsigned seed, unsigned photos = 12) {
  DatasetOptions options;
  options.format = fineTuningFormat(pretrained());
  DatasetBuilder builder(options);
  for (unsigned i = 0; i < photos; ++i) {
    builder.add(std::to_string(i), i % 2 ? "falling" : "rising", photoOf(i % 2, seed + i).view());
  }
  return builder.build();
}

TrainingOptions options(size_t epochs = 2) {
  TrainingOptions options = fineTuningOptions();
  options.epochs = epochs;
  options.batchSize = kBatch;
  options.optimizer.learningRate = 0.003f;
  return options;
}

// All that fine-tuning takes, in the order in which it is made.
struct Tuned {
  explicit Tuned(const std::string& from, const TrainingOptions& how = options(),
                 const Dataset* validation = nullptr)
      : data(chooseData(training, validation, 0, 0)),
        tuning(pretrained(), from, data, kBatch, pool),
        trainer(tuning.trained(), data, how, pool, &tuning.frozen()) {
    trainer.startFrom(tuning.weights());
  }

  ModelDescription description() const {
    return {tuning.architecture(), training.classNames(), training.format(), "",
            /*tellsNovelty=*/true};
  }
  std::vector<std::byte> model() { return writeModel(trainer, description(), pool); }
  std::vector<float> predict() { return trainer.predict(training, allPhotos(training)); }

  ThreadPool pool{1};
  Dataset training = dataset(1);
  TrainingData data;
  FineTuning tuning;
  Trainer trainer;
};

void runToEnd(Trainer& trainer) {
  while (trainer.advance() != Trainer::Event::Finished) {
  }
}

float largestDifference(std::span<const float> a, std::span<const float> b) {
  REQUIRE(a.size() == b.size());
  float largest = 0;
  for (size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

// What the file says of the photos, class by class.
std::vector<float> classified(std::span<const std::byte> file, const Dataset& photos) {
  ThreadPool pool(1);
  Classifier classifier(file, pool);
  std::vector<float> probabilities;
  std::vector<uint8_t> scratch(photos.format().bytes());
  for (const uint32_t photo : allPhotos(photos)) {
    const ImageView pixels{photos.pixels(photo, scratch).data(), photos.format().width,
                           photos.format().height};
    std::vector<float> row(photos.classNames().size());
    for (const Prediction& prediction : classifier.classify(pixels, row.size()).predictions) {
      row[prediction.index] = prediction.probability;
    }
    probabilities.insert(probabilities.end(), row.begin(), row.end());
  }
  return probabilities;
}

TEST_CASE("fine-tuning starts where transfer learning ends, whatever is frozen") {
  ThreadPool pool(1);
  const Dataset photos = dataset(1);
  FeatureNetwork network(pretrained(), pool, /*cropFraction=*/1);
  Examples examples(network.size());
  std::vector<uint8_t> scratch(photos.format().bytes());
  for (const uint32_t photo : allPhotos(photos)) {
    const ImageView pixels{photos.pixels(photo, scratch).data(), photos.format().width,
                           photos.format().height};
    examples.add(network.embed(pixels), photos.photos()[photo].label);
  }
  const std::vector<std::byte> transferred =
      network.modelWith(trainHead(examples).head, photos.classNames(), "");
  const std::vector<float> expected = classified(transferred, photos);

  for (const char* from : {"stem", "block0", "block1", "top", "features", "logits"}) {
    CAPTURE(from);
    Tuned tuned(from);
    CHECK(largestDifference(tuned.predict(), expected) < 1e-5f);
    CHECK(largestDifference(classified(tuned.model(), photos), expected) < 1e-5f);
  }
}

TEST_CASE("the layers from the named block on learn, and those before stay as they are") {
  const std::vector<std::byte> base = pretrained();
  const Safetensors before(base);
  Tuned tuned("block1", options(/*epochs=*/10));
  runToEnd(tuned.trainer);
  CHECK(tuned.trainer.history().back().loss < tuned.trainer.history().front().loss);
  const std::vector<std::byte> model = tuned.model();
  const Safetensors after(model);
  for (const auto& [name, tensor] : before.tensors()) {
    if (name.starts_with("logits")) continue;
    CAPTURE(name);
    const bool isTrained = name.starts_with("block1") || name.starts_with("top");
    CHECK(std::ranges::equal(after.find(name)->bytes, tensor.bytes) != isTrained);
  }
  CHECK(largestDifference(classified(model, tuned.training), tuned.predict()) < 1e-5f);
}

TEST_CASE(
    "what is kept of frozen layers changes no result, and is kept only where there is memory") {
  const Dataset validation = dataset(50, 8);
  Tuned keeping("block1", options(), &validation);
  TrainingOptions little = options();
  little.memoryLimit = keeping.trainer.network().arenaBytes();  // nothing is left
  Tuned forgetting("block1", little, &validation);
  CHECK(keeping.trainer.memoryBytes() > forgetting.trainer.memoryBytes());
  runToEnd(keeping.trainer);
  runToEnd(forgetting.trainer);
  CHECK(keeping.trainer.history()[1].validationLoss ==
        forgetting.trainer.history()[1].validationLoss);
  CHECK(largestDifference(keeping.predict(), forgetting.predict()) == 0);
}

TEST_CASE("an augmented photo goes through the frozen layers each time anew") {
  TrainingOptions augmented = options(/*epochs=*/1);
  augmented.augmentation = fineTuningAugmentation();
  Tuned plain("block1", options(/*epochs=*/1));
  Tuned changed("block1", augmented);
  runToEnd(plain.trainer);
  runToEnd(changed.trainer);
  CHECK(plain.trainer.history()[0].loss != changed.trainer.history()[0].loss);
}

TEST_CASE("a checkpoint of fine-tuning is a whole model, and goes on to the same end") {
  Tuned straight("block1");
  runToEnd(straight.trainer);
  Tuned stopped("block1");
  for (int step = 0; step < 4; ++step) stopped.trainer.advance();
  const std::vector<std::byte> checkpoint =
      Checkpoint::save(stopped.trainer, stopped.description());
  CHECK(largestDifference(classified(checkpoint, stopped.training), stopped.predict()) < 1e-5f);

  Tuned resumed("block1");
  Checkpoint::restore(checkpoint, resumed.trainer);
  runToEnd(resumed.trainer);
  CHECK(resumed.model() == straight.model());

  Tuned other("features");
  checkError(ErrorCode::BadDataset, "other photos or options",
             [&] { Checkpoint::restore(checkpoint, other.trainer); });
}

TEST_CASE("a fine-tuned model can be trained on as a whole") {
  Tuned tuned("block1");
  runToEnd(tuned.trainer);
  const std::vector<std::byte> model = tuned.model();
  const Safetensors file(model);
  const ModelDescription description = readModelDescription(file);
  const Architecture architecture = readArchitecture(description.architecture);
  CHECK(description.tellsNovelty);
  CHECK(!architecture.graph.find("similarity"));
  CHECK(description.format.interpolation == Interpolation::Area);
  Trainer trainer(architecture.graph, tuned.data, options(), tuned.pool);
  trainer.startFrom(file);
  CHECK(largestDifference(trainer.predict(tuned.training, allPhotos(tuned.training)),
                          tuned.predict()) < 1e-5f);
}

TEST_CASE("a fine-tuned model tells what is unlike its photos, by its own features") {
  Tuned tuned("block1");
  runToEnd(tuned.trainer);
  Classifier classifier(tuned.model(), tuned.pool);
  std::vector<std::vector<float>> seen;
  for (unsigned i = 0; i < 12; ++i) {
    const Picture photo = photoOf(i % 2, 1 + i);
    const std::optional<Familiarity> familiarity = classifier.classify(photo.view(), 2).familiarity;
    REQUIRE(familiarity);
    CHECK(!familiarity->unlike);
    const std::span<const float> features = classifier.embed(photo.view());
    seen.emplace_back(features.begin(), features.end());
  }
  Examples examples(seen[0].size());
  for (uint32_t i = 0; i < 12; ++i) examples.add(seen[i], i % 2 ? 0 : 1);
  const Novelty novelty = measureNovelty(examples, examples.labels(), 2);
  const Classification answer = classifier.classify(photoOf(0, 99).view(), 2);
  CHECK(
      answer.familiarity->similarity ==
      doctest::Approx(similarity(novelty, classifier.embed(photoOf(0, 99).view()))).epsilon(1e-4));
}

TEST_CASE("how many photos were looked at is told, of all that are trained on") {
  ThreadPool pool(1);
  const Dataset photos = dataset(1);
  const TrainingData data = chooseData(photos, nullptr, 0.25, 0);
  std::vector<size_t> told;
  const FineTuning tuning(pretrained(), "block1", data, kBatch, pool,
                          [&](size_t done, size_t total) {
                            CHECK(total == 9);
                            told.push_back(done);
                          });
  CHECK(told == std::vector<size_t>{1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("what was made by transfer learning or fine-tuning is the base of another as it is") {
  Tuned tuned("block1");
  runToEnd(tuned.trainer);
  const std::vector<std::byte> model = tuned.model();
  FeatureNetwork network(model, tuned.pool);
  Classifier classifier(model, tuned.pool);
  const Picture photo = photoOf(0, 5);
  const std::span<const float> features = network.embed(photo.view());
  CHECK(largestDifference(features, classifier.embed(photo.view())) == 0);

  const Dataset photos = dataset(7);
  CHECK(fineTuningFormat(model).width == photos.format().width);
  FineTuning again(model, "block1", chooseData(photos, nullptr, 0, 0), kBatch, tuned.pool);
  CHECK(again.whole().summary().size() == tuned.tuning.whole().summary().size());
}

TEST_CASE("fine-tuning says from where it can start, and what cannot be its base") {
  checkError(ErrorCode::NotSupported,
             "no block 'block7' to fine-tune from; it can be one of stem, block0, block1, top, "
             "features, logits",
             [] { Tuned tuned("block7"); });
  checkError(ErrorCode::NotSupported, "no block 'avg'", [] { Tuned tuned("avg"); });

  ThreadPool pool(1);
  const Dataset photos = dataset(1);
  const TrainingData data = chooseData(photos, nullptr, 0, 0);
  const std::vector<std::byte> int8 = quantizedColourModel().bytes();
  checkError(ErrorCode::NotSupported, "int8 network cannot be fine-tuned",
             [&] { FineTuning(int8, "conv", data, kBatch, pool); });
}

TEST_CASE("from where fine-tuning can start is known before there are photos") {
  checkError(ErrorCode::NotSupported, "one of stem, block0, block1, top, features, logits",
             [] { requireFineTuning(pretrained(), "block7"); });
  checkError(ErrorCode::NotSupported, "no block 'block7'",
             [] { optionsOfBase(pretrained(), R"({"fineTune":true,"fineTuneFrom":"block7"})"); });
  checkError(ErrorCode::NotSupported, "int8 network cannot be fine-tuned",
             [] { requireFineTuning(quantizedColourModel().bytes(), "conv"); });
  requireFineTuning(pretrained(), "block1");
}

TEST_CASE("a session fine-tunes with defaults of its own") {
  ThreadPool pool(1);
  const auto inMemory = [](TrainingSession::Part, size_t photoBytes) {
    return std::make_unique<MemoryStore>(photoBytes);
  };
  const std::string from = R"("fineTune":true,"fineTuneFrom":"block1")";
  std::string format = optionsOfBase(pretrained(), "{" + from + "}");
  format.back() = ',';
  TrainingSession session(format + from + R"(,"epochs":1,"batchSize":4,"augment":{}})", pool,
                          inMemory);
  PhotoCollection& photos = session.photos(TrainingSession::Part::Training);
  for (unsigned i = 0; i < 12; ++i) {
    photos.add(std::to_string(i), i % 2 ? "falling" : "rising", photoOf(i % 2, i).view());
  }
  session.begin(pretrained());
  const TrainingOptions& taken = session.trainer().options();
  CHECK(taken.optimizer.learningRate == fineTuningOptions().optimizer.learningRate);
  CHECK(taken.augmentation->rotation == fineTuningAugmentation().rotation);
  CHECK(session.summary().front().name == "photo");
  runToEnd(session.trainer());
  CHECK(classified(session.model(), session.photos(TrainingSession::Part::Training).dataset())
            .size() == 24);
}

}  // namespace
}  // namespace loupe::test
