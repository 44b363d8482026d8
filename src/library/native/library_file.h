// A library's file: made, checked and brought up to date when it is opened.
#pragma once

#include <string>

#include "library/native/database.h"
#include "library/vocabulary.h"

namespace loupe {

// The vocabulary of the pretrained model, which is part of the program.
const Vocabulary& builtInVocabulary();

// Opens a library. Throws Error(Storage): when there is none, when it is another program's database, when a newer
// Photoloupe made it; and DamagedLibrary when its content does not hold together. Thumbnails are not checked: they are
// most of a file and all that is lost with one is a thumbnail.
Database openLibrary(const std::string& file);

// Makes a library where there is none, else opens it. People's tags that were left beside an earlier library
// (tag_file.h) are taken into a new one.
Database openOrCreateLibrary(const std::string& file);

// The name under which a damaged library is kept when a new one takes its place: L.sqlite.damaged.
std::string moveAside(const std::string& file);

}  // namespace loupe
