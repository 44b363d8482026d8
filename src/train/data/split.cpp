#include "train/data/split.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "error.h"
#include "train/data/counter_random.h"

namespace loupe {
namespace {

// The classes of `some` that `others` lack: "'bird', 'fish'".
std::string missing(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  std::string names;
  for (const std::string& name : some) {
    if (std::ranges::find(others, name) != others.end()) continue;
    names += (names.empty() ? "'" : ", '") + name + "'";
  }
  return names;
}

}  // namespace

std::vector<uint32_t> allPhotos(const Dataset& dataset) {
  std::vector<uint32_t> photos(dataset.photos().size());
  std::iota(photos.begin(), photos.end(), 0u);
  return photos;
}

Split splitPhotos(const Dataset& dataset, double fraction, uint64_t seed) {
  if (!(fraction > 0 && fraction < 1)) {
    throw Error(ErrorCode::BadDataset, "a validation split of " + std::to_string(fraction) +
                                           " makes no sense; a fraction between 0 and 1 is wanted");
  }
  std::vector<uint32_t> photos = allPhotos(dataset);
  const auto forValidation = static_cast<size_t>(fraction * static_cast<double>(photos.size()));
  if (forValidation == 0 || forValidation == photos.size()) {
    throw Error(ErrorCode::BadDataset, "a validation split of " + std::to_string(fraction) +
                                           " leaves no photo to " +
                                           (forValidation == 0 ? "validate" : "train") + " on of " +
                                           std::to_string(photos.size()) + "; add more photos");
  }
  CounterRandom(seed, CounterRandom::Purpose::Split).shuffle(photos);
  const auto boundary = photos.end() - static_cast<ptrdiff_t>(forValidation);
  return {{photos.begin(), boundary}, {boundary, photos.end()}};
}

void requireSameClasses(const Dataset& training, const Dataset& validation) {
  if (training.classNames() == validation.classNames()) return;
  const std::string lacking = missing(training.classNames(), validation.classNames());
  const std::string unknown = missing(validation.classNames(), training.classNames());
  throw Error(ErrorCode::BadDataset,
              "the validation photos must have the classes of the training photos" +
                  (lacking.empty() ? "" : "; they lack " + lacking) +
                  (unknown.empty() ? "" : "; only they have " + unknown));
}

}  // namespace loupe
