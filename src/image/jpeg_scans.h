#pragma once

#include <cstddef>
#include <span>

namespace loupe {

// How many scans a JPEG has before it ends (ITU-T T.81, annex B): one for each pass over the picture.
size_t countScans(std::span<const std::byte> file);

}  // namespace loupe
