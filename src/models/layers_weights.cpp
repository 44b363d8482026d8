#include "models/layers_weights.h"

#include <cstring>

#include "error.h"

namespace loupe {
namespace {

// Some writers put the names of the models around it before a layer's.
std::string shortened(const std::string& name) {
  const size_t last = name.rfind('/');
  if (last == std::string::npos || last == 0) return name;
  const size_t before = name.rfind('/', last - 1);
  return before == std::string::npos ? name : name.substr(before + 1);
}

}  // namespace

LayersWeights::LayersWeights(const JsonValue& manifest, std::span<const std::byte> bytes) {
  for (const JsonValue& group : manifest.items()) {
    for (const JsonValue& weight : group["weights"].items()) bytes = read(weight, bytes);
  }
  if (bytes.empty()) return;
  throw Error(ErrorCode::BadModel, "weights.bin has " + std::to_string(bytes.size()) +
                                       " bytes more than model.json says");
}

const LayerWeight& LayersWeights::get(const std::string& name, size_t rank) const {
  const auto found = weights_.find(name);
  if (found == weights_.end()) {
    throw Error(ErrorCode::BadModel, "the model has no weights '" + name + "'");
  }
  if (found->second.shape.rank() != rank) {
    throw Error(ErrorCode::BadModel,
                "the weights '" + name + "' have the shape " + found->second.shape.toString());
  }
  return found->second;
}

// Returns the bytes that follow.
std::span<const std::byte> LayersWeights::read(const JsonValue& json,
                                               std::span<const std::byte> bytes) {
  if (json["dtype"].string() != "float32" || json.has("quantization")) {
    throw Error(ErrorCode::NotSupported, "this model's weights are not float32");
  }
  LayerWeight weight;
  std::vector<size_t> extents;
  for (const JsonValue& extent : json["shape"].items()) extents.push_back(extent.size());
  weight.shape = Shape(extents);
  const size_t count = weight.shape.elementCount();
  if (count > bytes.size() / sizeof(float)) {
    throw Error(ErrorCode::BadModel, "weights.bin ends before all of model.json's weights");
  }
  weight.values.resize(count);
  if (count > 0) std::memcpy(weight.values.data(), bytes.data(), count * sizeof(float));
  weights_[shortened(json["name"].string())] = std::move(weight);
  return bytes.subspan(count * sizeof(float));
}

}  // namespace loupe
