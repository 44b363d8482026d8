// What augmentation makes of a photo, to be looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "train/data/augmentation.h"

namespace loupe {

// Pixels for a screen.
struct Preview {
  int height = 0;
  int width = 0;
  std::vector<uint8_t> rgba;
};

// The photo changed at random, in the same way for the same `variant`; as it is
// without options. Throws what Augmenter throws.
Preview previewAugmentation(const PixelView& photo,
                            const std::optional<AugmentationOptions>& options, uint32_t variant);

}  // namespace loupe
