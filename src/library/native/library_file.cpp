#include "library/native/library_file.h"

#include <array>
#include <filesystem>
#include <system_error>

#include "library/native/embedded.h"
#include "library/native/tag_file.h"

namespace loupe {
namespace {

constexpr int64_t kApplication = 0x4c6f7570;  // "Loup", as the schema says
// The schema's files in their order.
std::array<std::string_view, 1> migrations() { return {embedded::kSchema001}; }

// A kill loses what was not committed and nothing else, and the file can be copied at any time: that is why there is no
// write-ahead log, which would be a second file.
constexpr std::string_view kSettings =
    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000;";

void requireOurs(const Database& database) {
  const bool isEmpty = database.integer("SELECT count(*) FROM sqlite_schema") == 0;
  if (isEmpty || database.integer("PRAGMA application_id") == kApplication) return;
  throw Error(ErrorCode::Storage,
              database.file() + ": this is a database, but not a photo library");
}

void migrate(const Database& database) {
  const auto known = static_cast<int64_t>(migrations().size());
  const auto version = [&] { return database.integer("PRAGMA user_version"); };
  if (version() > known) {
    throw Error(ErrorCode::Storage, database.file() +
                                        ": a newer Photoloupe made this library (version " +
                                        std::to_string(version()) + "; this one knows " +
                                        std::to_string(known) + "); update Photoloupe");
  }
  if (version() == known) return;
  Transaction transaction(database);
  // Another program may have done it meanwhile.
  for (int64_t next = version(); next < known; ++next) {
    database.run(std::string(migrations()[static_cast<size_t>(next)]));
    database.run("PRAGMA user_version = " + std::to_string(next + 1));
  }
  Statement insert = database.prepare(
      "INSERT INTO concept VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name");
  for (const Concept& known_ : builtInVocabulary().concepts()) insert.run(known_.id, known_.name);
  transaction.commit();
}

void check(const Database& database) {
  Statement tables = database.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'thumbnail'");
  while (tables.step()) {
    Statement problem = database.prepare("PRAGMA quick_check('" + tables.text(0) + "')");
    if (problem.step() && problem.text(0) != "ok") {
      throw DamagedLibrary(database.file() + ": this library is damaged (" + problem.text(0) + ")");
    }
  }
}

Database open(const std::string& file, Database::Access access) {
  Database database(file, access);
  database.run(std::string(kSettings));
  requireOurs(database);
  check(database);
  migrate(database);
  readTagFile(database);
  return database;
}

}  // namespace

const Vocabulary& builtInVocabulary() {
  static const Vocabulary vocabulary(embedded::kVocabulary);
  return vocabulary;
}

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

}  // namespace loupe
