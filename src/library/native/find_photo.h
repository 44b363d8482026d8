// The photo of a library that a file is.
#pragma once

#include <cstdint>
#include <string>

#include "library/store/database.h"

namespace loupe {

// By its path, or by its content where it lies elsewhere. Throws Error(Storage) when the library has none, or
// when neither is known.
int64_t findPhoto(const Database& library, const std::string& file);

}  // namespace loupe
