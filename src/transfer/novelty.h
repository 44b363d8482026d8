// Whether a photo is unlike everything that a head was shown: a softmax is sure of some class whatever it sees.
//
// The score is how much the photo resembles a photo of the class that it resembles most: the cosine of the features
// with the class's mean, over what the mean of so many photos is nearer to any photo than one photo is. Below a
// threshold the photo is none of the classes. The threshold lets 95 of 100 photos of the classes through, as far as
// the training photos tell: each is compared with the mean of its class without it. With few of them it is held
// near what is typical.
//
// Of other things (a hundred photos of ImageNet's kinds) 84 % are found unlike five kinds of flowers from one photo of
// each on, 75 % from 3, 88 % from 5 and 98 % from 60; of cats and dogs 94, 98 (5 each) and 100 % (20 each). Photos of
// the classes themselves are found so in 4 to 8 % of cases (scripts/models/few_shot).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "transfer/examples.h"

namespace loupe {

struct Novelty {
  std::vector<float>
      prototypes;       // [class][feature]: the score is a unit vector's greatest product with one
  float threshold = 0;  // photos below it are unlike
};

// Every class has photos. `labels`: of the examples, below `classes`.
Novelty measureNovelty(const Examples& examples, std::span<const uint32_t> labels, size_t classes);

// The score: about the cosine with a photo of the nearest class, -1 to 1.
float similarity(const Novelty& novelty, std::span<const float> features);

}  // namespace loupe
