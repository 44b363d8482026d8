// Datasets of a few small photos, made at run time.
#pragma once

#include <string>
#include <vector>

#include "support/pictures.h"
#include "train/data/dataset.h"

namespace loupe::test {

inline DatasetOptions smallOptions(int height = 6, int width = 8) {
  DatasetOptions options;
  options.format.height = height;
  options.format.width = width;
  return options;
}

// `count` photos of noise, "0.png", "1.png", ..., of class "a", "b", "a", "b", ...
inline Dataset smallDataset(int count, const DatasetOptions& options = smallOptions(),
                            std::unique_ptr<PixelStore> store = nullptr) {
  DatasetBuilder builder(options, std::move(store));
  for (int i = 0; i < count; ++i) {
    const Picture picture =
        randomPicture(options.format.width, options.format.height, 3, static_cast<unsigned>(i));
    builder.add(std::to_string(i) + ".png", i % 2 ? "b" : "a", picture.view());
  }
  return builder.build();
}

inline std::vector<uint8_t> pixelsOf(const Dataset& dataset, size_t photo) {
  std::vector<uint8_t> scratch(dataset.format().bytes());
  const auto pixels = dataset.pixels(photo, scratch);
  return {pixels.begin(), pixels.end()};
}

}  // namespace loupe::test
