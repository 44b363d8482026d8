// What of a dataset is trained on, and what is kept to validate on.
#pragma once

#include <cstdint>
#include <vector>

#include "train/data/dataset.h"

namespace loupe {

// Numbers of photos of one dataset.
struct Split {
  std::vector<uint32_t> training;
  std::vector<uint32_t> validation;
};

// As Keras's validation_split: all photos are shuffled by `seed`, and the last `fraction` of them, rounded
// down, is kept for validation. Classes are not balanced. Throws Error(BadDataset) when the fraction is not
// between 0 and 1, or leaves no photo on one side.
Split splitPhotos(const Dataset& dataset, double fraction, uint64_t seed);

// Every photo, in order.
std::vector<uint32_t> allPhotos(const Dataset& dataset);

// Throws Error(BadDataset) unless `validation` has the classes of `training`.
void requireSameClasses(const Dataset& training, const Dataset& validation);

}  // namespace loupe
