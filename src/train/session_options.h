// What a page asks training for, as JSON in the words of web/src/client/training/types.ts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "models/convnet.h"
#include "train/fine_tuning.h"
#include "train/trainer.h"

namespace loupe {

struct SessionOptions {
  std::optional<std::string> architecture;  // as models/architecture.h reads it; else the convnet
  ConvnetConfig convnet;  // its size, channels and classes are still those of the photos
  PhotoFormat format;     // an architecture brings its own size and colours
  std::optional<std::string> fineTuneFrom;  // of a pretrained network, the first block to train
  std::optional<std::string>
      preprocessing;  // of a model to start from, with its architecture: the whole format
  TrainingOptions training;
  double validationSplit = 0;
  bool balanceClasses = false;
  bool hasValidation = false;        // there are photos of their own to validate on
  size_t pixelBudget = 300'000'000;  // bytes of photos in memory, of either set; more go to a file
  size_t memoryLimit = SIZE_MAX;     // bytes that all of training may take
};

// Throws Error: NotSupported naming the option that makes no sense, BadModel for an architecture that does not,
// BadDataset for photos of a size that cannot be trained on.
SessionOptions readSessionOptions(std::string_view json);

// What a training takes over from the model file that it starts from, as JSON for readSessionOptions: members to put
// in place of others. Throws what readModelDescription throws.
std::string optionsOfModel(std::span<const std::byte> file);

// What fine-tuning with these options takes over from the pretrained model file, in the same way: how photos are
// prepared. Throws what requireFineTuning throws.
std::string optionsOfBase(std::span<const std::byte> file, std::string_view options);

// The network for photos of `classes` classes.
std::string architectureText(const SessionOptions& options, size_t classes);

}  // namespace loupe
