// People's own tags in a library, and what they took away of the automatic ones. Every change is in the library when the
// call returns; the caller writes it beside the library too (tag_text.h).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "library/store/database.h"
#include "library/store/embeddings.h"

namespace loupe {

struct TagCount {
  std::string name;
  std::vector<std::string> path;  // leads down to it: animal, dog, Samoyed
  size_t photos = 0;
  bool isOwn = false;     // somebody's own tag; else an automatic one
  bool isTaught = false;  // found by examples
};

// The own ones, then the automatic ones that are sure enough for search; those of most photos first.
std::vector<TagCount> listTags(const Database& library);

// Gives photos a tag of somebody's own. A name that is empty is refused (Error, Storage).
void addTag(const Database& library, Embeddings& embeddings, const std::string& name,
            std::span<const int64_t> photos);

// Takes a tag from photos, somebody's own or an automatic one, and what is below it: who is no dog is no Samoyed. They
// stay without it. Throws Error(Storage) when there is no such tag.
void removeTag(const Database& library, Embeddings& embeddings, const std::string& name,
               std::span<const int64_t> photos);

// Says of photos that a tag is theirs or is not, and finds the others that have it. Returns how many have it now.
// Throws Error(Storage) when the tag is a new one and nothing has it.
size_t teachTag(const Database& library, Embeddings& embeddings, const std::string& name,
                std::span<const int64_t> yes, std::span<const int64_t> no);

// Finds the photos of all taught tags again, when photos have come.
void refreshTaughtTags(const Database& library, Embeddings& embeddings);

}  // namespace loupe
