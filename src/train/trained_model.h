// A trained network as a model file: what Classifier reads, and anybody's safetensors reader.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "image/photo_resizer.h"
#include "train/network.h"

namespace loupe {

struct ModelDescription {
  std::string architecture;  // as models/architecture.h reads it
  std::vector<std::string> classNames;
  PhotoFormat format;      // of the photos that it was trained on
  std::string provenance;  // one sentence: how it came to be
};

std::map<std::string, std::string> modelMetadata(const ModelDescription& description);

// The whole file.
std::vector<std::byte> writeModel(const TrainingNetwork& network,
                                  const ModelDescription& description);

}  // namespace loupe
