#include "models/layers_model.h"

#include <doctest/doctest.h>

#include <array>

#include "models/classifier.h"
#include "models/model_file.h"
#include "support/errors.h"
#include "support/files.h"
#include "support/fixture.h"
#include "support/threads.h"

namespace loupe::test {
namespace {

struct SavedModel {
  std::string model = text("model.json");
  std::vector<std::byte> weights = readFile(fixtures() / "layers_model" / "weights.bin");
  std::string metadata = text("metadata.json");

  std::vector<std::byte> import() const { return importLayersModel(model, weights, metadata); }

  static std::string text(const std::string& name) {
    const std::vector<std::byte> bytes = readFile(fixtures() / "layers_model" / name);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
};

// `text` with the first `from` replaced.
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// What is said of the saved model with `from` replaced by `to` in model.json.
void checkRefused(ErrorCode code, std::string_view words, const std::string& from,
                  const std::string& to) {
  SavedModel saved;
  saved.model = replaced(saved.model, from, to);
  checkError(code, words, [&] { saved.import(); });
}

TEST_CASE("An imported layers-model answers as Keras does") {
  const std::vector<std::byte> model = SavedModel().import();
  Classifier classifier(model, threadPool(1));
  CHECK(classifier.name() == "tm-my-image-model");
  CHECK(classifier.classNames() == std::vector<std::string>{"Rex", "Bella", "nobody"});
  const Fixture answers(fixtures() / "layers_model" / "answers.safetensors");
  const std::vector<uint8_t> photos = answers.values<uint8_t>("photos");
  const std::vector<float> expected = answers.values<float>("probabilities");
  const int side = static_cast<int>(answers.shape("photos")[1]);
  const size_t bytes = answers.shape("photos").elementCount() / answers.shape("photos")[0];
  for (size_t photo = 0; photo * 3 < expected.size(); ++photo) {
    const ImageView view{&photos[photo * bytes], side, side, 3};
    const Classification classification = classifier.classify(view, 3);
    for (const Prediction& prediction : classification.predictions) {
      CAPTURE(photo);
      CHECK(prediction.probability ==
            doctest::Approx(expected[photo * 3 + prediction.index]).epsilon(1e-4));
    }
  }
}

TEST_CASE("Normalizations and activations become a part of the convolutions before them") {
  const std::vector<std::byte> model = SavedModel().import();
  const Architecture architecture = readArchitecture(Safetensors(model));
  for (const Graph::Node& node : architecture.graph.nodes()) {
    const std::string_view type = node.layer->type();
    CAPTURE(node.layer->name());
    CHECK((type != "Activation" && type != "BatchNormalization" && type != "ZeroPadding2D"));
  }
  CHECK(architecture.graph.output().shape == Shape{3});
}

TEST_CASE("What a layers-model says in older words is understood") {
  SavedModel saved;
  saved.model = replaced(saved.model, R"("class_name": "Model")", R"("class_name": "Functional")");
  const std::string start = "{\"modelTopology\": ";
  const size_t manifest = saved.model.find(", \"weightsManifest\"");
  saved.model = start +
                "{\"model_config\": " + saved.model.substr(start.size(), manifest - start.size()) +
                "}" + saved.model.substr(manifest);
  CHECK(saved.import() == SavedModel().import());
}

TEST_CASE("Layers that cannot be imported are named") {
  const ErrorCode code = ErrorCode::NotSupported;
  checkRefused(code, "of the type PReLU", "\"ReLU\"", "\"PReLU\"");
  checkRefused(code, "activation elu", R"("activation": "softmax")", R"("activation": "elu")");
  checkRefused(code, "ends elsewhere than at 6", R"("max_value": 6.0)", R"("max_value": 4.0)");
  checkRefused(code, "dilated", R"("dilation_rate": [1, 1])", R"("dilation_rate": [2, 2])");
  checkRefused(code, "not what \"same\" padding does", "[[0, 1], [0, 1]]", "[[1, 1], [0, 1]]");
  checkRefused(code, "not float32", R"("dtype": "float32")", R"("dtype": "uint8")");
}

TEST_CASE("A damaged layers-model is refused") {
  SavedModel saved;
  checkError(ErrorCode::BadModel, "is not valid JSON",
             [&] { importLayersModel("{", saved.weights, saved.metadata); });
  checkError(ErrorCode::BadModel, "modelTopology",
             [&] { importLayersModel("{}", saved.weights, saved.metadata); });
  checkError(ErrorCode::BadModel, "labels",
             [&] { importLayersModel(saved.model, saved.weights, "{}"); });
  const ErrorCode code = ErrorCode::BadModel;
  checkRefused(code, "no weights 'Conv1/kernel'", R"("Conv1/kernel")", R"("Conv2/kernel")");
  checkRefused(code, "names no earlier layer", R"([["input_1", 0, 0, {}]])",
               R"([["input_2", 0, 0, {}]])");
  checkRefused(code, "at least 1", R"("strides": [2, 2])", R"("strides": [0, 2])");
  saved.weights.pop_back();
  checkError(code, "ends before all", [&] { saved.import(); });
  saved.weights.resize(saved.weights.size() + 3);
  checkError(code, "more than model.json says", [&] { saved.import(); });
}

}  // namespace
}  // namespace loupe::test
