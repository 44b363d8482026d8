// The one fact of a photo's EXIF data that changes what people see.
#pragma once

#include <cstddef>
#include <span>

#include "image/image.h"

namespace loupe {

// The orientation that a JPEG (APP1 segment) or PNG (eXIf chunk) states, in either byte order. Normal when
// it states none, or when anything about it is malformed: a photo is still a photo then.
Orientation readOrientation(std::span<const std::byte> file);

}  // namespace loupe
