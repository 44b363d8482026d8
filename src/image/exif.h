// Where a photo keeps its EXIF data, and the one fact in it that changes what people see.
#pragma once

#include <cstddef>
#include <span>

#include "image/image.h"

namespace loupe {

// The TIFF structure in which a JPEG (APP1 segment) or PNG (eXIf chunk) keeps its EXIF data; empty when it has none.
std::span<const std::byte> exifData(std::span<const std::byte> file);

// The orientation that a JPEG or PNG states, in either byte order. Normal when
// it states none, or when anything about it is malformed: a photo is still a photo then.
Orientation readOrientation(std::span<const std::byte> file);

}  // namespace loupe
