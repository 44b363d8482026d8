#include "train/trained_model.h"

#include "models/json_writer.h"
#include "models/preprocessing.h"
#include "models/safetensors.h"

namespace loupe {

std::map<std::string, std::string> modelMetadata(const ModelDescription& description) {
  JsonWriter classNames;
  classNames.beginArray();
  for (const std::string& name : description.classNames) classNames.value(name);
  classNames.endArray();
  JsonWriter provenance;
  provenance.beginObject().member("source", description.provenance).endObject();
  return {{"format", "photoloupe"},
          {"version", "1"},
          {"architecture", description.architecture},
          {"class_names", classNames.text()},
          {"preprocessing", preprocessingOf(description.format)},
          {"provenance", provenance.text()}};
}

std::vector<std::byte> writeModel(const TrainingNetwork& network,
                                  const ModelDescription& description) {
  const auto weights = network.save();
  std::map<std::string, TensorView> views;
  for (const auto& [name, tensor] : weights) {
    views[name] = {tensor.type(), tensor.shape(), tensor.bytes()};
  }
  return writeSafetensors(views, modelMetadata(description));
}

}  // namespace loupe
