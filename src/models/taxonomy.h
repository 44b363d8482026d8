// A model's classes as leaves of WordNet's hierarchy, to say as much of a photo as is sure and no more:
// "Samoyed" when it is, "dog" when only the breed is in doubt, nothing when nothing is.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/json.h"

namespace loupe {

// A concept of the model's hierarchy, such as "dog", and the summed probability of its classes.
struct Tag {
  std::string name;
  std::string wnid;  // WordNet 3.0 id, such as "n02084071"
  float probability = 0;
};

class Taxonomy {
 public:
  Taxonomy() = default;

  // {"threshold": 0.5, "class_wnids": ["n02111889", ...], "concepts": [{"wnid": "n02084071", "name":
  // "dog", "parents": ["n01317541"]}, ...]}: a class is the concept of its wnid, and a concept may have
  // several parents. Throws Error(BadModel) for unknown parents, repeated
  // concepts and another number of classes.
  Taxonomy(const JsonValue& json, size_t classCount);

  // The most specific concepts whose classes' probabilities sum up to the threshold: those that reach it
  // while none of their children does. Most probable first.
  std::vector<Tag> tags(std::span<const float> probabilities) const;

  const std::vector<std::string>& classWnids() const { return classWnids_; }

 private:
  struct Concept {
    std::string name;
    std::string wnid;
    std::vector<size_t> parents;
    std::vector<size_t> classes;  // its own and its descendants', each once
  };

  std::vector<Concept> concepts_;
  std::vector<std::string> classWnids_;
  float threshold_ = 1;
};

}  // namespace loupe
