#include "train/novelty_layer.h"

#include <algorithm>
#include <optional>

#include "models/classifier.h"
#include "models/json_writer.h"
#include "models/model_file.h"
#include "transfer/novelty.h"

namespace loupe {
namespace {

constexpr const char* kLayer = "similarity";

// The architecture with the layers that `layerText` makes of each.
template <typename LayerText>
std::string withLayers(const JsonValue& architecture, const LayerText& layerText) {
  std::string layers;
  for (const JsonValue& layer : architecture["layers"].items()) {
    const std::string text = layerText(layer);
    if (!text.empty()) layers += (layers.empty() ? "" : ",") + text;
  }
  return R"({"name":)" + quoteJson(architecture["name"].string()) + R"(,"input_shape":)" +
         architecture["input_shape"].text() + R"(,"embedding":)" +
         quoteJson(architecture["embedding"].string()) + R"(,"layers":[)" + layers + "]}";
}

std::string architectureWithLayer(const Safetensors& file, size_t classes) {
  const JsonDocument document(file.metadata("architecture"), "architecture");
  const std::string embedding = document.root()["embedding"].string();
  return withLayers(document.root(), [&](const JsonValue& layer) {
    if (layer["name"].string() != embedding) return std::string(layer.text());
    return std::string(layer.text()) + R"(,{"name":")" + kLayer +
           R"(","type":"Dense","use_bias":false,"units":)" + std::to_string(classes) + "}";
  });
}

Examples lookAt(const TrainingData& data, Classifier& classifier, const PhotoProgress& onPhoto) {
  const Dataset& dataset = *data.training;
  const PhotoFormat& format = dataset.format();
  std::optional<Examples> examples;
  std::vector<uint8_t> scratch(format.bytes());
  for (const uint32_t photo : data.trainingPhotos) {
    const ImageView pixels{dataset.pixels(photo, scratch).data(), format.width, format.height};
    const std::span<const float> features = classifier.embed(pixels);
    if (!examples) examples.emplace(features.size());
    examples->add(features, dataset.photos()[photo].label);
    if (onPhoto) onPhoto(examples->count(), data.trainingPhotos.size());
  }
  return std::move(*examples);
}

}  // namespace

std::string withoutNoveltyLayer(const Safetensors& file) {
  const std::string& text = file.metadata("architecture");
  if (!file.hasMetadata("novelty")) return text;
  const JsonDocument document(text, "architecture");
  const JsonDocument novelty(file.metadata("novelty"), "novelty");
  const std::string name = novelty.root()["layer"].string();
  return withLayers(document.root(), [&](const JsonValue& layer) {
    return layer["name"].string() == name ? std::string() : std::string(layer.text());
  });
}

std::vector<std::byte> withNoveltyLayer(std::span<const std::byte> model,
                                        std::map<std::string, std::string> metadata,
                                        const TrainingData& data, ThreadPool& pool,
                                        const PhotoProgress& onPhoto) {
  Classifier classifier(model, pool);
  const Examples examples = lookAt(data, classifier, onPhoto);
  const size_t classes = data.training->classNames().size();
  const Novelty novelty = measureNovelty(examples, examples.labels(), classes);

  Tensor prototypes(DataType::Float32, {classes, examples.size()});
  std::ranges::copy(novelty.prototypes, prototypes.values<float>().begin());
  const Safetensors file(model);
  std::map<std::string, TensorView> weights(file.tensors().begin(), file.tensors().end());
  weights[std::string(kLayer) + ".kernel"] = {prototypes.type(), prototypes.shape(),
                                              prototypes.bytes()};
  metadata["architecture"] = architectureWithLayer(file, classes);
  JsonWriter test;
  test.beginObject().member("layer", kLayer).member("threshold", novelty.threshold);
  metadata["novelty"] = test.endObject().text();
  return writeSafetensors(weights, metadata);
}

}  // namespace loupe
