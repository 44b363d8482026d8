// Takes back what was last done to people's tags: the tables' own triggers write down how, as SQLite's documentation has
// it (https://sqlite.org/undoredo.html). Of the connection; other programs see none of it.
#pragma once

#include "library/store/database.h"

namespace loupe {

// While it lives, what is written to tags can be taken back, and what was written before no longer.
class TagRecording {
 public:
  // `library` outlives it.
  explicit TagRecording(const Database& library);
  ~TagRecording();
  TagRecording(const TagRecording&) = delete;
  TagRecording& operator=(const TagRecording&) = delete;

 private:
  const Database& library_;
};

// Nothing happens when there is nothing to take back. Photos that have gone since stay gone.
void takeBackTags(const Database& library);

}  // namespace loupe
