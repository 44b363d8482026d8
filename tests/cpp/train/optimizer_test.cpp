// The optimizers against what Keras answers: tests/fixtures/keras/optimizers.
#include <doctest/doctest.h>

#include "models/json.h"
#include "support/errors.h"
#include "support/fixture.h"
#include "support/tolerance.h"
#include "train/optimizer.h"

namespace loupe::test {
namespace {

float floatOr(const JsonValue& json, std::string_view key, float otherwise) {
  return json.has(key) ? static_cast<float>(json[key].number()) : otherwise;
}

}  // namespace

// Shared with the test of whole training steps.
OptimizerConfig kerasOptimizer(const std::string& text) {
  const JsonDocument document(text, "optimizer");
  const JsonValue json = document.root();
  const std::string type = json["type"].string();
  OptimizerConfig config = defaultOptimizer(type == "SGD"       ? OptimizerKind::Sgd
                                            : type == "RMSprop" ? OptimizerKind::RmsProp
                                            : type == "Adam"    ? OptimizerKind::Adam
                                                                : OptimizerKind::AdamW);
  config.learningRate = floatOr(json, "learning_rate", config.learningRate);
  config.momentum = floatOr(json, "momentum", 0);
  config.nesterov = json.has("nesterov") && json["nesterov"].boolean();
  config.rho = floatOr(json, "rho", config.rho);
  config.beta1 = floatOr(json, "beta_1", config.beta1);
  config.beta2 = floatOr(json, "beta_2", config.beta2);
  config.epsilon = floatOr(json, "epsilon", config.epsilon);
  config.weightDecay = floatOr(json, "weight_decay", config.weightDecay);
  config.clipValue = floatOr(json, "clipvalue", 0);
  config.clipNorm = floatOr(json, "clipnorm", 0);
  config.globalClipNorm = floatOr(json, "global_clipnorm", 0);
  return config;
}

namespace {

TEST_CASE("ten steps of every optimizer, with every clipping, are Keras's") {
  const auto files = filesIn(fixtures() / "keras" / "optimizers", ".safetensors");
  REQUIRE(files.size() > 15);
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    const Fixture fixture(file);
    std::vector<float> kernel = fixture.values<float>("kernel");
    std::vector<float> bias = fixture.values<float>("bias");
    const size_t sizes[] = {kernel.size(), bias.size()};
    Optimizer optimizer(kerasOptimizer(fixture.file().metadata("optimizer")), sizes);
    for (size_t t = 0; t < 10; ++t) {
      const auto stepOf = [&](const char* name, size_t size) {
        const std::vector<float> all = fixture.values<float>(name);
        return std::vector<float>(all.begin() + static_cast<std::ptrdiff_t>(t * size),
                                  all.begin() + static_cast<std::ptrdiff_t>((t + 1) * size));
      };
      std::vector<float> kernelGradient = stepOf("kernel_gradients", kernel.size());
      std::vector<float> biasGradient = stepOf("bias_gradients", bias.size());
      const std::span<float> gradients[] = {kernelGradient, biasGradient};
      if (optimizer.needsWholeGradients()) optimizer.clip(gradients);
      optimizer.beginStep(optimizer.config().learningRate);
      // In two ranges, as a layer may give them.
      optimizer.update(0, 0, std::span(kernel).first(7), std::span(kernelGradient).first(7));
      optimizer.update(0, 7, std::span(kernel).subspan(7), std::span(kernelGradient).subspan(7));
      optimizer.update(1, 0, bias, biasGradient);
      CAPTURE(t);
      CHECK(relativeDifference(kernel, stepOf("kernels", kernel.size())) < 1e-6f);
      CHECK(relativeDifference(bias, stepOf("biases", bias.size())) < 1e-6f);
    }
  }
}

TEST_CASE("optimizers have the names that people give them") {
  for (const auto* name : {"sgd", "rmsprop", "adam", "adamw"}) {
    CHECK(toString(optimizerNamed(name)) == name);
  }
  checkError(ErrorCode::BadDataset, "there are sgd, rmsprop, adam and adamw",
             [] { optimizerNamed("adagrad"); });
}

}  // namespace
}  // namespace loupe::test
