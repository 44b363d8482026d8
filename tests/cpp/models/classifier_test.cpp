#include "models/classifier.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "support/allocations.h"
#include "support/errors.h"
#include "support/model_file.h"
#include "support/pictures.h"
#include "support/threads.h"

namespace loupe::test {
namespace {

Picture flat(uint8_t red, uint8_t green, uint8_t blue, int width = 20, int height = 10) {
  Picture picture{width, height, 3, {}};
  for (int i = 0; i < width * height; ++i) {
    picture.pixels.insert(picture.pixels.end(), {red, green, blue});
  }
  return picture;
}

// Checks that the model with one part replaced is refused with words that say why.
void checkRefused(std::string_view words, const ModelFile& model) {
  const auto file = model.bytes();
  checkError(ErrorCode::BadModel, words, [&] { Classifier(file, threadPool(1)); });
}

ModelFile withMetadata(const std::string& key, const std::string& from, const std::string& to) {
  ModelFile model = colourModel();
  model.metadata[key] = replaced(model.metadata[key], from, to);
  return model;
}

std::vector<std::string> tagNames(const Classification& classification) {
  std::vector<std::string> names;
  for (const Tag& tag : classification.tags) names.push_back(tag.name);
  return names;
}

}  // namespace

TEST_CASE("a photo's labels come with the most probable first") {
  for (const ModelFile& model : {colourModel(), quantizedColourModel()}) {
    Classifier classifier(model.bytes(), threadPool(1));
    const Classification answer = classifier.classify(flat(0, 0, 255).view(), 2);
    REQUIRE(answer.predictions.size() == 2);
    CHECK(answer.predictions[0].label == "blue");
    CHECK(answer.predictions[0].index == 2);
    CHECK(answer.predictions[0].probability == doctest::Approx(0.9999).epsilon(0.001));
    CHECK(answer.predictions[1].label == "red");  // as probable as green, and before it
    CHECK(classifier.classify(flat(0, 0, 255).view(), 99).predictions.size() == 3);
    CHECK(classifier.classify(flat(0, 0, 255).view(), 0).predictions.empty());
  }
}

TEST_CASE("tags are as exact as the model is sure") {
  Classifier classifier(colourModel().bytes(), threadPool(1));
  CHECK(tagNames(classifier.classify(flat(255, 0, 0).view(), 1)) ==
        std::vector<std::string>{"red"});
  CHECK(tagNames(classifier.classify(flat(255, 255, 0).view(), 1)) ==
        std::vector<std::string>{"warm"});
}

TEST_CASE("a file and its pixels are answered alike") {
  Classifier classifier(colourModel().bytes(), threadPool(1));
  const Picture picture = randomPicture(30, 20, 3, 20);
  const Classification ofPixels = classifier.classify(picture.view(), 3);
  const Classification ofFile = classifier.classify(pngFile(picture), 3);
  for (size_t i = 0; i < 3; ++i) {
    CHECK(ofPixels.predictions[i].label == ofFile.predictions[i].label);
    CHECK(ofPixels.predictions[i].probability == ofFile.predictions[i].probability);
  }
  CHECK(ofFile.timings.decode > 0);
}

TEST_CASE("an embedding is what the named layer makes, as real numbers") {
  for (const ModelFile& model : {colourModel(), quantizedColourModel()}) {
    Classifier classifier(model.bytes(), threadPool(1));
    const auto embedding = classifier.embed(flat(51, 102, 255).view());
    REQUIRE(embedding.size() == 3);
    CHECK(embedding[0] == doctest::Approx(0.2).epsilon(0.01));
    CHECK(embedding[1] == doctest::Approx(0.4).epsilon(0.01));
    CHECK(embedding[2] == doctest::Approx(1.0).epsilon(0.01));
  }
  Classifier without(withMetadata("architecture", R"("embedding":"pool",)", "").bytes(),
                     threadPool(1));
  checkError(ErrorCode::NotSupported, "names no layer that describes a photo",
             [&] { without.embed(flat(1, 2, 3).view()); });
}

TEST_CASE("a bad photo leaves the classifier good for the next") {
  Classifier classifier(colourModel().bytes(), threadPool(1));
  checkError(ErrorCode::BadImage, "the file is empty",
             [&] { classifier.classify(std::span<const std::byte>(), 1); });
  CHECK(classifier.classify(flat(255, 0, 0).view(), 1).predictions[0].label == "red");
}

TEST_CASE("a classifier can be moved") {
  Classifier first(colourModel().bytes(), threadPool(1));
  Classifier second = std::move(first);
  CHECK(second.classify(flat(255, 0, 0).view(), 1).predictions[0].label == "red");
  CHECK(second.name() == "colours");
  CHECK(second.classNames().size() == 3);
  CHECK_FALSE(second.isQuantized());
  CHECK(Classifier(quantizedColourModel().bytes(), threadPool(1)).isQuantized());
}

TEST_CASE("one photo after another allocates for its answer only") {
  for (const ModelFile& model : {colourModel(), quantizedColourModel()}) {
    Classifier classifier(model.bytes(), threadPool(1));
    const Picture picture = randomPicture(60, 40, 3, 21);
    classifier.classify(picture.view(), 1);
    const AllocationCounter counter;
    classifier.classify(picture.view(), 1);
    // Predictions and their order, sums and marks of concepts, tags.
    CHECK(counter.count() <= 8);
  }
}

TEST_CASE("a model that does not fit together is refused with what is wrong") {
  SUBCASE("another format or version") {
    checkRefused("format 'other' version 1; this program reads 'photoloupe' version 1",
                 withMetadata("format", "photoloupe", "other"));
    checkRefused("version 2", withMetadata("version", "1", "2"));
  }
  SUBCASE("missing metadata") {
    for (const auto* key : {"format", "version", "architecture", "class_names", "preprocessing"}) {
      ModelFile model = colourModel();
      model.metadata.erase(key);
      checkRefused("has no metadata \"" + std::string(key) + "\"", model);
    }
  }
  SUBCASE("another number of classes") {
    checkRefused("answers float32 (3,), but it names 2 classes", [] {
      ModelFile model = withMetadata("class_names", R"(,"blue")", "");
      model.metadata.erase("taxonomy");
      return model;
    }());
    checkRefused("taxonomy.class_wnids has 2 entries; the model has 3 classes",
                 withMetadata("taxonomy", R"(["n1","n2","n3"])", R"(["n1","n2"])"));
  }
  SUBCASE("tensors that are missing or have another shape or type") {
    ModelFile model = colourModel();
    model.tensors.erase("dense.bias");
    checkRefused("has no tensor 'dense.bias'; its layer needs float32 (3,)", model);
    model = colourModel();
    model.tensors["conv.kernel"] = tensorOf<float>({3, 3}, std::vector<float>(9));
    checkRefused("'conv.kernel' is float32 (3, 3); its layer needs float32 (3, 1, 1, 3)", model);
    model = colourModel();
    model.tensors["conv.kernel"] = tensorOf<int8_t>({3, 1, 1, 3}, std::vector<int8_t>(9));
    checkRefused("'conv.kernel' is int8", model);
  }
  SUBCASE("a picture of other channels") {
    ModelFile model = withMetadata("architecture", "[8,8,3]", "[8,8,4]");
    model.tensors["conv.kernel"] = tensorOf<float>({3, 1, 1, 4}, std::vector<float>(12));
    checkRefused("takes (8, 8, 4); a model for photos takes (height, width, 3)", model);
  }
  SUBCASE("preprocessing out of range") {
    const auto refused = [](const std::string& words, const std::string& from,
                            const std::string& to) {
      checkRefused(words, withMetadata("preprocessing", from, to));
    };
    refused("crop_fraction must be above 0", R"("crop_fraction":1)", R"("crop_fraction":0)");
    refused("crop_fraction must be above 0", R"("crop_fraction":1)", R"("crop_fraction":1.5)");
    refused("interpolation must be \"bicubic\"", "bicubic", "nearest");
    refused("std must be above 0", "[255,255,255]", "[255,0,255]");
    refused("std must be [red, green, blue]", "[255,255,255]", "[255]");
    refused("mean[1] is beyond what float32 can hold", "[0,0,0]", "[0,1e39,0]");
    refused("preprocessing is not valid JSON", R"({"crop)", R"("crop)");
  }
}

TEST_CASE("damaged quantisation is refused with the layer's name") {
  for (const float scale : {0.0f, -1.0f, std::nanf(""), std::numeric_limits<float>::infinity()}) {
    ModelFile model = quantizedColourModel();
    model.tensors["dense.kernel_scale"] = tensorOf<float>({3}, {0.1f, scale, 0.1f});
    checkRefused("layer 'dense': its kernel_scale must hold positive numbers", model);
  }
  const auto refused = [](const std::string& words, const std::string& to) {
    ModelFile model = quantizedColourModel();
    model.metadata["architecture"] =
        replaced(model.metadata["architecture"], R"("scale":0.05,"zero_point":-128)", to);
    checkRefused(words, model);
  };
  refused("scale must be a positive number", R"("scale":0,"zero_point":-128)");
  refused("scale is beyond what float32", R"("scale":1e300,"zero_point":-128)");
  refused("zero_point must be a whole number from -128 to 127", R"("scale":1,"zero_point":-129)");
  refused("zero_point must be a whole number", R"("scale":1,"zero_point":0.5)");
  refused("layer 'dense': making an int8 dense layer failed", R"("scale":1e-30,"zero_point":0)");
}

TEST_CASE("an answer that is no number is an error, not a label") {
  ModelFile model = colourModel();
  model.tensors["dense.bias"] = tensorOf<float>({3}, {0, std::nanf(""), 0});
  Classifier classifier(model.bytes(), threadPool(1));
  checkError(ErrorCode::BadModel, "not a number; its weights are damaged",
             [&] { classifier.classify(flat(1, 2, 3).view(), 1); });
}

TEST_CASE("a model cut anywhere is refused") {
  const auto whole = quantizedColourModel().bytes();
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto error = errorOf([&] { Classifier{std::span{whole}.first(size), threadPool(1)}; });
    REQUIRE(error);
    CHECK((error->code() == ErrorCode::BadModel));
  }
}

TEST_CASE("a model's bytes may start anywhere and go away") {
  const auto whole = colourModel().bytes();
  std::vector<std::byte> shifted(1);
  shifted.insert(shifted.end(), whole.begin(), whole.end());
  Classifier classifier{std::span{shifted}.subspan(1), threadPool(1)};
  shifted.assign(shifted.size(), std::byte{0xff});
  CHECK(classifier.classify(flat(0, 255, 0).view(), 1).predictions[0].label == "green");
}

}  // namespace loupe::test
