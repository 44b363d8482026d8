// A trained network as a model file: what Classifier reads, and anybody's safetensors reader.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "image/photo_resizer.h"
#include "models/safetensors.h"
#include "train/data/dataset.h"
#include "train/photo_progress.h"
#include "train/trainer.h"

namespace loupe {

struct ModelDescription {
  std::string architecture;  // as models/architecture.h reads it
  std::vector<std::string> classNames;
  PhotoFormat format;         // of the photos that it was trained on
  std::string provenance;     // one sentence: how it came to be
  bool tellsNovelty = false;  // by a layer that it has, or is to have: see novelty_layer.h
};

// Of a network that was trained on these photos, from scratch or from weights that there were.
std::string provenanceOf(const Dataset& dataset, bool startedFromModel);

std::map<std::string, std::string> modelMetadata(const ModelDescription& description);

// Of a file that was made here, a checkpoint too; the architecture is without the layer that tells novelty. Throws
// Error(BadModel) for others: for a model, too, whose photos are prepared in another way than training prepares them.
ModelDescription readModelDescription(const Safetensors& file);

// Throws Error(BadDataset) unless a training on photos of these classes can start from the model's weights: it tells
// as many apart.
void requireStart(const ModelDescription& model, const std::vector<std::string>& classNames);

// The whole file, with the layers that training left as they were. To tell novelty, all training photos are looked at
// once more.
std::vector<std::byte> writeModel(const Trainer& trainer, const ModelDescription& description,
                                  ThreadPool& pool, const PhotoProgress& onPhoto = {});

}  // namespace loupe
