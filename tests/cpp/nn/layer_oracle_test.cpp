// Every layer against what PyTorch answers: tests/fixtures/layers.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "models/architecture.h"
#include "support/fixture.h"
#include "support/threads.h"

namespace loupe::test {
namespace {

// float32 may differ by the order of its sums.
constexpr float kRelativeTolerance = 1e-4f;

// A fixture calls its layer's weights "kernel", a model "<layer>.kernel".
class FixtureWeights final : public WeightSource {
 public:
  explicit FixtureWeights(const Fixture& fixture) : fixture_(fixture) {}

  const TensorView* find(std::string_view name) const override {
    return fixture_.file().find(name.substr(name.find('.') + 1));
  }

 private:
  const Fixture& fixture_;
};

Shape withoutBatch(const Shape& shape) { return Shape(shape.extents().subspan(1)); }

std::vector<TensorSpec> inputSpecs(const Fixture& fixture) {
  std::vector<TensorSpec> specs;
  for (const auto* name : {"input", "input2"}) {
    if (!fixture.has(name)) continue;
    specs.push_back({withoutBatch(fixture.shape(name)), fixture.file().find(name)->type, {}});
  }
  if (fixture.file().hasMetadata("input_quantization")) {
    const JsonDocument json(fixture.file().metadata("input_quantization"), "input_quantization");
    const std::vector<JsonValue> items = json.root().items();
    for (size_t i = 0; i < specs.size(); ++i) {
      specs[i].quantization = {static_cast<float>(items[i]["scale"].number()),
                               static_cast<int>(items[i]["zero_point"].number())};
    }
  }
  return specs;
}

std::string quote(const Quantization& quantization) {
  return "{\"scale\":" + std::to_string(quantization.scale) +
         ",\"zero_point\":" + std::to_string(quantization.zeroPoint) + "}";
}

// A network of an input and the fixture's layer, which reads the input twice where it takes two.
Architecture architectureAround(const Fixture& fixture, const std::vector<TensorSpec>& inputs) {
  std::string shape;
  for (const size_t extent : inputs[0].shape.extents()) {
    shape += (shape.empty() ? "" : ",") + std::to_string(extent);
  }
  std::string layer = fixture.file().metadata("layer");
  if (inputs.size() == 2) layer.insert(1, "\"inputs\":[\"in\",\"in\"],");
  const bool quantized = inputs[0].type == DataType::Int8;
  const std::string input =
      "{\"name\":\"in\",\"type\":\"InputLayer\"" +
      (quantized ? ",\"quantization\":" + quote(inputs[0].quantization) : "") + "}";
  const JsonDocument json("{\"name\":\"fixture\",\"input_shape\":[" + shape + "],\"layers\":[" +
                              input + "," + layer + "]}",
                          "architecture");
  return readArchitecture(json.root());
}

// What the layer makes of the fixture's inputs.
Tensor run(const Layer& layer, std::span<const TensorSpec> inputs, const Fixture& fixture,
           ThreadPool& pool) {
  const TensorSpec spec = layer.output(inputs);
  const size_t batch = fixture.shape("input")[0];

  std::vector<Tensor> tensors;
  std::vector<const std::byte*> pointers;
  for (const auto* name : {"input", "input2"}) {
    if (!fixture.has(name)) continue;
    const TensorView& view = *fixture.file().find(name);
    tensors.emplace_back(view.type, view.shape);
    std::ranges::copy(view.bytes, tensors.back().bytes().begin());
    pointers.push_back(tensors.back().bytes().data());
  }

  const Parameters parameters(layer.name(), layer.parameters(inputs), FixtureWeights(fixture));
  const OperatorPtr op = layer.makeOperator(inputs, spec, parameters);
  if (!op) return std::move(tensors[0]);
  Tensor output(spec.type, {batch, spec.shape.elementCount()});
  AlignedBuffer workspace(op->reshape(batch, pool));
  op->setup(pointers, output.bytes().data(), workspace.data());
  op->run(pool);
  return output;
}

void checkFloats(std::span<const float> actual, const std::vector<float>& expected) {
  REQUIRE(actual.size() == expected.size());
  // Sums that cancel out are as exact as the numbers that went into them.
  float largest = 0;
  for (const float value : expected) largest = std::max(largest, std::fabs(value));
  for (size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    const float scale = std::max(std::fabs(expected[i]), largest / 100);
    CHECK(std::fabs(actual[i] - expected[i]) <= kRelativeTolerance * scale);
  }
}

// Sums of integers times one float32 factor: exact. Add has a factor for each input, and their rounding
// decides a sum that lies half way between two integers.
int integerTolerance(const Layer& layer) { return layer.type() == "Add" ? 1 : 0; }

void checkIntegers(std::span<const int8_t> actual, const std::vector<int8_t>& expected,
                   int tolerance) {
  REQUIRE(actual.size() == expected.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK(std::abs(actual[i] - expected[i]) <= tolerance);
  }
}

}  // namespace

TEST_CASE("every layer answers as PyTorch does") {
  for (const auto& path : filesIn(fixtures() / "layers", ".safetensors")) {
    CAPTURE(path.stem().string());
    const Fixture fixture(path);
    const std::vector<TensorSpec> inputs = inputSpecs(fixture);
    const Architecture architecture = architectureAround(fixture, inputs);
    const Layer& layer = *architecture.graph.nodes()[1].layer;
    for (const int threads : {1, 2}) {
      CAPTURE(threads);
      const Tensor output = run(layer, inputs, fixture, threadPool(threads));
      if (output.type() == DataType::Int8) {
        checkIntegers(output.values<int8_t>(), fixture.values<int8_t>("output"),
                      integerTolerance(layer));
      } else {
        checkFloats(output.values<float>(), fixture.values<float>("output"));
      }
    }
  }
}

}  // namespace loupe::test
