// Blocks of the pretrained network, forward and backward, against what Keras answers: tests/fixtures/keras/blocks.
#include <doctest/doctest.h>

#include "models/architecture.h"
#include "support/fixture.h"
#include "support/tolerance.h"
#include "train/network.h"

namespace loupe::test {
namespace {

constexpr float kTolerance = 1e-4f;

struct Kept final : WeightGradients {
  explicit Kept(const TrainingNetwork& network) {
    for (const auto& weight : network.weights()) values.emplace_back(weight.values.elementCount());
  }
  void take(size_t weight, size_t first, std::span<const float> gradient) override {
    std::ranges::copy(gradient, values[weight].begin() + static_cast<std::ptrdiff_t>(first));
  }
  std::vector<std::vector<float>> values;
};

void checkAgainstKeras(const Fixture& fixture, int threads) {
  const Architecture architecture = readArchitecture(fixture.file().metadata("architecture"));
  const size_t batch = fixture.shape("input")[0];
  ThreadPool pool(threads);
  TrainingNetwork network(architecture.graph, batch, pool);
  for (auto& weight : network.weights()) {
    REQUIRE(fixture.shape(weight.name) == weight.shape);
    std::ranges::copy(fixture.values<float>(weight.name), weight.values.values<float>().begin());
  }
  Tensor input(DataType::Float32, fixture.shape("input"));
  std::ranges::copy(fixture.values<float>("input"), input.values<float>().begin());

  const auto output = network.forward(input.values<float>(), batch, /*training=*/true);
  CHECK(relativeDifference(output, fixture.values<float>("output")) < kTolerance);

  Kept gradients(network);
  network.backward(fixture.values<float>("output_gradient"), gradients);
  for (size_t i = 0; i < gradients.values.size(); ++i) {
    const std::string name = network.weights()[i].name;
    CAPTURE(name);
    CHECK(relativeDifference(gradients.values[i], fixture.values<float>(name + "_gradient")) <
          kTolerance);
  }
}

TEST_CASE("inverted residual blocks and the features of transfer learning have Keras's gradients") {
  const auto files = filesIn(fixtures() / "keras" / "blocks", ".safetensors");
  REQUIRE(files.size() == 6);
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    const Fixture fixture(file);
    checkAgainstKeras(fixture, 1);
    checkAgainstKeras(fixture, 3);
  }
}

}  // namespace
}  // namespace loupe::test
