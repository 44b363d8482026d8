// What makes a database a library: its tables, the concepts that it can tell of, and people's tags of an earlier one.
#pragma once

#include <string>

#include "library/store/database.h"
#include "library/vocabulary.h"

namespace loupe {

// The vocabulary of the pretrained model, which is part of the program.
const Vocabulary& builtInVocabulary();

// Makes a library of an empty database, and brings an earlier version up to date. Throws LibraryError: NoLibrary for
// another program's database, NewerVersion, and Damaged when the content does not hold together. Thumbnails are not
// checked: they are most of a file and all that is lost with one is a thumbnail.
void prepareLibrary(const Database& database);

// Whether people's tags that were left beside an earlier library are still to be taken in, by takeTags (tag_text.h).
bool awaitsTags(const Database& database);

}  // namespace loupe
