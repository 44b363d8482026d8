#include "library/store/library_schema.h"

#include <array>

#include "library/store/embedded.h"
#include "library/store/library_error.h"

namespace loupe {
namespace {

constexpr int64_t kApplication = 0x4c6f7570;  // "Loup", as the schema says
// The schema's files in their order.
std::array<std::string_view, 2> migrations() {
  return {embedded::kSchema001, embedded::kSchema002};
}

// A kill loses what was not committed and nothing else, and the file can be copied at any time: that is why there is no
// write-ahead log, which would be a second file. A library may come from anybody: its schema calls no functions that do
// more than compute.
constexpr std::string_view kSettings =
    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; "
    "PRAGMA trusted_schema = OFF;";

void requireOurs(const Database& database) {
  const bool isEmpty = database.integer("SELECT count(*) FROM sqlite_schema") == 0;
  if (isEmpty || database.integer("PRAGMA application_id") == kApplication) return;
  throw LibraryError(LibraryFailure::NoLibrary,
                     database.file() + ": this is a database, but not a photo library");
}

void migrate(const Database& database) {
  const auto known = static_cast<int64_t>(migrations().size());
  const auto version = [&] { return database.integer("PRAGMA user_version"); };
  if (version() > known) {
    throw LibraryError(LibraryFailure::NewerVersion,
                       database.file() + ": a newer Photoloupe made this library (version " +
                           std::to_string(version()) + "; this one knows " + std::to_string(known) +
                           "); update Photoloupe");
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
      throw LibraryError(LibraryFailure::Damaged,
                         database.file() + ": this library is damaged (" + problem.text(0) + ")");
    }
  }
}

}  // namespace

const Vocabulary& builtInVocabulary() {
  static const Vocabulary vocabulary(embedded::kVocabulary);
  return vocabulary;
}

void prepareLibrary(const Database& database) {
  database.run(std::string(kSettings));
  requireOurs(database);
  check(database);
  migrate(database);
}

bool awaitsTags(const Database& database) {
  return database.integer("SELECT count(*) FROM meta WHERE key = 'tag_file'") == 0;
}

}  // namespace loupe
