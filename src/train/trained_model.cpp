#include "train/trained_model.h"

#include "error.h"
#include "models/json_writer.h"
#include "models/model_file.h"
#include "models/preprocessing.h"
#include "train/novelty_layer.h"

namespace loupe {

std::string provenanceOf(const Dataset& dataset, bool startedFromModel) {
  const std::string photos = " on " + std::to_string(dataset.photos().size()) + " photos";
  return startedFromModel ? "trained" + photos + ", starting from another model"
                          : "trained from scratch" + photos;
}

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

ModelDescription readModelDescription(const Safetensors& file) {
  const Architecture architecture = readArchitecture(file);
  const JsonDocument preprocessing(file.metadata("preprocessing"), "preprocessing");
  if (preprocessing.root().has("crop_fraction")) {
    throw Error(ErrorCode::BadModel, "the model '" + architecture.graph.name() +
                                         "' takes photos in another way than training prepares "
                                         "them; start from a model that was "
                                         "trained here");
  }
  return {withoutNoveltyLayer(file), readClassNames(file),
          photoFormatOf(preprocessing.root(), architecture.graph.input().shape),
          file.hasMetadata("provenance") ? file.metadata("provenance") : "",
          file.hasMetadata("novelty")};
}

void requireStart(const ModelDescription& model, const std::vector<std::string>& classNames) {
  const size_t classes = model.classNames.size();
  if (classes == classNames.size()) return;
  throw Error(ErrorCode::BadDataset, "the model to start from tells " + std::to_string(classes) +
                                         " classes apart, but the photos are of " +
                                         std::to_string(classNames.size()) +
                                         "; it takes as many, or a training from scratch");
}

std::vector<std::byte> writeModel(const Trainer& trainer, const ModelDescription& description,
                                  ThreadPool& pool, const PhotoProgress& onPhoto) {
  std::map<std::string, TensorView> views = trainer.frozenWeights();
  const auto weights = trainer.network().save();
  for (const auto& [name, tensor] : weights) {
    views[name] = {tensor.type(), tensor.shape(), tensor.bytes()};
  }
  const std::map<std::string, std::string> metadata = modelMetadata(description);
  std::vector<std::byte> file = writeSafetensors(views, metadata);
  if (!description.tellsNovelty) return file;
  return withNoveltyLayer(file, metadata, trainer.data(), pool, onPhoto);
}

}  // namespace loupe
