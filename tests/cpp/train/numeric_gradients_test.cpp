// The gradient of the loss by every weight of small networks, against central differences of the same network
// in double precision. Each layer stands between others: what it passes on shows in the weights before it.
#include <doctest/doctest.h>

#include "models/architecture.h"
#include "support/reference_network.h"
#include "support/tolerance.h"
#include "tensor/random.h"
#include "train/loss.h"
#include "train/network.h"

namespace loupe::test {
namespace {

constexpr double kStep = 1e-5;  // of a weight; the differences are exact to about its square
constexpr float kTolerance =
    1e-5f;  // relative to the largest gradient of the tensor; 1.5e-6 was measured
constexpr size_t kBatch = 3;
constexpr uint64_t kSeed = 11;  // of what Dropout drops

using Weights = ReferenceNetwork::Weights;

// A network for pictures of 7 x 6 x 2.
std::string networkOf(const std::string& layers, size_t outputs = 3) {
  return R"({"name":"small","input_shape":[7,6,2],"layers":[{"name":"in","type":"InputLayer"},)" +
         layers + R"(,{"name":"flat","type":"Flatten"},{"name":"out","type":"Dense","units":)" +
         std::to_string(outputs) + R"(,"activation":")" + (outputs == 1 ? "sigmoid" : "softmax") +
         "\"}]}";
}

const std::string kBefore =
    R"({"name":"before","type":"Conv2D","filters":3,"kernel_size":[2,2],"padding":"same"})";

std::string between(const std::string& layer) {
  return networkOf(kBefore + R"(,{"name":"tested",)" + layer + "}");
}

float drawn(uint64_t key, size_t index) { return 2 * uniform(key, index) - 1; }

void makeWeights(TrainingNetwork& network) {
  for (size_t w = 0; w < network.weights().size(); ++w) {
    const std::span<float> values = network.weights()[w].values.values<float>();
    for (size_t i = 0; i < values.size(); ++i) values[i] = drawn(100 + w, i);
  }
}

Weights weightsOf(const TrainingNetwork& network) {
  Weights weights;
  for (const auto& weight : network.weights()) {
    const std::span<const float> values = weight.values.values<float>();
    weights[weight.name] = {values.begin(), values.end()};
  }
  return weights;
}

struct Kept final : WeightGradients {
  explicit Kept(const TrainingNetwork& network) {
    for (const auto& weight : network.weights()) values.emplace_back(weight.values.elementCount());
  }
  void take(size_t weight, size_t first, std::span<const float> gradient) override {
    std::ranges::copy(gradient, values[weight].begin() + static_cast<std::ptrdiff_t>(first));
  }
  std::vector<std::vector<float>> values;
};

// What a Dropout multiplies its input by, seen where that is 1 everywhere: it is second here as in the network that
// is tested, for a layer's place decides what is drawn for it.
std::vector<float> droppedBy(const std::string& dropout, size_t count) {
  const Architecture architecture = readArchitecture(
      R"({"name":"dropout","input_shape":[)" + std::to_string(count) +
      R"(],"layers":[{"name":"in","type":"InputLayer"},{"name":"same","type":"Rescaling","scale":1},)" +
      dropout + "]}");
  ThreadPool pool(1);
  TrainingNetwork network(architecture.graph, kBatch, pool);
  Tensor ones(DataType::Float32, {kBatch, count});
  std::ranges::fill(ones.values<float>(), 1.0f);
  const auto output = network.forward(ones.values<float>(), kBatch, /*training=*/true, kSeed);
  return {output.begin(), output.end()};
}

void check(const std::string& text, const LossConfig& config = {},
           const std::vector<float>& dropped = {}) {
  const Architecture architecture = readArchitecture(text);
  ThreadPool pool(2);
  TrainingNetwork network(architecture.graph, kBatch, pool);
  makeWeights(network);
  const size_t item = architecture.graph.input().shape.elementCount();
  Tensor inputs(DataType::Float32, {kBatch, item});
  for (size_t i = 0; i < kBatch * item; ++i) inputs.values<float>()[i] = 2 * drawn(7, i);
  const Loss loss(network.outputs(), config);
  std::vector<uint32_t> labels;
  for (uint32_t b = 0; b < kBatch; ++b)
    labels.push_back((b + 1) % static_cast<uint32_t>(loss.classes()));
  std::vector<float> gradient(kBatch * network.outputs());
  Kept kept(network);
  const double engine =
      loss.compute(network.forward(inputs.values<float>(), kBatch, true, kSeed), labels, gradient)
          .loss;
  network.backward(gradient, kept);

  const ReferenceNetwork reference(text);
  Weights weights = weightsOf(network);
  const auto lossNow = [&] {
    double sum = 0;
    for (size_t b = 0; b < kBatch; ++b) {
      const auto perItem = dropped.size() / kBatch;
      const std::vector<double> logits =
          reference.logits(inputs.values<float>().subspan(b * item, item), weights,
                           std::span(dropped).subspan(b * perItem, perItem));
      const double weight =
          config.classWeights.empty() ? 1.0 : static_cast<double>(config.classWeights[labels[b]]);
      sum += referenceLoss(logits, labels[b], weight, static_cast<double>(config.labelSmoothing));
    }
    return sum / kBatch;
  };
  CHECK(engine == doctest::Approx(lossNow()).epsilon(1e-5));
  for (size_t w = 0; w < network.weights().size(); ++w) {
    const std::string& name = network.weights()[w].name;
    CAPTURE(name);
    std::vector<float> expected;
    for (double& value : weights[name]) {
      const double before = value;
      value = before + kStep;
      const double above = lossNow();
      value = before - kStep;
      expected.push_back(static_cast<float>((above - lossNow()) / (2 * kStep)));
      value = before;
    }
    CHECK(relativeDifference(kept.values[w], expected) < kTolerance);
  }
}

TEST_CASE("every layer's gradients are those of central differences in double precision") {
  for (
      const char* layer : {
          R"("type":"Conv2D","filters":4,"kernel_size":[3,3])",
          R"("type":"Conv2D","filters":4,"kernel_size":[3,3],"strides":[2,2],"padding":"same","activation":"relu")",
          R"("type":"Conv2D","filters":2,"kernel_size":[2,3],"strides":[1,2],"activation":"relu6","use_bias":false)",
          R"("type":"Conv2D","filters":5,"kernel_size":[1,1],"activation":"sigmoid")",
          R"("type":"DepthwiseConv2D","kernel_size":[3,3],"padding":"same","activation":"relu")",
          R"("type":"DepthwiseConv2D","kernel_size":[3,2],"strides":[2,2])",
          R"("type":"MaxPooling2D")",
          R"("type":"MaxPooling2D","pool_size":[3,3],"strides":[2,2],"padding":"same")",
          R"("type":"AveragePooling2D")",
          R"("type":"AveragePooling2D","pool_size":[3,3],"strides":[2,2],"padding":"same")",
          R"("type":"GlobalAveragePooling2D")",
          R"("type":"GlobalLpPooling2D")",
          R"("type":"Activation","activation":"relu")",
          R"("type":"Activation","activation":"relu6")",
          R"("type":"Activation","activation":"sigmoid")",
          R"("type":"Activation","activation":"softmax")",
          R"("type":"Rescaling","scale":0.5,"offset":-1)",
      }) {
    CAPTURE(layer);
    check(between(layer));
  }
}

TEST_CASE("so are those of dense layers, of what two layers take, and of what was dropped") {
  const std::string flat = R"({"name":"first","type":"Flatten"},)";
  for (const char* activation : {"linear", "relu", "relu6", "sigmoid", "softmax"}) {
    CAPTURE(activation);
    const std::string hidden =
        R"({"name":"hidden","type":"Dense","units":4,"activation":"relu6"},{"name":"tested","type":"Dense","units":5,"activation":")";
    check(networkOf(flat + hidden + activation + "\"}"));
  }
  check(networkOf(kBefore + R"(,{"name":"side","type":"Conv2D","filters":3,"kernel_size":[1,1]},)"
                            R"({"name":"sum","type":"Add","inputs":["before","side"]})"));
  check(networkOf(
      kBefore + R"(,{"name":"side","type":"Conv2D","filters":5,"kernel_size":[1,1]},)"
                R"({"name":"mean","type":"GlobalWeightedPooling2D","inputs":["before","side"]})"));
  const std::string dropout = R"({"name":"tested","type":"Dropout","rate":0.4})";
  const std::string text = networkOf(kBefore + "," + dropout);
  const std::vector<float> dropped = droppedBy(dropout, 7 * 6 * 3);
  CHECK(std::ranges::count(dropped, 0.0f) > 0);
  check(text, {}, dropped);
}

TEST_CASE("so are those of both losses, weighted and smoothed") {
  for (const size_t outputs : {size_t{1}, size_t{2}, size_t{4}}) {
    CAPTURE(outputs);
    const std::string text = networkOf(kBefore, outputs);
    std::vector<float> weights = {0.5f, 2, 1, 3};
    weights.resize(std::max<size_t>(outputs, 2));
    check(text);
    check(text, {weights, 0});
    check(text, {{}, 0.2f});
    check(text, {weights, 0.1f});
  }
}

}  // namespace
}  // namespace loupe::test
