// Every layer's training passes against what Keras answers: tests/fixtures/keras/layers.
#include <doctest/doctest.h>

#include <cstring>

#include "models/architecture.h"
#include "support/fixture.h"
#include "support/tolerance.h"
#include "tensor/aligned_buffer.h"
#include "train/trainable_layers.h"

namespace loupe::test {
namespace {

constexpr float kTolerance = 1e-4f;

Shape withoutBatch(const Shape& shape) { return Shape(shape.extents().subspan(1)); }

class Gradients final : public GradientSink {
 public:
  explicit Gradients(std::vector<std::vector<float>> sizes)
      : values(std::move(sizes)), taken(values) {
    for (auto& counts : taken) std::ranges::fill(counts, 0.0f);
  }

  void take(size_t weight, size_t first, std::span<const float> gradient) override {
    for (size_t i = 0; i < gradient.size(); ++i) {
      values[weight][first + i] = gradient[i];
      taken[weight][first + i] += 1;
    }
  }

  std::vector<std::vector<float>> values;
  std::vector<std::vector<float>> taken;  // how often each value came
};

// A tensor in memory as the engine has it: aligned, and padded with what must not matter.
class Padded {
 public:
  explicit Padded(std::span<const float> values)
      : size_(values.size()), buffer_(size_ * sizeof(float)) {
    std::memcpy(buffer_.data(), values.data(), size_ * sizeof(float));
  }
  float* data() { return reinterpret_cast<float*>(buffer_.data()); }
  std::span<const float> values() { return {data(), size_}; }

 private:
  size_t size_;
  AlignedBuffer buffer_;
};

// A network of an input and the fixture's layer, which takes the input twice where it takes two.
Architecture architectureAround(const Fixture& fixture) {
  std::string shape;
  const Shape input = withoutBatch(fixture.shape("input"));
  for (const size_t extent : input.extents()) {
    shape += (shape.empty() ? "" : ",") + std::to_string(extent);
  }
  std::string layer = fixture.file().metadata("layer");
  if (fixture.has("input2")) layer.insert(1, "\"inputs\":[\"in\",\"in\"],");
  const JsonDocument json("{\"name\":\"fixture\",\"input_shape\":[" + shape +
                              "],\"layers\":[{\"name\":\"in\",\"type\":\"InputLayer\"}," + layer +
                              "]}",
                          "architecture");
  return readArchitecture(json.root());
}

void checkAgainstKeras(const Fixture& fixture, int threads) {
  ThreadPool pool(threads);
  const Architecture architecture = architectureAround(fixture);
  const Layer* layer = architecture.graph.nodes()[1].layer.get();
  std::vector<TensorSpec> specs;
  std::vector<Padded> inputs;
  std::vector<Padded> inputGradients;
  for (const auto* name : {"input", "input2"}) {
    if (!fixture.has(name)) continue;
    specs.push_back({withoutBatch(fixture.shape(name)), DataType::Float32, {}});
    inputs.emplace_back(fixture.values<float>(name));
    inputGradients.emplace_back(std::vector<float>(inputs.back().values().size(), 1e9f));
  }
  std::vector<Padded> weights;
  std::vector<std::vector<float>> sizes;
  for (const ParameterSpec& spec : layer->parameters(specs)) {
    weights.emplace_back(fixture.values<float>(spec.name));
    sizes.emplace_back(weights.back().values().size());
  }
  const TrainablePtr trainable = makeTrainable(*layer, specs, /*forLogits=*/false);
  if (!trainable) {
    CHECK(layer->type() == "Flatten");
    return;
  }

  TrainingStep step;
  step.batch = fixture.shape("input")[0];
  std::vector<const float*> inputPointers;
  for (Padded& input : inputs) inputPointers.push_back(input.data());
  std::vector<const float*> weightPointers;
  for (Padded& weight : weights) weightPointers.push_back(weight.data());
  Padded output(std::vector<float>(fixture.values<float>("output").size(), 1e9f));
  AlignedBuffer workspace(trainable->workspaceBytes(step.batch, threads));
  step.inputs = inputPointers;
  step.weights = weightPointers;
  step.output = output.data();
  step.workspace = workspace.data();
  step.pool = &pool;
  trainable->forward(step);
  CHECK(relativeDifference(output.values(), fixture.values<float>("output")) < kTolerance);

  Padded outputGradient(fixture.values<float>("output_gradient"));
  std::vector<float*> gradientPointers;
  for (Padded& gradient : inputGradients) gradientPointers.push_back(gradient.data());
  Gradients gradients(sizes);
  trainable->backward(step, {outputGradient.data(), gradientPointers, &gradients});
  CHECK(relativeDifference(inputGradients[0].values(), fixture.values<float>("input_gradient")) <
        kTolerance);
  if (fixture.has("input2")) {
    CHECK(relativeDifference(inputGradients[1].values(), fixture.values<float>("input2_gradient")) <
          kTolerance);
  }
  const std::vector<ParameterSpec> parameters = layer->parameters(specs);
  for (size_t i = 0; i < parameters.size(); ++i) {
    CAPTURE(parameters[i].name);
    const std::vector<float> expected = fixture.values<float>(parameters[i].name + "_gradient");
    CHECK(relativeDifference(gradients.values[i], expected) < kTolerance);
    CHECK(std::ranges::all_of(gradients.taken[i], [](float count) { return count == 1; }));
  }

  // A layer next to the input is not asked for its input's gradient; its weights' are the same.
  Padded again(fixture.values<float>("output_gradient"));
  std::ranges::fill(gradientPointers, nullptr);
  Gradients others(sizes);
  trainable->backward(step, {again.data(), gradientPointers, &others});
  for (size_t i = 0; i < sizes.size(); ++i) {
    CHECK(relativeDifference(others.values[i], gradients.values[i]) < 1e-5f);
  }
}

TEST_CASE("every layer's output and gradients are Keras's, on one thread and on three") {
  const auto files = filesIn(fixtures() / "keras" / "layers", ".safetensors");
  REQUIRE(files.size() > 70);
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    const Fixture fixture(file);
    checkAgainstKeras(fixture, 1);
    checkAgainstKeras(fixture, 3);
  }
}

}  // namespace
}  // namespace loupe::test
