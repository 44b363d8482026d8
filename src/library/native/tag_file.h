// The file beside a library with what people said of their photos (tag_text.h): L.sqlite.tags.json.
#pragma once

#include <string>

#include "library/store/database.h"

namespace loupe {

std::string tagFileOf(const std::string& library);

// The old file stays until the new one is whole. Throws Error(Storage).
void writeTagFile(const Database& database);

// Takes it into a library that is new, once. Throws Error(Storage) for a file that is none or cannot be read: it is not
// written over then.
void readTagFile(const Database& database);

}  // namespace loupe
