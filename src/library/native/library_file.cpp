#include "library/native/library_file.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "error.h"
#include "library/native/tag_file.h"
#include "library/store/library_schema.h"

namespace loupe {
namespace {

Database open(const std::string& file, Database::Access access) {
  Database database(file, access);
  prepareLibrary(database);
  readTagFile(database);
  return database;
}

}  // namespace

Database openLibrary(const std::string& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    throw Error(ErrorCode::Storage,
                file + ": there is no such library; 'photoloupe index PHOTO_DIR --library " + file +
                    "' makes it");
  }
  return open(file, Database::Access::ReadWrite);
}

Database openOrCreateLibrary(const std::string& file) {
  return open(file, Database::Access::Create);
}

std::string moveAside(const std::string& file) {
  const std::string aside = file + ".damaged";
  std::error_code error;
  std::filesystem::rename(file, aside, error);
  if (error)
    throw Error(ErrorCode::Storage, file + ": cannot be moved aside (" + error.message() + ")");
  std::filesystem::remove(file + "-journal", error);
  return aside;
}

bool isLibraryFile(const std::string& file) {
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  std::array<char, kMagic.size()> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  return stream && std::string_view(start.data(), start.size()) == kMagic;
}

}  // namespace loupe
