// What people said of their photos, as a text that is kept beside the library: it is written at every change, and a library
// that is made again takes it in.
//
//   {"version":1,"tags":[{"name":"Shrek the cat","taught":true,"yes":["<hash>", ...],"no":[...]}],
//    "removed":[{"concept":"n02084071","photos":["<hash>", ...]}]}
//
// Photos are named by the hash of their content (content_hash.h).
#pragma once

#include <string>
#include <string_view>

#include "library/store/database.h"

namespace loupe {

std::string tagText(const Database& database);

// Takes it into a library that is new, once; empty when there was none. Throws Error(Storage), which begins with `name`,
// for a text that is none.
void takeTags(const Database& database, std::string_view text, const std::string& name);

}  // namespace loupe
