#include "models/layers_model.h"

#include <cmath>
#include <map>
#include <string>

#include "error.h"
#include "kernels/window_span.h"
#include "models/imported_network.h"
#include "models/json.h"
#include "models/json_writer.h"
#include "models/layers_weights.h"

namespace loupe {
namespace {

constexpr size_t kMaxDepth = 16;  // of models in models

std::string nameOf(const JsonValue& config) { return config["name"].string(); }

bool isSet(const JsonValue& json, std::string_view key) {
  return json.has(key) && json[key].text() != "null";
}

// The name that a reference to a layer's output, ["conv", 0, 0], begins with.
std::string readReference(const JsonValue& json) {
  const std::vector<JsonValue> items = json.items();
  if (items.empty()) json.fail("names no layer");
  return items[0].string();
}

Extent2D readPair(const JsonValue& json) {
  const std::vector<JsonValue> items = json.items();
  if (items.size() != 2) json.fail("must be [height, width]");
  return {items[0].size(), items[1].size()};
}

// Of a window and its strides.
Extent2D readExtent(const JsonValue& json) {
  constexpr size_t kMax = 4096;  // pixels
  const Extent2D extent = readPair(json);
  if (extent.height == 0 || extent.width == 0) json.fail("must be at least 1");
  if (extent.height > kMax || extent.width > kMax) json.fail("must be at most 4096");
  return extent;
}

Window readWindow(const JsonValue& config, std::string_view size) {
  Window window;
  window.size = readExtent(config[size]);
  window.strides = readExtent(config["strides"]);
  window.padding = config["padding"].string() == "same" ? Padding::Same : Padding::Valid;
  return window;
}

std::string writePair(std::string_view name, Extent2D pair) {
  JsonWriter json;
  json.beginArray().value(pair.height).value(pair.width).endArray();
  return "," + quoteJson(name) + ":" + json.text();
}

Pads readPads(const JsonValue& json) {
  const std::vector<JsonValue> sides = json.items();
  if (sides.size() != 2) json.fail("must be [[top, bottom], [left, right]]");
  const Extent2D rows = readPair(sides[0]);
  const Extent2D columns = readPair(sides[1]);
  return {rows.height, rows.width, columns.height, columns.width};
}

// What "same" padding puts around a picture.
Pads samePads(Extent2D input, const Window& window) {
  const auto pads = [](size_t in, size_t size, size_t stride) {
    const size_t out = windowOutput(in, size, stride, Padding::Same);
    const size_t before = paddingBefore(in, out, size, stride, Padding::Same);
    const size_t covered = (out - 1) * stride + size;
    return std::pair(before, covered > in ? covered - in - before : 0);
  };
  const auto [top, bottom] = pads(input.height, window.size.height, window.strides.height);
  const auto [left, right] = pads(input.width, window.size.width, window.strides.width);
  return {top, bottom, left, right};
}

// [height][width][in][out] as [out][height][width][in].
std::vector<float> outputFirst(const LayerWeight& kernel) {
  const size_t outputs = kernel.shape[kernel.shape.rank() - 1];
  if (kernel.values.empty()) return {};
  const size_t inputs = kernel.values.size() / outputs;
  std::vector<float> moved(kernel.values.size());
  for (size_t i = 0; i < inputs; ++i) {
    for (size_t o = 0; o < outputs; ++o) {
      moved[o * inputs + i] = kernel.values[i * outputs + o];
    }
  }
  return moved;
}

class Importer {
 public:
  explicit Importer(const LayersWeights& weights) : weights_(weights) {}

  // A model in Keras's JSON, {"class_name", "config"}; `input` flows into it. Returns what comes out.
  ImportedValue addModel(const JsonValue& json, ImportedValue input, size_t depth = 0) {
    if (depth > kMaxDepth) refuseImport("it has models in models more than 16 deep");
    const JsonValue config = json["config"];
    return json["class_name"].string() == "Sequential" ? addSequence(config, input, depth)
                                                       : addNetwork(config, input, depth);
  }

  const ImportedNetwork& network() const { return network_; }

 private:
  ImportedValue addSequence(const JsonValue& config, ImportedValue value, size_t depth) {
    // Older writers have the layers alone.
    const JsonValue layers = config.has("layers") ? config["layers"] : config;
    for (const JsonValue& layer : layers.items()) {
      value = addLayerOrModel(layer, {value}, depth);
    }
    return value;
  }

  ImportedValue addNetwork(const JsonValue& config, ImportedValue input, size_t depth) {
    std::map<std::string, ImportedValue> values;
    for (const JsonValue& layer : config["layers"].items()) {
      std::vector<ImportedValue> inputs;
      const std::vector<JsonValue> nodes = layer["inbound_nodes"].items();
      if (nodes.size() > 1) refuseImport("it uses a layer more than once");
      for (const JsonValue& node : nodes) {
        for (const JsonValue& source : node.items()) {
          const auto found = values.find(readReference(source));
          if (found == values.end()) source.fail("names no earlier layer");
          inputs.push_back(found->second);
        }
      }
      if (inputs.empty()) inputs.push_back(input);
      values[layer["name"].string()] = addLayerOrModel(layer, inputs, depth);
    }
    const std::vector<JsonValue> outputs = config["output_layers"].items();
    if (outputs.size() != 1) refuseImport("it has more than one output");
    const auto found = values.find(readReference(outputs[0]));
    if (found == values.end()) outputs[0].fail("names no layer");
    return found->second;
  }

  ImportedValue addLayerOrModel(const JsonValue& json, const std::vector<ImportedValue>& inputs,
                                size_t depth) {
    const std::string type = json["class_name"].string();
    const bool isModel = type == "Sequential" || type == "Model" || type == "Functional";
    if (isModel && inputs.size() != 1) refuseImport("one of its models has several inputs");
    return isModel ? addModel(json, inputs[0], depth + 1) : addLayer(type, json["config"], inputs);
  }

  ImportedValue addLayer(const std::string& type, const JsonValue& config,
                         const std::vector<ImportedValue>& inputs) {
    readInputShape(config);
    if (type == "InputLayer") return inputs[0];
    if (type == "Conv2D") return addConvolution(config, inputs, /*depthwise=*/false);
    if (type == "DepthwiseConv2D") return addConvolution(config, inputs, /*depthwise=*/true);
    if (type == "Dense") return addDense(config, inputs);
    if (type == "BatchNormalization") return foldNormalization(config, inputs[0]);
    if (type == "ZeroPadding2D") return pad(config, inputs[0]);
    if (type == "ReLU") return network_.activate(inputs[0], nameOf(config), reluOf(config));
    if (type == "Activation")
      return network_.activate(inputs[0], nameOf(config), activationOf(config));
    if (type == "MaxPooling2D" || type == "AveragePooling2D")
      return addPooling(type, config, inputs);
    if (type == "Dropout") return inputs[0];
    if (type == "Add" || type == "GlobalAveragePooling2D" || type == "Flatten") {
      ImportedLayer& layer = network_.add(type, nameOf(config), inputs);
      layer.size = network_.sizeOf(inputs[0]);
      return network_.newest();
    }
    refuseImport("it has a layer of the type " + type);
  }

  // The first that says what it takes says it for the whole model.
  void readInputShape(const JsonValue& config) {
    if (network_.hasInputShape() || !config.has("batch_input_shape")) return;
    const std::vector<JsonValue> extents = config["batch_input_shape"].items();
    if (extents.size() != 4) refuseImport("it takes no pictures");
    network_.setInputShape({extents[1].size(), extents[2].size(), extents[3].size()});
  }

  ImportedValue addConvolution(const JsonValue& config, const std::vector<ImportedValue>& inputs,
                               bool depthwise) {
    Window window = readWindow(config, "kernel_size");
    if (config.has("dilation_rate") && readPair(config["dilation_rate"]) != Extent2D{1, 1}) {
      refuseImport("one of its convolutions is dilated");
    }
    const Extent2D input = network_.sizeOf(inputs[0]);
    window.padding = paddingOf(window, inputs[0], input);
    ImportedLayer& layer =
        network_.add(depthwise ? "DepthwiseConv2D" : "Conv2D", nameOf(config), inputs);
    const LayerWeight& kernel =
        weights_.get(layer.name + (depthwise ? "/depthwise_kernel" : "/kernel"), 4);
    const Shape& shape = kernel.shape;
    if (depthwise) {
      if (shape[3] != 1) refuseImport("'" + layer.name + "' makes several channels of each");
      layer.kernel = LayerWeight{{shape[0], shape[1], shape[2]}, kernel.values};
    } else {
      layer.kernel = LayerWeight{{shape[3], shape[0], shape[1], shape[2]}, outputFirst(kernel)};
      layer.members = "," + quoteJson("filters") + ":" + std::to_string(shape[3]);
    }
    layer.members += writePair("kernel_size", window.size) + writePair("strides", window.strides);
    layer.members += window.padding == Padding::Same ? R"(,"padding":"same")" : "";
    layer.size = windowOutput(input, window);
    return finishWeighted(layer, config);
  }

  ImportedValue addDense(const JsonValue& config, const std::vector<ImportedValue>& inputs) {
    ImportedLayer& layer = network_.add("Dense", nameOf(config), inputs);
    const LayerWeight& kernel = weights_.get(layer.name + "/kernel", 2);
    layer.kernel = LayerWeight{{kernel.shape[1], kernel.shape[0]}, outputFirst(kernel)};
    layer.members = "," + quoteJson("units") + ":" + std::to_string(kernel.shape[1]);
    return finishWeighted(layer, config);
  }

  ImportedValue finishWeighted(ImportedLayer& layer, const JsonValue& config) {
    if (!config.has("use_bias") || config["use_bias"].boolean()) {
      layer.bias = weights_.get(layer.name + "/bias", 1).values;
    }
    layer.takesActivation = true;
    layer.activation = activationOf(config);
    return network_.newest();
  }

  // Padding by a layer before has to be what "same" does.
  static Padding paddingOf(const Window& window, const ImportedValue& value, Extent2D input) {
    if (value.padding == Pads{}) return window.padding;
    const bool isPicture = input.height > 0 && input.width > 0;
    if (window.padding == Padding::Same || !isPicture || value.padding != samePads(input, window)) {
      refuseImport("it has a ZeroPadding2D that is not what \"same\" padding does");
    }
    return Padding::Same;
  }

  ImportedValue addPooling(const std::string& type, const JsonValue& config,
                           const std::vector<ImportedValue>& inputs) {
    const Window window = readWindow(config, "pool_size");
    ImportedLayer& layer = network_.add(type, nameOf(config), inputs);
    layer.members = writePair("pool_size", window.size) + writePair("strides", window.strides);
    layer.members += window.padding == Padding::Same ? R"(,"padding":"same")" : "";
    layer.size = windowOutput(network_.sizeOf(inputs[0]), window);
    return network_.newest();
  }

  ImportedValue pad(const JsonValue& config, ImportedValue value) {
    if (value.padding != Pads{}) refuseImport("it has two ZeroPadding2D in a row");
    value.padding = readPads(config["padding"]);
    return value;
  }

  // y = gamma (x - mean) / sqrt(variance + epsilon) + beta: a factor and an offset a channel, which the kernel and the
  // bias take over. https://keras.io/api/layers/normalization_layers/batch_normalization/
  ImportedValue foldNormalization(const JsonValue& config, ImportedValue value) {
    const std::string name = nameOf(config);
    const std::vector<float>& mean = weights_.get(name + "/moving_mean", 1).values;
    const std::vector<float>& variance = weights_.get(name + "/moving_variance", 1).values;
    const std::vector<float> gamma = parameter(config, "scale", "/gamma", 1, mean.size());
    const std::vector<float> beta = parameter(config, "center", "/beta", 0, mean.size());
    if (variance.size() != mean.size() || gamma.size() != mean.size() ||
        beta.size() != mean.size()) {
      throw Error(ErrorCode::BadModel, "the weights of '" + name + "' are of different lengths");
    }
    const double epsilon = config["epsilon"].number();
    std::vector<float> factors;
    std::vector<float> offsets;
    for (size_t c = 0; c < mean.size(); ++c) {
      const double factor = gamma[c] / std::sqrt(variance[c] + epsilon);
      factors.push_back(static_cast<float>(factor));
      offsets.push_back(static_cast<float>(beta[c] - mean[c] * factor));
    }
    return network_.scale(value, name, factors, offsets);
  }

  // `otherwise` for each channel where the layer does without.
  std::vector<float> parameter(const JsonValue& config, const char* flag, const char* weight,
                               float otherwise, size_t channels) const {
    const bool isThere = !config.has(flag) || config[flag].boolean();
    return isThere ? weights_.get(nameOf(config) + weight, 1).values
                   : std::vector<float>(channels, otherwise);
  }

  static std::string activationOf(const JsonValue& config) {
    const std::string name = config["activation"].string();
    for (const char* known : {"linear", "relu", "relu6", "sigmoid", "softmax"}) {
      if (name == known) return name;
    }
    refuseImport("it has the activation " + name);
  }

  static std::string reluOf(const JsonValue& config) {
    for (const char* slope : {"negative_slope", "threshold"}) {
      if (isSet(config, slope) && config[slope].number() != 0) {
        refuseImport("one of its ReLU layers has a " + std::string(slope));
      }
    }
    if (!isSet(config, "max_value")) return "relu";
    if (config["max_value"].number() != 6)
      refuseImport("one of its ReLU layers ends elsewhere than at 6");
    return "relu6";
  }

  const LayersWeights& weights_;
  ImportedNetwork network_;
};

}  // namespace

std::vector<std::byte> importLayersModel(std::string_view modelJson,
                                         std::span<const std::byte> weights,
                                         std::string_view metadataJson) {
  const JsonDocument model(modelJson, "model.json");
  const JsonDocument metadata(metadataJson, "metadata.json");
  const JsonValue whole = model.root()["modelTopology"];
  const JsonValue topology = whole.has("model_config") ? whole["model_config"] : whole;
  const LayersWeights read(model.root()["weightsManifest"], weights);
  Importer importer(read);
  importer.addModel(topology, ImportedNetwork::input());
  const bool isNamed = metadata.root().has("modelName");
  return importer.network().write(isNamed ? metadata.root()["modelName"].string() : "imported",
                                  metadata.root()["labels"].text());
}

}  // namespace loupe
