// The losses against what Keras answers: tests/fixtures/keras/losses.
#include <doctest/doctest.h>

#include "models/json.h"
#include "support/errors.h"
#include "support/fixture.h"
#include "support/tolerance.h"
#include "train/loss.h"

namespace loupe::test {
namespace {

TEST_CASE("losses and their gradients are Keras's, for extreme logits too") {
  const auto files = filesIn(fixtures() / "keras" / "losses", ".safetensors");
  REQUIRE(files.size() > 10);
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    const Fixture fixture(file);
    const JsonDocument json(fixture.file().metadata("loss"), "loss");
    LossConfig config;
    config.labelSmoothing = static_cast<float>(json.root()["label_smoothing"].number());
    if (fixture.has("class_weights")) config.classWeights = fixture.values<float>("class_weights");
    const Loss loss(fixture.shape("logits")[1], config);
    const std::vector<float> logits = fixture.values<float>("logits");
    const std::vector<uint32_t> labels = fixture.values<uint32_t>("labels");
    std::vector<float> gradient(logits.size());
    const LossResult result = loss.compute(logits, labels, gradient);
    CHECK(result.loss == doctest::Approx(fixture.values<float>("loss")[0]).epsilon(1e-6));
    CHECK(relativeDifference(gradient, fixture.values<float>("logits_gradient")) < 1e-5f);
  }
}

TEST_CASE("the photos whose most probable class is theirs are counted") {
  const std::vector<float> logits = {2, -1, 0.5f, -3};
  CHECK(Loss(1).compute(logits, std::vector<uint32_t>{1, 0, 0, 1}, {}).correct == 2);
  CHECK(Loss(2).compute(logits, std::vector<uint32_t>{0, 1}, {}).correct == 1);
}

TEST_CASE("probabilities of logits are those of a sigmoid or a softmax") {
  std::vector<float> two(2);
  Loss(1).probabilities(std::vector<float>{0}, two);
  CHECK(two == std::vector<float>{0.5f, 0.5f});
  std::vector<float> three(3);
  Loss(3).probabilities(std::vector<float>{1000, 1000, -1000}, three);
  CHECK(three == std::vector<float>{0.5f, 0.5f, 0});
}

TEST_CASE("settings of a loss that make no sense are refused") {
  checkError(ErrorCode::BadDataset, "give one a class", [] { Loss(3, {{1, 2}, 0}); });
  checkError(ErrorCode::BadDataset, "numbers from 0 on", [] { Loss(1, {{1, -2}, 0}); });
  checkError(ErrorCode::BadDataset, "below 1", [] { Loss(3, {{}, 1}); });
}

}  // namespace
}  // namespace loupe::test
