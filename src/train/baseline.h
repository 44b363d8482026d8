// How far one gets without looking at shapes: a logistic regression on nothing but each photo's mean colour.
// What a network gets beyond that, it has learned from what is in the photos.
#pragma once

#include <cstdint>
#include <span>

#include "train/data/dataset.h"
#include "train/metrics.h"

namespace loupe {

// Fitted on the photos of `training`, measured on those of `validation`; both are of the same classes.
// Softmax regression on the standardised means of the channels, weakly regularised, by gradient descent from
// zero: there is nothing random in it. Bishop, "Pattern Recognition and Machine Learning", 2006, 4.3.4.
Metrics meanColourBaseline(const Dataset& training, std::span<const uint32_t> trainingPhotos,
                           const Dataset& validation, std::span<const uint32_t> validationPhotos);

}  // namespace loupe
