#include "models/architecture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "error.h"
#include "nn/add.h"
#include "nn/concatenate.h"
#include "nn/conv2d.h"
#include "nn/dense.h"
#include "nn/elementwise.h"
#include "nn/input_layer.h"
#include "nn/pooling.h"
#include "nn/unit_normalization.h"

namespace loupe {
namespace {

template <typename T, size_t N>
T choice(const JsonValue& json, const std::array<std::pair<std::string_view, T>, N>& choices) {
  const std::string name = json.string();
  std::string known;
  for (const auto& [choice, value] : choices) {
    if (choice == name) return value;
    known += (known.empty() ? "" : ", ") + std::string(choice);
  }
  json.fail("is \"" + name + "\"; it must be one of " + known);
}

Activation readActivation(const JsonValue& layer) {
  static constexpr std::array<std::pair<std::string_view, Activation>, 5> kChoices = {
      {{"linear", Activation::Linear},
       {"relu", Activation::Relu},
       {"relu6", Activation::Relu6},
       {"sigmoid", Activation::Sigmoid},
       {"softmax", Activation::Softmax}}};
  return layer.has("activation") ? choice(layer["activation"], kChoices) : Activation::Linear;
}

Padding readPadding(const JsonValue& layer) {
  static constexpr std::array<std::pair<std::string_view, Padding>, 2> kChoices = {
      {{"valid", Padding::Valid}, {"same", Padding::Same}}};
  return layer.has("padding") ? choice(layer["padding"], kChoices) : Padding::Valid;
}

Extent2D readExtent(const JsonValue& json) {
  constexpr size_t kMax = 4096;  // pixels; beyond any window, and far from overflow
  const std::vector<JsonValue> items = json.items();
  if (items.size() != 2) json.fail("must be [height, width]");
  const Extent2D extent = {items[0].size(), items[1].size()};
  if (extent.height > kMax || extent.width > kMax) json.fail("must be at most 4096");
  return extent;
}

bool readUseBias(const JsonValue& layer) {
  return !layer.has("use_bias") || layer["use_bias"].boolean();
}

Window readConvolutionWindow(const JsonValue& layer) {
  Window window;
  window.size = readExtent(layer["kernel_size"]);
  if (layer.has("strides")) window.strides = readExtent(layer["strides"]);
  window.padding = readPadding(layer);
  return window;
}

// Keras moves a pooling by its own size unless told otherwise.
Window readPoolingWindow(const JsonValue& layer) {
  Window window;
  window.size = layer.has("pool_size") ? readExtent(layer["pool_size"]) : Extent2D{2, 2};
  window.strides = layer.has("strides") ? readExtent(layer["strides"]) : window.size;
  window.padding = readPadding(layer);
  return window;
}

using Maker = std::function<std::unique_ptr<Layer>(std::string name, const JsonValue& layer)>;

template <typename T>
std::unique_ptr<Layer> makePlain(std::string name, const JsonValue&) {
  return std::make_unique<T>(std::move(name));
}

template <typename T>
std::unique_ptr<Layer> makePooling(std::string name, const JsonValue& layer) {
  return std::make_unique<T>(std::move(name), readPoolingWindow(layer));
}

const std::map<std::string, Maker, std::less<>>& makers() {
  static const std::map<std::string, Maker, std::less<>> kMakers = {
      {"Conv2D",
       [](std::string name, const JsonValue& layer) {
         return std::make_unique<Conv2D>(
             std::move(name), Conv2DConfig{layer["filters"].size(), readConvolutionWindow(layer),
                                           readActivation(layer), readUseBias(layer)});
       }},
      {"DepthwiseConv2D",
       [](std::string name, const JsonValue& layer) {
         return std::make_unique<DepthwiseConv2D>(
             std::move(name), DepthwiseConv2DConfig{readConvolutionWindow(layer),
                                                    readActivation(layer), readUseBias(layer)});
       }},
      {"Dense",
       [](std::string name, const JsonValue& layer) {
         return std::make_unique<Dense>(
             std::move(name),
             DenseConfig{layer["units"].size(), readActivation(layer), readUseBias(layer)});
       }},
      {"MaxPooling2D", makePooling<MaxPooling2D>},
      {"AveragePooling2D", makePooling<AveragePooling2D>},
      {"GlobalAveragePooling2D", makePlain<GlobalAveragePooling2D>},
      {"GlobalLpPooling2D", makePlain<GlobalLpPooling2D>},
      {"GlobalWeightedPooling2D", makePlain<GlobalWeightedPooling2D>},
      {"Flatten", makePlain<Flatten>},
      {"Add", makePlain<Add>},
      {"Concatenate", makePlain<Concatenate>},
      {"UnitNormalization", makePlain<UnitNormalization>},
      {"Dropout",
       [](std::string name, const JsonValue& layer) {
         return std::make_unique<Dropout>(std::move(name), layer["rate"].real());
       }},
      {"Activation",
       [](std::string name, const JsonValue& layer) {
         return std::make_unique<ActivationLayer>(std::move(name), readActivation(layer));
       }},
      {"Rescaling",
       [](std::string name, const JsonValue& layer) {
         return std::make_unique<Rescaling>(std::move(name), layer["scale"].real(),
                                            layer.has("offset") ? layer["offset"].real() : 0.0f);
       }},
  };
  return kMakers;
}

Quantization readQuantization(const JsonValue& json) {
  const float scale = json["scale"].real();
  const double zeroPoint = json["zero_point"].number();
  if (!(scale >= std::numeric_limits<float>::min()))
    json["scale"].fail("must be a positive number");
  if (!(zeroPoint >= -128 && zeroPoint <= 127) || zeroPoint != std::floor(zeroPoint)) {
    json["zero_point"].fail("must be a whole number from -128 to 127");
  }
  return {scale, static_cast<int>(zeroPoint)};
}

Shape readInputShape(const JsonValue& json) {
  std::vector<size_t> extents;
  for (const JsonValue& extent : json.items()) extents.push_back(extent.size());
  return Shape(extents);
}

std::unique_ptr<Layer> makeLayer(const JsonValue& json, const JsonValue& architecture) {
  const std::string type = json["type"].string();
  const std::string name = json["name"].string();
  if (type == "InputLayer") {
    return std::make_unique<InputLayer>(name, readInputShape(architecture["input_shape"]));
  }
  const auto maker = makers().find(type);
  if (maker == makers().end()) json["type"].fail("is \"" + type + "\", which is no layer's type");
  return maker->second(name, json);
}

std::vector<std::string> readInputs(const JsonValue& json) {
  std::vector<std::string> inputs;
  if (!json.has("inputs")) return inputs;
  for (const JsonValue& input : json["inputs"].items()) inputs.push_back(input.string());
  return inputs;
}

}  // namespace

Architecture readArchitecture(const JsonValue& json) {
  Architecture architecture{Graph(json["name"].string()), {}};
  for (const JsonValue& layerJson : json["layers"].items()) {
    std::unique_ptr<Layer> layer = makeLayer(layerJson, json);
    if (layerJson.has("quantization")) {
      layer->quantizeOutput(readQuantization(layerJson["quantization"]));
    }
    architecture.graph.add(std::move(layer), readInputs(layerJson));
  }
  if (architecture.graph.nodes().size() < 2) json["layers"].fail("has no layers after the input");
  if (json.has("embedding")) {
    architecture.embedding = json["embedding"].string();
    if (!architecture.graph.find(architecture.embedding)) {
      json["embedding"].fail("names no layer of the network");
    }
  }
  return architecture;
}

Architecture readArchitecture(std::string_view text) {
  const JsonDocument document(text, "architecture");
  return readArchitecture(document.root());
}

}  // namespace loupe
