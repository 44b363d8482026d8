// Twenty whole training steps against Keras's: tests/fixtures/keras/steps.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

#include "models/architecture.h"
#include "support/fixture.h"
#include "support/tolerance.h"
#include "train/loss.h"
#include "train/network.h"
#include "train/optimizer.h"

namespace loupe::test {

OptimizerConfig kerasOptimizer(const std::string& text);

namespace {

constexpr uint32_t kSteps = 20;  // that Keras did

// Under a sanitizer a step of the convnet takes seconds, and the second one already reads and writes all that the
// others do.
#ifdef __SANITIZE_ADDRESS__
constexpr uint32_t kConvnetSteps = 2;
#else
constexpr uint32_t kConvnetSteps = kSteps;
#endif

// tests/fixtures/README.md says how weights and batches are made.
uint32_t mix32(uint32_t x) {
  x ^= x >> 16;
  x *= 0x85ebca6b;
  x ^= x >> 13;
  x *= 0xc2b2ae35;
  return x ^ (x >> 16);
}

double u(uint32_t seed, size_t i) {
  return static_cast<double>(mix32(static_cast<uint32_t>(i) * 0x9e3779b9 + seed) >> 8) * 0x1p-24;
}

void makeWeights(TrainingNetwork& network) {
  uint32_t kernel = 0;
  for (auto& weight : network.weights()) {
    const std::span<float> values = weight.values.values<float>();
    std::ranges::fill(values, 0.0f);
    if (weight.spec.fanIn == 0) continue;
    const double limit =
        std::sqrt(6.0 / static_cast<double>(weight.spec.fanIn + weight.spec.fanOut));
    for (size_t i = 0; i < values.size(); ++i) {
      values[i] = static_cast<float>((2 * u(1000 + kernel, i) - 1) * limit);
    }
    ++kernel;
  }
}

void makeBatch(uint32_t step, uint32_t classes, std::span<float> pixels,
               std::vector<uint32_t>& labels) {
  const size_t photo = pixels.size() / labels.size();
  for (size_t b = 0; b < labels.size(); ++b) {
    labels[b] = static_cast<uint32_t>(b) % classes;
    const double floor = static_cast<double>(labels[b]) / classes;
    for (size_t i = b * photo; i < (b + 1) * photo; ++i) {
      pixels[i] = static_cast<float>(floor + (1 - floor) * u(5000 + step, i));
    }
  }
}

// Updates weights while their gradients come in.
class Updates final : public WeightGradients {
 public:
  Updates(TrainingNetwork& network, Optimizer& optimizer)
      : network_(network), optimizer_(optimizer) {}

  void take(size_t weight, size_t first, std::span<const float> gradient) override {
    const std::span<float> values = network_.weights()[weight].values.values<float>();
    optimizer_.update(weight, first, values.subspan(first, gradient.size()), gradient);
  }

 private:
  TrainingNetwork& network_;
  Optimizer& optimizer_;
};

std::vector<size_t> weightSizes(const TrainingNetwork& network) {
  std::vector<size_t> sizes;
  for (const auto& weight : network.weights()) sizes.push_back(weight.values.elementCount());
  return sizes;
}

void checkSteps(const Fixture& fixture, int threads, double lossTolerance, float weightTolerance,
                uint32_t steps = kSteps) {
  const Safetensors& file = fixture.file();
  const JsonDocument json(file.metadata("architecture"), "architecture");
  const Architecture architecture = readArchitecture(json.root());
  const auto batch = static_cast<size_t>(std::stoul(file.metadata("batch_size")));
  const auto classes = static_cast<uint32_t>(std::stoul(file.metadata("classes")));
  ThreadPool pool(threads);
  TrainingNetwork network(architecture.graph, batch, pool);
  makeWeights(network);
  Optimizer optimizer(kerasOptimizer(file.metadata("optimizer")), weightSizes(network));
  Updates updates(network, optimizer);
  const Loss loss(network.outputs());
  std::vector<uint32_t> labels(batch);
  Tensor pixels(DataType::Float32, {batch, architecture.graph.input().shape.elementCount()});
  std::vector<float> gradient(batch * network.outputs());
  const std::vector<float> expected = fixture.values<float>("losses");
  for (uint32_t step = 0; step < steps; ++step) {
    CAPTURE(step);
    makeBatch(step, classes, pixels.values<float>(), labels);
    const double actual =
        loss.compute(network.forward(pixels.values<float>(), batch, true), labels, gradient).loss;
    CHECK(actual == doctest::Approx(expected[step]).epsilon(lossTolerance));
    optimizer.beginStep(optimizer.config().learningRate);
    network.backward(gradient, updates);
  }
  if (steps < kSteps) return;
  for (const auto& weight : network.weights()) {
    CAPTURE(weight.name);
    if (!fixture.has(weight.name)) continue;
    CHECK(relativeDifference(weight.values.values<float>(), fixture.values<float>(weight.name)) <
          weightTolerance);
  }
}

TEST_CASE("twenty steps of small networks, two classes and four, end at Keras's weights") {
  for (const auto& file : filesIn(fixtures() / "keras" / "steps", ".safetensors")) {
    if (file.filename().string().find("small") == std::string::npos) continue;
    CAPTURE(file.filename().string());
    checkSteps(Fixture(file), 1, 1e-4, 1e-3f);
    checkSteps(Fixture(file), 2, 1e-4, 1e-3f);
  }
}

TEST_CASE("the convnet of the exercise has Keras's losses for twenty steps, within 0.1 %") {
  for (const auto* name : {"practicum_rmsprop", "practicum_sgd", "practicum_adam"}) {
    CAPTURE(name);
    checkSteps(Fixture(fixtures() / "keras" / "steps" / (std::string(name) + ".safetensors")), 2,
               1e-3, 1e-3f, kConvnetSteps);
  }
}

}  // namespace
}  // namespace loupe::test
