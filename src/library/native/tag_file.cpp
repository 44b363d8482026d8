#include "library/native/tag_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "error.h"
#include "library/store/library_schema.h"
#include "library/store/tag_text.h"

namespace loupe {

std::string tagFileOf(const std::string& library) { return library + ".tags.json"; }

void writeTagFile(const Database& database) {
  const std::string path = tagFileOf(database.file());
  const std::string unfinished = path + ".unfinished";
  std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
  file << tagText(database) << '\n';
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(unfinished, path, error);
  if (!file || error) throw Error(ErrorCode::Storage, path + ": cannot be written");
}

void readTagFile(const Database& database) {
  if (!awaitsTags(database)) return;
  const std::string path = tagFileOf(database.file());
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  takeTags(database, text, path);
}

}  // namespace loupe
