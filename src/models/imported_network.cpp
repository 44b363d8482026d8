#include "models/imported_network.h"

#include <algorithm>
#include <map>
#include <utility>

#include "error.h"
#include "models/json.h"
#include "models/json_writer.h"
#include "models/safetensors.h"

namespace loupe {
namespace {

constexpr float kNormalizer = 127;  // Teachable Machine's: x = rgb / 127 - 1

TensorView viewOf(const Shape& shape, const std::vector<float>& values) {
  return {DataType::Float32, shape, std::as_bytes(std::span(values))};
}

std::string preprocessing() {
  JsonWriter json;
  json.beginObject().member("crop_fraction", size_t{1}).member("interpolation", "bicubic");
  for (const char* key : {"mean", "std"}) {
    json.key(key).beginArray().value(kNormalizer).value(kNormalizer).value(kNormalizer).endArray();
  }
  return json.endObject().text();
}

}  // namespace

void refuseImport(const std::string& what) {
  throw Error(ErrorCode::NotSupported, "this model cannot be imported: " + what);
}

ImportedNetwork::ImportedNetwork() {
  layers_.emplace_back();
  layers_[0].name = "input";
  layers_[0].type = "InputLayer";
}

void ImportedNetwork::setInputShape(const std::vector<size_t>& shape) {
  inputShape_ = shape;
  layers_[0].size = {shape[0], shape[1]};
}

ImportedLayer& ImportedNetwork::add(const std::string& type, const std::string& name,
                                    const std::vector<ImportedValue>& inputs) {
  ImportedLayer layer;
  layer.name = name;
  layer.type = type;
  for (const ImportedValue& input : inputs) {
    ImportedLayer& source = layers_[input.layer];
    if (source.fusions != input.fusions) {
      refuseImport("it uses '" + source.name + "' before and after what follows it");
    }
    if (input.padding != Pads{} && !type.ends_with("Conv2D")) {
      refuseImport("it has a ZeroPadding2D that no convolution follows");
    }
    ++source.uses;
    layer.inputs.push_back(input.layer);
  }
  layers_.push_back(std::move(layer));
  return layers_.back();
}

ImportedValue ImportedNetwork::scale(const ImportedValue& value, const std::string& name,
                                     const std::vector<float>& factors,
                                     const std::vector<float>& offsets) {
  ImportedLayer& layer = fusable(value, name);
  const size_t channels = factors.size();
  if (layer.bias.empty()) layer.bias.resize(channels);
  std::vector<float>& kernel = layer.kernel->values;
  if (layer.bias.size() != channels || offsets.size() != channels || channels == 0 ||
      kernel.size() % channels != 0) {
    throw Error(ErrorCode::BadModel,
                "the weights of '" + name + "' do not fit '" + layer.name + "'");
  }
  for (size_t c = 0; c < channels; ++c) layer.bias[c] = layer.bias[c] * factors[c] + offsets[c];
  // A depthwise kernel's channels come last, others' filters first.
  const size_t run = layer.type == "DepthwiseConv2D" ? 1 : kernel.size() / channels;
  for (size_t i = 0; i < kernel.size(); ++i) kernel[i] *= factors[i / run % channels];
  return fused(value);
}

ImportedValue ImportedNetwork::activate(const ImportedValue& value, const std::string& name,
                                        const std::string& activation) {
  const ImportedLayer& before = layers_[value.layer];
  if (before.takesActivation && before.activation == "linear" && before.uses == 0) {
    fusable(value, name).activation = activation;
    return fused(value);
  }
  ImportedLayer& layer = add("Activation", name, {value});
  layer.activation = activation;
  layer.size = sizeOf(value);
  return newest();
}

ImportedLayer& ImportedNetwork::fusable(const ImportedValue& value, const std::string& into) {
  ImportedLayer& layer = layers_[value.layer];
  const bool isLinear = layer.takesActivation && layer.activation == "linear";
  if (!isLinear || layer.uses > 0 || layer.fusions != value.fusions || value.padding != Pads{}) {
    refuseImport("'" + into + "' cannot be made a part of '" + layer.name + "' before it");
  }
  return layer;
}

ImportedValue ImportedNetwork::fused(ImportedValue value) {
  value.fusions = ++layers_[value.layer].fusions;
  return value;
}

std::vector<std::byte> ImportedNetwork::write(const std::string& name,
                                              const std::string& classNames) const {
  std::map<std::string, TensorView> tensors;
  for (const ImportedLayer& layer : layers_) {
    if (!layer.kernel) continue;
    tensors[layer.name + ".kernel"] = viewOf(layer.kernel->shape, layer.kernel->values);
    if (!layer.bias.empty())
      tensors[layer.name + ".bias"] = viewOf({layer.bias.size()}, layer.bias);
  }
  return writeSafetensors(tensors,
                          {{"format", "photoloupe"},
                           {"version", "1"},
                           {"architecture", architecture(name)},
                           {"class_names", classNames},
                           {"preprocessing", preprocessing()},
                           {"provenance", R"({"source":"imported from a TensorFlow.js model"})"}});
}

std::string ImportedNetwork::architecture(const std::string& name) const {
  if (inputShape_.empty()) refuseImport("it does not say what shape it takes");
  JsonWriter shape;
  shape.beginArray();
  for (const size_t extent : inputShape_) shape.value(extent);
  shape.endArray();
  std::string text = "{\"name\":" + quoteJson(name) + ",\"input_shape\":" + shape.text();
  const auto pool = std::ranges::find(layers_, "GlobalAveragePooling2D", &ImportedLayer::type);
  if (pool != layers_.end()) text += ",\"embedding\":" + quoteJson(pool->name);
  text += ",\"layers\":[";
  for (const ImportedLayer& layer : layers_) {
    text += (text.back() == '[' ? "" : ",") + layerText(layer);
  }
  return text + "]}";
}

std::string ImportedNetwork::layerText(const ImportedLayer& layer) const {
  std::string text = "{\"name\":" + quoteJson(layer.name) + ",\"type\":" + quoteJson(layer.type);
  if (!layer.inputs.empty()) {
    text += ",\"inputs\":[";
    for (const size_t input : layer.inputs) {
      text += (text.back() == '[' ? "" : ",") + quoteJson(layers_[input].name);
    }
    text += "]";
  }
  if (layer.kernel && layer.bias.empty()) text += ",\"use_bias\":false";
  if (!layer.activation.empty()) text += ",\"activation\":" + quoteJson(layer.activation);
  return text + layer.members + "}";
}

}  // namespace loupe
