// The small picture that a library shows of a photo.
#pragma once

#include <cstddef>
#include <vector>

#include "image/image.h"

namespace loupe {

constexpr int kThumbnailSide =
    256;  // pixels of the longer side; smaller photos are not made larger

// Upright, as a JPEG.
std::vector<std::byte> makeThumbnail(const ImageView& photo);

}  // namespace loupe
