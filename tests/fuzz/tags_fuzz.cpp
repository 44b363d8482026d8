// Any text as the file of tags beside a library: what is taken in is written out, and taken in as the same again.
#include <string>

#include "fuzz.h"
#include "library/store/library_schema.h"
#include "library/store/tag_text.h"

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  static const Database library = [] {
    Database database(":memory:", Database::Access::Create);
    prepareLibrary(database);
    return database;
  }();
  const auto take = [](std::string_view text) {
    library.run(
        "DELETE FROM tag; DELETE FROM judgement; DELETE FROM removed_concept; DELETE FROM meta");
    takeTags(library, text, "tags");
    return tagText(library);
  };
  const std::string taken = take(textOf(input));
  if (take(taken) != taken) __builtin_trap();
}
