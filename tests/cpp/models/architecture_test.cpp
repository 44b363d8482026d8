#include "models/architecture.h"

#include <doctest/doctest.h>

#include "support/errors.h"
#include "support/model_file.h"

namespace loupe::test {
namespace {

Architecture read(const std::string& text) {
  const JsonDocument document(text, "architecture");
  return readArchitecture(document.root());
}

// A network of an 8 x 8 picture and one more layer.
std::string with(const std::string& layer) {
  return R"({"name":"n","input_shape":[8,8,3],"layers":[{"name":"input","type":"InputLayer"},)" +
         layer + "]}";
}

Shape outputOf(const std::string& layer) { return read(with(layer)).graph.output().shape; }

void checkRefused(std::string_view words, const std::string& text) {
  checkError(ErrorCode::BadModel, words, [&] { read(text); });
}

}  // namespace

TEST_CASE("every layer is read with Keras's defaults") {
  CHECK(outputOf(R"({"name":"l","type":"Conv2D","filters":5,"kernel_size":[3,3]})") ==
        Shape{6, 6, 5});
  CHECK(outputOf(R"({"name":"l","type":"Conv2D","filters":5,"kernel_size":[3,3],"strides":[2,2],)"
                 R"("padding":"same","activation":"relu","use_bias":false})") == Shape{4, 4, 5});
  CHECK(outputOf(R"({"name":"l","type":"DepthwiseConv2D","kernel_size":[5,3]})") == Shape{4, 6, 3});
  CHECK(outputOf(R"({"name":"l","type":"MaxPooling2D"})") == Shape{4, 4, 3});
  CHECK(outputOf(R"({"name":"l","type":"AveragePooling2D","pool_size":[4,4]})") == Shape{2, 2, 3});
  CHECK(outputOf(R"({"name":"l","type":"MaxPooling2D","pool_size":[3,3],"strides":[1,1]})") ==
        Shape{6, 6, 3});
  CHECK(outputOf(R"({"name":"l","type":"GlobalAveragePooling2D"})") == Shape{3});
  CHECK(outputOf(R"({"name":"l","type":"GlobalLpPooling2D"})") == Shape{3});
  CHECK(outputOf(R"({"name":"l","type":"GlobalWeightedPooling2D","inputs":["input","input"]})") ==
        Shape{3});
  CHECK(outputOf(R"({"name":"l","type":"Flatten"})") == Shape{192});
  CHECK(outputOf(R"({"name":"l","type":"Dropout","rate":0.5})") == Shape{8, 8, 3});
  CHECK(outputOf(R"({"name":"l","type":"Activation","activation":"softmax"})") == Shape{8, 8, 3});
  CHECK(outputOf(R"({"name":"l","type":"Rescaling","scale":0.1})") == Shape{8, 8, 3});
  CHECK(outputOf(R"({"name":"l","type":"Add","inputs":["input","input"]})") == Shape{8, 8, 3});
}

TEST_CASE("a wrong property is named with its place") {
  const auto refused = [](std::string_view words, const std::string& layer) {
    checkRefused(words, with(layer));
  };
  refused("architecture.layers[1].type is \"Conv3D\", which is no layer's type",
          R"({"name":"l","type":"Conv3D"})");
  refused("architecture.layers[1] lacks \"type\"", R"({"name":"l"})");
  refused("architecture.layers[1] lacks \"name\"", R"({"type":"Flatten"})");
  refused("architecture.layers[1] lacks \"filters\"",
          R"({"name":"l","type":"Conv2D","kernel_size":[3,3]})");
  refused("filters must be a number",
          R"({"name":"l","type":"Conv2D","filters":"5","kernel_size":[3,3]})");
  refused("filters must be a whole number",
          R"({"name":"l","type":"Conv2D","filters":-5,"kernel_size":[3,3]})");
  refused("kernel_size must be [height, width]",
          R"({"name":"l","type":"DepthwiseConv2D","kernel_size":[3]})");
  refused("kernel_size must be at most 4096",
          R"({"name":"l","type":"DepthwiseConv2D","kernel_size":[3,5000]})");
  refused("at least 1", R"({"name":"l","type":"DepthwiseConv2D","kernel_size":[0,3]})");
  refused("padding is \"full\"; it must be one of valid, same",
          R"({"name":"l","type":"MaxPooling2D","padding":"full"})");
  refused("activation is \"gelu\"; it must be one of linear, relu, relu6, sigmoid, softmax",
          R"({"name":"l","type":"Activation","activation":"gelu"})");
  refused("use_bias must be true or false",
          R"({"name":"l","type":"Conv2D","filters":1,"kernel_size":[1,1],"use_bias":1})");
  refused("scale is beyond what float32 can hold",
          R"({"name":"l","type":"Rescaling","scale":1e39})");
  refused("architecture.layers[1].inputs must be an array",
          R"({"name":"l","type":"Flatten","inputs":"input"})");
  refused("'nothing', which is no layer before it",
          R"({"name":"l","type":"Flatten","inputs":["nothing"]})");
  refused("more than 67108864 values",
          R"({"name":"l","type":"Conv2D","filters":2000000,"kernel_size":[1,1]})");
}

TEST_CASE("what is not a network is refused") {
  checkRefused("is not valid JSON", "");
  checkRefused("is not valid JSON", "{\"name\":}");
  checkRefused("architecture must be an object", "[]");
  checkRefused("lacks \"layers\"", R"({"name":"n"})");
  checkRefused("layers must be an array", R"({"name":"n","layers":{}})");
  checkRefused("architecture.layers has no layers after the input", R"({"name":"n","layers":[]})");
  checkRefused("lacks \"input_shape\"",
               R"({"name":"n","layers":[{"name":"i","type":"InputLayer"}]})");
  checkRefused("7 dimensions",
               replaced(with(R"({"name":"l","type":"Flatten"})"), "[8,8,3]", "[1,1,1,1,1,1,1]"));
  checkRefused("is empty", replaced(with(R"({"name":"l","type":"Flatten"})"), "[8,8,3]", "[]"));
  checkRefused("more than 67108864 values",
               replaced(with(R"({"name":"l","type":"Flatten"})"), "[8,8,3]", "[10000,10000,3]"));
}

TEST_CASE("the embedding is a layer of the network") {
  const std::string network = with(R"({"name":"l","type":"Flatten"})");
  CHECK(read(network).embedding.empty());
  CHECK(read(replaced(network, "{\"name\":\"n\"", R"({"name":"n","embedding":"l")")).embedding ==
        "l");
  checkRefused("embedding names no layer of the network",
               replaced(network, "{\"name\":\"n\"", R"({"name":"n","embedding":"x")"));
}

TEST_CASE("deeply nested JSON is refused without deep recursion") {
  checkRefused("", std::string(1'000'000, '['));
  checkRefused("must be an object", std::string(100'000, '[') + std::string(100'000, ']'));
}

}  // namespace loupe::test
