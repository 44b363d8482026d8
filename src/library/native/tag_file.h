// What people said of their photos, beside the library in a file of its own (L.sqlite.tags.json): it is written at every
// change, and a library that is made again takes it in.
//
//   {"version":1,"tags":[{"name":"Shrek the cat","taught":true,"yes":["<hash>", ...],"no":[...]}],
//    "removed":[{"concept":"n02084071","photos":["<hash>", ...]}]}
//
// Photos are named by the hash of their content (content_hash.h).
#pragma once

#include "library/native/database.h"

namespace loupe {

std::string tagFileOf(const std::string& library);

// The old file stays until the new one is whole. Throws Error(Storage).
void writeTagFile(const Database& database);

// Takes it into a library that is new, once. Throws Error(Storage) for a file that is none: it is not written over then.
void readTagFile(const Database& database);

}  // namespace loupe
