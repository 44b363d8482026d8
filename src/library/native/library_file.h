// A library's file: made, checked and brought up to date when it is opened.
#pragma once

#include <string>

#include "library/store/database.h"

namespace loupe {

// Opens a library. Throws Error(Storage) when there is none, and what prepareLibrary throws.
Database openLibrary(const std::string& file);

// Makes a library where there is none, else opens it. People's tags that were left beside an earlier library
// (tag_file.h) are taken into a new one.
Database openOrCreateLibrary(const std::string& file);

// The name under which a damaged library is kept when a new one takes its place: L.sqlite.damaged.
std::string moveAside(const std::string& file);

// Whether the file is a library, or any other SQLite database: told from its content.
bool isLibraryFile(const std::string& file);

}  // namespace loupe
