#include "transfer/shots.h"

#include <cmath>
#include <limits>

namespace loupe {
namespace {

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

bool areOfOneShot(const Examples& examples, size_t a, size_t b) {
  if (examples.labels()[a] != examples.labels()[b]) return false;
  const float squares = examples.product(a, a) * examples.product(b, b);
  return examples.product(a, b) >= kSameShot * std::sqrt(squares);
}

}  // namespace

std::vector<uint32_t> findShots(const Examples& examples, std::span<const size_t> photos) {
  std::vector<uint32_t> shots(photos.size(), kNone);
  uint32_t count = 0;
  for (size_t first = 0; first < photos.size(); ++first) {
    if (shots[first] != kNone) continue;
    shots[first] = count;
    std::vector<size_t> reached{first};
    while (!reached.empty()) {
      const size_t from = reached.back();
      reached.pop_back();
      for (size_t i = first + 1; i < photos.size(); ++i) {
        if (shots[i] != kNone || !areOfOneShot(examples, photos[from], photos[i])) continue;
        shots[i] = count;
        reached.push_back(i);
      }
    }
    ++count;
  }
  return shots;
}

}  // namespace loupe
