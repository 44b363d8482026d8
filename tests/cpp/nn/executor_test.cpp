#include "nn/executor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "models/architecture.h"
#include "models/convnet.h"
#include "support/allocations.h"
#include "support/errors.h"
#include "support/model_file.h"
#include "support/threads.h"

namespace loupe::test {
namespace {

// Random weights for every layer of a graph, the same for the same seed.
class RandomWeights final : public WeightSource {
 public:
  RandomWeights(const Graph& graph, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> value(-0.3f, 0.3f);
    for (const Graph::Node& node : graph.nodes()) {
      for (const ParameterSpec& spec : node.layer->parameters(graph.inputSpecs(node))) {
        const std::string name = node.layer->name() + "." + spec.name;
        Tensor& tensor = tensors_[name] = Tensor(spec.type, spec.shape);
        std::ranges::generate(tensor.values<float>(), [&] { return value(random); });
        views_[name] = {tensor.type(), tensor.shape(), tensor.bytes()};
      }
    }
  }

  const TensorView* find(std::string_view name) const override {
    const auto found = views_.find(name);
    return found == views_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, Tensor> tensors_;
  std::map<std::string, TensorView, std::less<>> views_;
};

Graph smallConvnet() {
  ConvnetConfig config;
  config.height = 30;
  config.width = 26;
  config.filters = {5, 7};
  config.units = 11;
  config.classes = 4;
  return readArchitecture(convnetArchitecture(config)).graph;
}

std::vector<float> randomInput(size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(0, 1);
  std::vector<float> input(count);
  std::ranges::generate(input, [&] { return value(random); });
  return input;
}

std::vector<float> run(Executor& executor, const std::vector<float>& input, size_t node) {
  std::ranges::copy(input, executor.input<float>().begin());
  executor.run();
  const auto output = executor.output<float>(node);
  return {output.begin(), output.end()};
}

}  // namespace

TEST_CASE("any number of threads gives the same answer, every time") {
  const Graph graph = smallConvnet();
  const RandomWeights weights(graph, 50);
  const size_t last = graph.nodes().size() - 1;
  const auto input = randomInput(graph.input().shape.elementCount(), 51);
  Executor single(graph, weights, 1, threadPool(1));
  const auto expected = run(single, input, last);
  for (const int threads : {1, 2, 3}) {
    CAPTURE(threads);
    Executor executor(graph, weights, 1, threadPool(threads));
    for (int round = 0; round < 20; ++round) CHECK(run(executor, input, last) == expected);
  }
}

TEST_CASE("a batch is its items, one after the other") {
  constexpr size_t kBatch = 3;
  const Graph graph = smallConvnet();
  const RandomWeights weights(graph, 52);
  const size_t last = graph.nodes().size() - 1;
  const size_t pixels = graph.input().shape.elementCount();
  const size_t classes = graph.output().shape.elementCount();
  const auto inputs = randomInput(kBatch * pixels, 53);
  Executor batch(graph, weights, kBatch, threadPool(2));
  Executor single(graph, weights, 1, threadPool(1));
  const auto answers = run(batch, inputs, last);
  REQUIRE(answers.size() == kBatch * classes);
  for (size_t i = 0; i < kBatch; ++i) {
    const auto item = inputs.begin() + static_cast<std::ptrdiff_t>(i * pixels);
    const auto answer = run(single, {item, item + static_cast<std::ptrdiff_t>(pixels)}, last);
    for (size_t c = 0; c < classes; ++c) {
      CHECK(answer[c] == doctest::Approx(answers[i * classes + c]).epsilon(1e-5));
    }
  }
}

TEST_CASE("running allocates nothing") {
  const Graph graph = smallConvnet();
  const RandomWeights weights(graph, 54);
  for (const int threads : {1, 2}) {
    Executor executor(graph, weights, 2, threadPool(threads));
    std::ranges::copy(randomInput(executor.input<float>().size(), 55),
                      executor.input<float>().begin());
    executor.run();
    const AllocationCounter counter;
    for (int round = 0; round < 5; ++round) executor.run();
    CHECK(counter.count() == 0);
  }
}

TEST_CASE("kept layers survive the run, and are those of the same network without") {
  const Graph graph = smallConvnet();
  const RandomWeights weights(graph, 56);
  const auto input = randomInput(graph.input().shape.elementCount(), 57);
  const size_t last = graph.nodes().size() - 1;
  std::vector<std::string> all;
  for (const auto& node : graph.nodes()) all.push_back(node.layer->name());
  Executor keepsAll(graph, weights, 1, threadPool(1), all);
  const auto expected = run(keepsAll, input, last);
  for (size_t node = 0; node < graph.nodes().size(); ++node) {
    CAPTURE(all[node]);
    Executor keepsOne(graph, weights, 1, threadPool(1), {{all[node]}});
    CHECK(run(keepsOne, input, last) == expected);
    CHECK(std::ranges::equal(keepsOne.output<float>(node), keepsAll.output<float>(node)));
    CHECK(keepsOne.arenaBytes() <= keepsAll.arenaBytes());
  }
  CHECK(std::ranges::equal(keepsAll.output<float>(0), input));
}

TEST_CASE("an executor says what it cannot do") {
  const Graph graph = smallConvnet();
  const RandomWeights weights(graph, 58);
  Executor executor(graph, weights, 1, threadPool(1));
  checkError(ErrorCode::NotSupported, "layer 'input' answers in float32, not in int8",
             [&] { executor.input<int8_t>(); });
  const std::vector<std::string> kept = {"nothing"};
  checkError(ErrorCode::BadModel, "has no layer 'nothing'",
             [&] { Executor(graph, weights, 1, threadPool(1), kept); });
  checkError(ErrorCode::OutOfMemory, "need more than 2 GB",
             [&] { Executor(graph, weights, 1'000'000, threadPool(1)); });
}

}  // namespace loupe::test
