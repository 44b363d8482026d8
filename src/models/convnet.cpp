#include "models/convnet.h"

#include "models/json_writer.h"

namespace loupe {
namespace {

std::string numbered(const std::string& name, size_t number) {
  return number == 0 ? name : name + "_" + std::to_string(number);
}

JsonWriter& beginLayer(JsonWriter& json, const std::string& name, const std::string& type) {
  return json.beginObject().member("name", name).member("type", type);
}

void writeDense(JsonWriter& json, const std::string& name, size_t units,
                const std::string& activation) {
  beginLayer(json, name, "Dense")
      .member("units", units)
      .member("activation", activation)
      .endObject();
}

}  // namespace

std::string convnetArchitecture(const ConvnetConfig& config) {
  JsonWriter json;
  json.beginObject().member("name", "convnet").key("input_shape").beginArray();
  json.value(config.height).value(config.width).value(config.channels).endArray();
  json.member("embedding", "dense").key("layers").beginArray();
  beginLayer(json, "input", "InputLayer").endObject();
  for (size_t i = 0; i < config.filters.size(); ++i) {
    beginLayer(json, numbered("conv2d", i), "Conv2D").member("filters", config.filters[i]);
    json.key("kernel_size")
        .beginArray()
        .value(config.kernelSize)
        .value(config.kernelSize)
        .endArray();
    json.member("padding", config.padding == Padding::Same ? "same" : "valid");
    json.member("activation", "relu").endObject();
    beginLayer(json, numbered("max_pooling2d", i), "MaxPooling2D");
    json.key("pool_size").beginArray().value(size_t{2}).value(size_t{2}).endArray().endObject();
  }
  beginLayer(json, "flatten", "Flatten").endObject();
  writeDense(json, "dense", config.units, "relu");
  if (config.dropout > 0) {
    beginLayer(json, "dropout", "Dropout").member("rate", config.dropout).endObject();
  }
  const bool binary = config.classes == 2;
  writeDense(json, "dense_1", binary ? 1 : config.classes, binary ? "sigmoid" : "softmax");
  return json.endArray().endObject().text();
}

}  // namespace loupe
