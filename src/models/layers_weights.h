// What the weights.bin of a TensorFlow.js model holds, by "layer/parameter".
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "models/json.h"
#include "tensor/shape.h"

namespace loupe {

struct LayerWeight {
  Shape shape;  // as Keras has it
  std::vector<float> values;
};

class LayersWeights {
 public:
  // `manifest` is model.json's "weightsManifest", which says what the bytes are. Throws Error: BadModel when the two do
  // not fit together, NotSupported for weights that are not float32.
  LayersWeights(const JsonValue& manifest, std::span<const std::byte> bytes);

  // Throws Error(BadModel) when there is no such weight, or one of another rank.
  const LayerWeight& get(const std::string& name, size_t rank) const;

 private:
  std::span<const std::byte> read(const JsonValue& json, std::span<const std::byte> bytes);

  std::map<std::string, LayerWeight> weights_;
};

}  // namespace loupe
