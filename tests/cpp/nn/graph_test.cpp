#include "nn/graph.h"

#include <doctest/doctest.h>

#include "nn/add.h"
#include "nn/conv2d.h"
#include "nn/dense.h"
#include "nn/elementwise.h"
#include "nn/input_layer.h"
#include "nn/pooling.h"
#include "support/errors.h"

namespace loupe::test {
namespace {

Graph pictureInput(Shape shape = {8, 8, 3}) {
  Graph graph("test");
  graph.add(std::make_unique<InputLayer>("input", shape));
  return graph;
}

std::unique_ptr<Layer> conv(const std::string& name, size_t filters, Window window) {
  Conv2DConfig config;
  config.filters = filters;
  config.window = window;
  return std::make_unique<Conv2D>(name, config);
}

std::unique_ptr<Layer> add(const std::string& name) { return std::make_unique<Add>(name); }
std::unique_ptr<Layer> dense(const std::string& name) {
  return std::make_unique<Dense>(name, DenseConfig{});
}

void checkRefused(std::string_view words, Graph& graph, std::unique_ptr<Layer> layer,
                  const std::vector<std::string>& inputs = {}) {
  checkError(ErrorCode::BadModel, words, [&] { graph.add(std::move(layer), inputs); });
}

}  // namespace

TEST_CASE("shapes follow from layer to layer") {
  Graph graph = pictureInput({7, 9, 3});
  graph.add(conv("conv", 5, {{3, 3}, {2, 2}, Padding::Same}));
  CHECK(graph.output().shape == Shape{4, 5, 5});
  graph.add(std::make_unique<MaxPooling2D>("pool", Window{{2, 2}, {2, 2}, Padding::Valid}));
  CHECK(graph.output().shape == Shape{2, 2, 5});
  graph.add(std::make_unique<Flatten>("flatten"));
  CHECK(graph.output().shape == Shape{20});
  graph.add(dense("dense"));
  CHECK(graph.output().shape == Shape{1});
  CHECK(graph.find("pool") == 2u);
  CHECK_FALSE(graph.find("nothing"));
}

TEST_CASE("a network begins with its input, and has one") {
  Graph empty("test");
  checkRefused("starts with its InputLayer", empty, dense("dense"));
  Graph graph = pictureInput();
  checkRefused("starts with its InputLayer and has no other", graph,
               std::make_unique<InputLayer>("again", Shape{8, 8, 3}));
  Graph nothing("test");
  checkRefused("shape (8, 0, 3) is empty", nothing,
               std::make_unique<InputLayer>("input", Shape{8, 0, 3}));
}

TEST_CASE("layers are connected by name") {
  Graph graph = pictureInput();
  graph.add(conv("a", 3, {{3, 3}, {1, 1}, Padding::Same}), {"input"});
  graph.add(add("sum"), {"input", "a"});
  CHECK(graph.nodes()[2].inputs == std::vector<size_t>{0, 1});
  checkRefused("'missing', which is no layer before it", graph, add("b"), {"a", "missing"});
  checkRefused("has 1 inputs; it takes 2", graph, add("b"), {"a"});
  checkRefused("has 0 inputs; it takes 2", graph, add("b"));
  checkRefused("has a name that an earlier layer has", graph, add("a"), {"a", "a"});
}

TEST_CASE("layers that do not fit their input say what they need") {
  Graph graph = pictureInput();
  graph.add(conv("small", 2, {{3, 3}, {1, 1}, Padding::Valid}));
  checkRefused("must have one shape, but they are (8, 8, 3) and (6, 6, 2)", graph, add("sum"),
               {"input", "small"});
  checkRefused("needs a flat input, but gets (6, 6, 2); put a Flatten", graph, dense("dense"));
  checkRefused("window of 9x9 does not fit in the picture of 6x6", graph,
               conv("large", 2, {{9, 9}, {1, 1}, Padding::Valid}));
  checkRefused("must be at least 1", graph, conv("still", 2, {{3, 3}, {0, 1}, Padding::Valid}));
  checkRefused("at least one filter", graph, conv("none", 0, {{1, 1}, {1, 1}, Padding::Valid}));
  checkRefused("larger than one pixel", graph, std::make_unique<MaxPooling2D>("pool", Window{}));
  checkRefused("rate must be at least 0 and below 1", graph,
               std::make_unique<Dropout>("drop", 1.0f));
  graph.add(std::make_unique<GlobalAveragePooling2D>("mean"));
  checkRefused("needs a picture (height, width, channels), but its input is (2,)", graph,
               std::make_unique<GlobalAveragePooling2D>("again"));
}

TEST_CASE("an int8 network says what it needs") {
  Graph graph("test");
  auto input = std::make_unique<InputLayer>("input", Shape{8, 8, 3});
  input->quantizeOutput({0.1f, 0});
  graph.add(std::move(input));
  checkRefused("needs a quantization for its output", graph, conv("conv", 3, {}));
  checkRefused("works on float32 only", graph,
               std::make_unique<MaxPooling2D>("pool", Window{{2, 2}, {2, 2}, Padding::Valid}));
  auto sigmoid = std::make_unique<Conv2D>("conv", Conv2DConfig{3, {}, Activation::Sigmoid, true});
  sigmoid->quantizeOutput({0.1f, 0});
  checkRefused("must be linear, relu or relu6", graph, std::move(sigmoid));
  graph.add(std::make_unique<ActivationLayer>("softmax", Activation::Softmax));
  checkRefused("one of its inputs is int8 and the other float32", graph, add("sum"),
               {"softmax", "input"});

  Graph real = pictureInput();
  auto quantized = conv("conv", 3, {});
  quantized->quantizeOutput({0.1f, 0});
  checkRefused("it has a quantization, but its input is float32", real, std::move(quantized));
}

TEST_CASE("a network of absurd size is refused before anything is allocated") {
  Graph graph = pictureInput({8192, 8192, 1});
  checkRefused("more than 67108864 values", graph, conv("many", 2, {}));
  checkRefused("windows look at more than 67108864 pixels", graph,
               std::make_unique<MaxPooling2D>("pool", Window{{2, 2}, {1, 1}, Padding::Valid}));
  Graph deep = pictureInput();
  for (size_t i = 1; i < 4096; ++i) deep.add(std::make_unique<Flatten>("f" + std::to_string(i)));
  checkRefused("is one too many; a network has at most 4096", deep, std::make_unique<Flatten>("f"));
}

}  // namespace loupe::test
