#include "train/data/preview.h"

#include <cmath>

namespace loupe {

Preview previewAugmentation(const PixelView& photo,
                            const std::optional<AugmentationOptions>& options, uint32_t variant) {
  constexpr uint64_t kSeed = 0;
  constexpr uint8_t kOpaque = 255;
  const auto channels = static_cast<size_t>(photo.channels);
  std::vector<float> pixels(photo.size());
  if (options) {
    Augmenter augmenter(*options);
    augmenter.apply(augmenter.draw(kSeed, variant, /*photo=*/0, photo.height, photo.width), photo,
                    /*scale=*/1, pixels);
  } else {
    scalePixels({photo.pixels, photo.size()}, /*scale=*/1, pixels);
  }
  std::vector<uint8_t> rgba(photo.size() / channels * 4, kOpaque);
  for (size_t i = 0; i < photo.size() / channels; ++i) {
    for (size_t c = 0; c < 3; ++c) {
      const float value = pixels[i * channels + (channels == 1 ? 0 : c)];
      rgba[i * 4 + c] = static_cast<uint8_t>(std::lround(value));
    }
  }
  return {photo.height, photo.width, std::move(rgba)};
}

}  // namespace loupe
