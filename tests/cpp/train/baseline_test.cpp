#include "train/baseline.h"

#include <doctest/doctest.h>

#include <array>

#include "support/pictures.h"
#include "train/data/split.h"

namespace loupe::test {
namespace {

constexpr int kSide = 16;

// Noise around a colour for each class.
Dataset colouredDataset(const std::vector<std::array<int, 3>>& colours, int photosPerClass) {
  DatasetOptions options;
  options.format.height = options.format.width = kSide;
  DatasetBuilder builder(options);
  for (size_t k = 0; k < colours.size(); ++k) {
    for (int i = 0; i < photosPerClass; ++i) {
      Picture picture = randomPicture(kSide, kSide, 3,
                                      static_cast<unsigned>(k * 1000) + static_cast<unsigned>(i));
      for (size_t at = 0; at < picture.pixels.size(); ++at) {
        picture.pixels[at] = static_cast<uint8_t>(colours[k][at % 3] + picture.pixels[at] / 4);
      }
      builder.add(std::to_string(i), std::string(1, static_cast<char>('a' + k)), picture.view());
    }
  }
  return builder.build();
}

double accuracyOn(const Dataset& dataset) {
  const Split split = splitPhotos(dataset, 0.3, 1);
  return meanColourBaseline(dataset, split.training, dataset, split.validation).accuracy();
}

TEST_CASE("classes of different colours are told apart by their mean colour") {
  CHECK(accuracyOn(colouredDataset({{100, 0, 0}, {0, 100, 0}, {50, 50, 50}}, 30)) == 1);
}

TEST_CASE("classes of the same colour are not") {
  CHECK(accuracyOn(colouredDataset({{60, 60, 60}, {60, 60, 60}}, 100)) < 0.75);
}

}  // namespace
}  // namespace loupe::test
