#include "library/native/tag_file.h"

#include <filesystem>
#include <span>
#include <system_error>
#include <vector>

#include "library/native/whole_file.h"
#include "library/store/library_schema.h"
#include "library/store/tag_text.h"

namespace loupe {

std::string tagFileOf(const std::string& library) { return library + ".tags.json"; }

void writeTagFile(const Database& database) {
  const Transaction turn(database);  // one program after the other
  const std::string text = tagText(database) + '\n';
  writeFile(tagFileOf(database.file()), std::as_bytes(std::span(text)));
}

void readTagFile(const Database& database) {
  if (!awaitsTags(database)) return;
  const std::string path = tagFileOf(database.file());
  std::error_code error;
  const bool isThere = std::filesystem::exists(path, error) || error;
  const std::vector<std::byte> text = isThere ? readFile(path) : std::vector<std::byte>();
  takeTags(database, {reinterpret_cast<const char*>(text.data()), text.size()}, path);
}

}  // namespace loupe
