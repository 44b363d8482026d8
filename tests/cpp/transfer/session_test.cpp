#include "transfer/session.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "models/classifier.h"
#include "support/errors.h"
#include "support/files.h"
#include "support/model_file.h"
#include "support/pictures.h"
#include "support/threads.h"

namespace loupe::test {
namespace {

// The colour model with a convolution more: the features are of both.
ModelFile baseModel(ModelFile model) {
  const bool quantized = model.tensors.contains("conv.kernel_scale");
  const std::string quantization =
      quantized ? R"(,"quantization":{"scale":0.0039215686,"zero_point":-128})" : "";
  model.metadata["architecture"] = replaced(
      model.metadata["architecture"], R"({"name":"pool")",
      R"({"name":"top","type":"Conv2D","filters":3,"kernel_size":[1,1],"activation":"relu6")" +
          quantization + R"(},{"name":"pool")");
  for (const char* part : {"kernel", "bias", "kernel_scale"}) {
    const auto found = model.tensors.find("conv." + std::string(part));
    if (found == model.tensors.end()) continue;
    Tensor copy(found->second.type(), found->second.shape());
    std::ranges::copy(found->second.bytes(), copy.bytes().begin());
    model.tensors.emplace("top." + std::string(part), std::move(copy));
  }
  return model;
}

std::vector<std::byte> baseFile() { return baseModel(colourModel()).bytes(); }

// Noise around a colour.
Picture tinted(int red, int green, int blue, unsigned seed) {
  Picture picture = randomPicture(16, 16, 3, seed);
  const int tint[] = {red, green, blue};
  for (size_t i = 0; i < picture.pixels.size(); ++i) {
    picture.pixels[i] = static_cast<uint8_t>((picture.pixels[i] + 3 * tint[i % 3]) / 4);
  }
  return picture;
}

uint32_t addTinted(TransferSession& session, int red, int green, int blue, unsigned seed,
                   const std::string& className) {
  return session.add(session.network().embed(tinted(red, green, blue, seed).view()), className);
}

// Three reddish and three bluish photos.
void addSixPhotos(TransferSession& session) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    addTinted(session, 255, 20, 20, seed, "warm");
    addTinted(session, 20, 20, 255, 10 + seed, "cold");
  }
}

// Four, of which no two are of one shot.
void addDifferentPhotos(TransferSession& session) {
  addTinted(session, 255, 0, 0, 1, "warm");
  addTinted(session, 255, 220, 0, 2, "warm");
  addTinted(session, 0, 0, 255, 11, "cold");
  addTinted(session, 0, 220, 255, 12, "cold");
}

Classification classify(TransferSession& session, const Picture& picture) {
  return session.classify(session.network().embed(picture.view()), 5);
}

TEST_CASE("a session knows what it was shown, as soon as it was shown it") {
  for (const ModelFile& base : {baseModel(colourModel()), baseModel(quantizedColourModel())}) {
    TransferSession session(base.bytes(), threadPool(1));
    addSixPhotos(session);
    const Classification answer = classify(session, tinted(240, 40, 40, 50));
    REQUIRE(answer.predictions.size() == 2);
    CHECK(answer.predictions[0].label == "warm");
    CHECK(answer.predictions[0].index == 0);
    CHECK(answer.predictions[0].probability > 0.8f);
    REQUIRE(answer.familiarity);
    CHECK_FALSE(answer.familiarity->unlike);
  }
}

TEST_CASE("moving and removing photos changes what is answered, and undoing it changes it back") {
  TransferSession session(baseFile(), threadPool(1));
  addSixPhotos(session);
  const uint32_t id = addTinted(session, 20, 255, 20, 30, "warm");
  const Picture green = tinted(30, 240, 30, 51);
  CHECK(session.train());
  CHECK_FALSE(session.train());
  const float before = classify(session, green).predictions[0].probability;
  CHECK(classify(session, green).predictions[0].label == "warm");
  session.move(id, "cold");
  CHECK(classify(session, green).predictions[0].label == "cold");
  session.move(id, "warm");
  CHECK(classify(session, green).predictions[0].probability == before);
  session.remove(id);
  CHECK(session.photoCount() == 6);
  checkError(ErrorCode::BadDataset, "no photo 6 any more", [&] { session.remove(id); });
  checkError(ErrorCode::BadDataset, "no photo 6 any more", [&] { session.move(id, "cold"); });
}

TEST_CASE("a burst, or a whole class, that is taken away leaves nothing of what it taught") {
  for (const char* className : {"warm", "green"}) {
    CAPTURE(className);
    TransferSession session(baseFile(), threadPool(1));
    session.setClasses({"warm", "cold", "green"});
    std::vector<uint32_t> burst;
    const auto addFrame = [&] {
      const auto seed = static_cast<unsigned>(30 + burst.size());
      burst.push_back(addTinted(session, 20, 255, 20, seed, className));
    };
    addFrame();
    addDifferentPhotos(session);
    addFrame();
    CHECK(session.report().confusion.size() == 3);
    addFrame();
    for (const uint32_t id : burst) session.remove(id);
    session.setClasses({"warm", "cold"});

    TransferSession never(baseFile(), threadPool(1));
    addDifferentPhotos(never);
    const TransferReport report = session.report();
    const TransferReport expected = never.report();
    CHECK(report.counts == expected.counts);
    CHECK(report.confusion == expected.confusion);
    CHECK(report.accuracy == expected.accuracy);
    CHECK(report.strength == expected.strength);
    REQUIRE(report.photos.size() == expected.photos.size());
    for (size_t i = 0; i < report.photos.size(); ++i) {
      CHECK(std::ranges::find(burst, report.photos[i].id) == burst.end());
      CHECK(report.photos[i].probability == expected.photos[i].probability);
      CHECK(report.photos[i].shot == expected.photos[i].shot);
    }
    const Picture green = tinted(30, 240, 30, 51);
    const Classification answer = classify(session, green);
    CHECK(answer.predictions.size() == 2);
    CHECK(answer.predictions[0].probability == classify(never, green).predictions[0].probability);
    CHECK(answer.familiarity->similarity == classify(never, green).familiarity->similarity);
  }
}

TEST_CASE("classes without photos are answered with probability 0") {
  TransferSession session(baseFile(), threadPool(1));
  session.setClasses({"empty", "cold", "warm"});
  checkError(ErrorCode::BadDataset, "no photos", [&] { classify(session, tinted(9, 9, 9, 1)); });
  CHECK(session.report().photos.empty());
  addSixPhotos(session);
  const Classification answer = classify(session, tinted(20, 20, 255, 52));
  CHECK(answer.predictions[0].label == "cold");
  CHECK(answer.predictions[0].index == 1);
  CHECK(answer.predictions[2].label == "empty");
  CHECK(answer.predictions[2].probability == 0);
}

TEST_CASE("classes are renamed and put in another order with their photos") {
  TransferSession session(baseFile(), threadPool(1));
  addSixPhotos(session);
  session.renameClass("warm", "red");
  session.setClasses({"cold", "red", "new"});
  CHECK(session.classNames() == std::vector<std::string>{"cold", "red", "new"});
  CHECK(classify(session, tinted(240, 40, 40, 50)).predictions[0].label == "red");
  checkError(ErrorCode::BadDataset, "'red' still has photos",
             [&] { session.setClasses({"cold"}); });
  checkError(ErrorCode::BadDataset, "two classes named 'x'",
             [&] { session.setClasses({"x", "x"}); });
  checkError(ErrorCode::BadDataset, "needs a name", [&] { session.setClasses({""}); });
  checkError(ErrorCode::BadDataset, "no class 'warm'", [&] { session.renameClass("warm", "x"); });
  checkError(ErrorCode::BadDataset, "named 'red' already",
             [&] { session.renameClass("cold", "red"); });
}

TEST_CASE("a photo in the wrong class stands out") {
  TransferSession session(baseFile(), threadPool(1));
  addDifferentPhotos(session);
  const uint32_t wrong = addTinted(session, 20, 20, 255, 40, "warm");
  const TransferReport report = session.report();
  CHECK(report.counts == std::vector<size_t>{3, 2});
  CHECK(report.confusion[0] == std::vector<size_t>{2, 1});
  const CrossValidatedPhoto& last = report.photos.back();
  CHECK(last.id == wrong);
  CHECK(last.given == 1);
  CHECK(last.probability < 0.5f);
}

TEST_CASE("photos of one shot are judged by another shot of their class") {
  TransferSession session(baseFile(), threadPool(1));
  addSixPhotos(session);
  TransferReport report = session.report();
  for (const CrossValidatedPhoto& photo : report.photos) {
    CHECK(photo.shot == photo.label);
    CHECK_FALSE(photo.judged);
  }
  CHECK(report.confusion == std::vector(2, std::vector<size_t>(2)));
  CHECK(report.accuracy == 0);
  addTinted(session, 255, 220, 0, 20, "warm");
  addTinted(session, 255, 220, 0, 21, "warm");
  report = session.report();
  for (const CrossValidatedPhoto& photo : report.photos) CHECK(photo.judged == (photo.label == 0));
  CHECK(report.confusion[0] == std::vector<size_t>{5, 0});
  CHECK(report.confusion[1] == std::vector<size_t>{0, 0});
  CHECK(report.accuracy == 1);
}

TEST_CASE("the model file answers as the session does") {
  for (const ModelFile& base : {baseModel(colourModel()), baseModel(quantizedColourModel())}) {
    TransferSession session(base.bytes(), threadPool(1));
    session.setClasses({"empty", "warm", "cold"});
    addSixPhotos(session);
    Classifier classifier(session.model(), threadPool(1));
    CHECK(classifier.classNames() == std::vector<std::string>{"warm", "cold"});
    for (unsigned seed = 60; seed < 64; ++seed) {
      const Picture picture = randomPicture(20, 12, 3, seed);
      const Classification expected = classify(session, picture);
      const Classification actual = classifier.classify(picture.view(), 2);
      for (size_t i = 0; i < 2; ++i) {
        CHECK(actual.predictions[i].label == expected.predictions[i].label);
        CHECK(std::fabs(actual.predictions[i].probability - expected.predictions[i].probability) <
              1e-5f);
      }
      REQUIRE(actual.familiarity);
      CHECK(std::fabs(actual.familiarity->similarity - expected.familiarity->similarity) < 1e-5f);
      CHECK(actual.familiarity->unlike == expected.familiarity->unlike);
    }
  }
}

// The base model, with a residual sum before what its last convolution is given.
ModelFile residualModel() {
  ModelFile model = baseModel(colourModel());
  model.metadata["architecture"] =
      replaced(model.metadata["architecture"], R"({"name":"conv")",
               R"({"name":"sum","type":"Add","inputs":["input","input"]},{"name":"conv")");
  return model;
}

TEST_CASE("the features hold the last residual sum too, where there is one") {
  TransferSession plain(baseFile(), threadPool(1));
  TransferSession residual(residualModel().bytes(), threadPool(1));
  CHECK(plain.network().size() == 6);
  CHECK(residual.network().size() == 9);
  const std::span<const float> features = residual.network().embed(tinted(200, 100, 50, 1).view());
  const auto lengthOf = [&](size_t first) {
    const auto part = features.subspan(first, 3);
    return std::sqrt(dot(part, part));
  };
  CHECK(std::sqrt(dot(features, features)) == doctest::Approx(1));
  CHECK(lengthOf(3) / lengthOf(0) == doctest::Approx(0.5));
  CHECK(lengthOf(6) / lengthOf(0) == doctest::Approx(0.5));
}

TEST_CASE("features of another recipe or of other weights have another id") {
  const auto idOf = [](const ModelFile& model) {
    return TransferSession(model.bytes(), threadPool(1)).network().id();
  };
  ModelFile otherWeights = residualModel();
  otherWeights.tensors.at("conv.bias").values<float>()[0] = 0.25f;
  CHECK(idOf(residualModel()) == idOf(residualModel()));
  CHECK(idOf(residualModel()) != idOf(baseModel(colourModel())));
  CHECK(idOf(residualModel()) != idOf(otherWeights));
}

TEST_CASE("a network that cannot be built on, and a model of one class, are refused") {
  TransferSession session(baseFile(), threadPool(1));
  addTinted(session, 255, 0, 0, 1, "warm");
  checkError(ErrorCode::BadDataset, "two classes", [&] { session.model(); });
  ModelFile without = baseModel(colourModel());
  without.metadata["architecture"] =
      replaced(without.metadata["architecture"], R"("embedding":"pool",)", "");
  checkError(ErrorCode::NotSupported, "cannot be the base of another",
             [&] { TransferSession(without.bytes(), threadPool(1)); });
  ModelFile shallow = colourModel();
  shallow.metadata["architecture"] =
      R"({"name":"shallow","input_shape":[8,8,3],"embedding":"pool","layers":[
      {"name":"input","type":"InputLayer"},{"name":"pool","type":"GlobalAveragePooling2D"}]})";
  checkError(ErrorCode::NotSupported, "cannot be the base of another",
             [&] { TransferSession(shallow.bytes(), threadPool(1)); });
}

TEST_CASE("a model that was made of photos is the base of the next, with the same features") {
  TransferSession first(baseFile(), threadPool(1));
  addTinted(first, 255, 0, 0, 1, "warm");
  addTinted(first, 0, 0, 255, 2, "cold");
  const std::vector<std::byte> base = first.model();
  TransferSession next(base, threadPool(1));
  addTinted(next, 0, 255, 0, 1, "green");
  addTinted(next, 0, 0, 255, 2, "blue");
  const std::vector<std::byte> file = next.model();
  Classifier before(base, threadPool(1));
  Classifier after(file, threadPool(1));
  CHECK(after.classNames() == std::vector<std::string>{"green", "blue"});
  const Picture picture = randomPicture(8, 8, 3, 5);
  const std::span<const float> expected = before.embed(picture.view());
  const std::span<const float> features = after.embed(picture.view());
  CHECK(std::ranges::equal(features, expected));
}

TEST_CASE("the novelty test of a model file must name a layer") {
  ModelFile model = colourModel();
  model.metadata["novelty"] = R"({"layer":"pool","threshold":0.5})";
  Classifier classifier(model.bytes(), threadPool(1));
  const Picture black{4, 4, 3, std::vector<uint8_t>(48, 0)};
  const Picture white{4, 4, 3, std::vector<uint8_t>(48, 255)};
  CHECK(classifier.classify(black.view(), 1).familiarity->unlike);
  CHECK_FALSE(classifier.classify(white.view(), 1).familiarity->unlike);
  CHECK(classifier.classify(white.view(), 1).familiarity->similarity == doctest::Approx(1));
  model.metadata["novelty"] = R"({"layer":"nowhere","threshold":0.5})";
  checkError(ErrorCode::BadModel, "names no layer",
             [&] { Classifier(model.bytes(), threadPool(1)); });
  model.metadata["novelty"] = R"({"layer":"pool"})";
  checkError(ErrorCode::BadModel, "threshold", [&] { Classifier(model.bytes(), threadPool(1)); });
}

}  // namespace
}  // namespace loupe::test
