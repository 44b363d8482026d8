#include "models/taxonomy.h"

#include <algorithm>
#include <functional>
#include <map>

namespace loupe {

Taxonomy::Taxonomy(const JsonValue& json, size_t classCount)
    : threshold_(json["threshold"].real()) {
  if (!(threshold_ > 0 && threshold_ <= 1)) json["threshold"].fail("must be above 0 and at most 1");
  std::map<std::string, size_t> indices;
  const std::vector<JsonValue> items = json["concepts"].items();
  for (const JsonValue& item : items) {
    const std::string wnid = item["wnid"].string();
    if (!indices.emplace(wnid, indices.size()).second) item.fail("repeats " + wnid);
    concepts_.push_back({item["name"].string(), wnid, {}, {}});
  }
  const auto indexOf = [&](const JsonValue& wnid) {
    const auto found = indices.find(wnid.string());
    if (found == indices.end()) wnid.fail("is no concept of the taxonomy");
    return found->second;
  };
  for (size_t i = 0; i < items.size(); ++i) {
    for (const JsonValue& parent : items[i]["parents"].items()) {
      concepts_[i].parents.push_back(indexOf(parent));
    }
  }

  const std::vector<JsonValue> classes = json["class_wnids"].items();
  if (classes.size() != classCount) {
    json["class_wnids"].fail("has " + std::to_string(classes.size()) + " entries; the model has " +
                             std::to_string(classCount) + " classes");
  }
  for (size_t i = 0; i < classes.size(); ++i) {
    // Upwards from the class, every concept once; a circle ends where it was before.
    std::vector<size_t> upwards = {indexOf(classes[i])};
    classWnids_.push_back(classes[i].string());
    for (size_t at = 0; at < upwards.size(); ++at) {
      concepts_[upwards[at]].classes.push_back(i);
      for (const size_t parent : concepts_[upwards[at]].parents) {
        if (std::ranges::find(upwards, parent) == upwards.end()) upwards.push_back(parent);
      }
    }
  }
}

std::vector<Tag> Taxonomy::tags(std::span<const float> probabilities) const {
  std::vector<float> sums(concepts_.size());
  std::vector<bool> hasSurerChild(concepts_.size());
  for (size_t i = 0; i < concepts_.size(); ++i) {
    for (const size_t index : concepts_[i].classes) sums[i] += probabilities[index];
    if (sums[i] < threshold_) continue;
    for (const size_t parent : concepts_[i].parents) hasSurerChild[parent] = true;
  }
  std::vector<Tag> tags;
  for (size_t i = 0; i < concepts_.size(); ++i) {
    if (sums[i] < threshold_ || hasSurerChild[i]) continue;
    const float probability = std::min(sums[i], 1.0f);
    const auto after =
        std::ranges::upper_bound(tags, probability, std::greater{}, &Tag::probability);
    tags.insert(after, {concepts_[i].name, concepts_[i].wnid, probability});
  }
  return tags;
}

}  // namespace loupe
