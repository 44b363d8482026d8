// "Unlike anything that I was shown", of a network whose features were trained: transfer/novelty.h has it of features that
// stay as they are. Training changes them, so the photos are looked at once more when it is done.
//
// Of other things (a hundred photos of ImageNet's kinds) 97 % are found unlike five kinds of flowers by a network that was
// fine-tuned on 60 photos of each, and 98 % after augmented training; so are 12 and 10 % of other photos of those flowers.
// The head that it started from says so of 98 and 6 %: training draws the photos that it sees together, so that others
// seem stranger than they are.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "models/safetensors.h"
#include "train/photo_progress.h"
#include "train/trainer.h"

namespace loupe {

// The architecture of a model file, as JSON, without the layer that its "novelty" names, if it has one.
std::string withoutNoveltyLayer(const Safetensors& file);

// The model file with this metadata that training on `data` gave, whose embedding is of unit length, with a layer that
// tells novelty.
std::vector<std::byte> withNoveltyLayer(std::span<const std::byte> model,
                                        std::map<std::string, std::string> metadata,
                                        const TrainingData& data, ThreadPool& pool,
                                        const PhotoProgress& onPhoto = {});

}  // namespace loupe
