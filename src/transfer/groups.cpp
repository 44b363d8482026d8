#include "transfer/groups.h"

namespace loupe {
namespace {

constexpr size_t kLeastOfClass = 4;  // photos of a class in a group

}  // namespace

std::vector<std::vector<size_t>> groupPhotos(std::span<const uint32_t> labels, size_t classes) {
  const size_t count = (labels.size() + kGroupPhotos - 1) / kGroupPhotos;
  std::vector<std::vector<size_t>> groups(count);
  std::vector<size_t> photos(classes);
  for (const uint32_t label : labels) ++photos[label];
  std::vector<size_t> dealt(classes);
  for (size_t i = 0; i < labels.size(); ++i) {
    const uint32_t label = labels[i];
    if (photos[label] < kLeastOfClass * count) {
      for (std::vector<size_t>& group : groups) group.push_back(i);
    } else {
      groups[(label + dealt[label]++) % count].push_back(i);
    }
  }
  return groups;
}

}  // namespace loupe
