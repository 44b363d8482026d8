// The number under which a library keeps a folder.
#pragma once

#include <cstdint>
#include <string>

#include "library/store/database.h"
#include "library/store/embeddings.h"

namespace loupe {

// `folder` is a canonical path; a new one is added. What the library has of folders below it becomes part of it, so that
// no photo is there twice. Throws Error(Storage) when it lies below one that the library has.
int64_t rootOf(const Database& library, Embeddings& embeddings, const std::string& folder);

}  // namespace loupe
