// A network that is put together layer by layer from what another program wrote, and becomes a model file of our own.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "kernels/window.h"
#include "models/layers_weights.h"

namespace loupe {

// Throws Error(NotSupported): "this model cannot be imported: <what>".
[[noreturn]] void refuseImport(const std::string& what);

struct Pads {
  size_t top = 0;
  size_t bottom = 0;
  size_t left = 0;
  size_t right = 0;

  friend bool operator==(const Pads&, const Pads&) = default;
};

// The output of a layer at some time: what is fused into the layer later makes it another one.
struct ImportedValue {
  size_t layer = 0;
  size_t fusions = 0;
  Pads padding;  // that is yet to be put around it
};

// As models/architecture.h describes it.
struct ImportedLayer {
  std::string name;
  std::string type;
  std::vector<size_t> inputs;
  std::string members;                // of its JSON, each after a comma
  std::string activation;             // empty where it has none
  bool takesActivation = false;       // as a layer with weights does
  Extent2D size = {0, 0};             // of its output, where that is a picture
  std::optional<LayerWeight> kernel;  // in our own order
  std::vector<float> bias;
  size_t uses = 0;     // by other layers
  size_t fusions = 0;  // of layers after it into it
};

class ImportedNetwork {
 public:
  ImportedNetwork();

  // What the network takes.
  static ImportedValue input() { return {}; }
  bool hasInputShape() const { return !inputShape_.empty(); }
  void setInputShape(const std::vector<size_t>& shape);  // (H, W, C)

  // A new layer that uses `inputs`, valid until the next is added.
  ImportedLayer& add(const std::string& type, const std::string& name,
                     const std::vector<ImportedValue>& inputs);
  ImportedValue newest() const { return {layers_.size() - 1, 0, {}}; }
  Extent2D sizeOf(const ImportedValue& value) const { return layers_[value.layer].size; }

  // Multiplies each channel by its factor and adds its offset, as a part of the layer with weights before.
  ImportedValue scale(const ImportedValue& value, const std::string& name,
                      const std::vector<float>& factors, const std::vector<float>& offsets);

  // As a part of the layer before where that has weights, else as a layer of its own.
  ImportedValue activate(const ImportedValue& value, const std::string& name,
                         const std::string& activation);

  // The whole model file. Photos are prepared as Teachable Machine does.
  std::vector<std::byte> write(const std::string& name, const std::string& classNames) const;

 private:
  ImportedLayer& fusable(const ImportedValue& value, const std::string& into);
  ImportedValue fused(ImportedValue value);
  std::string architecture(const std::string& name) const;
  std::string layerText(const ImportedLayer& layer) const;

  std::vector<size_t> inputShape_;
  std::vector<ImportedLayer> layers_;  // in the order in which they run
};

}  // namespace loupe
