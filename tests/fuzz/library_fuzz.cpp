// Any values in the cells of a library, as one that comes from elsewhere may hold: texts and blobs, parted by NULs.
#include <algorithm>
#include <string>
#include <string_view>

#include "fuzz.h"
#include "library/search_plan.h"
#include "library/store/completions.h"
#include "library/store/library_export.h"
#include "library/store/library_schema.h"
#include "library/store/photo_groups.h"
#include "library/store/photo_table.h"
#include "library/store/tag_store.h"

namespace {

using namespace loupe;

const Database& emptyLibrary() {
  static const Database library = [] {
    Database database(":memory:", Database::Access::Create);
    prepareLibrary(database);
    return database;
  }();
  library.run(
      "DELETE FROM photo; DELETE FROM root; DELETE FROM tag; DELETE FROM judgement; DELETE FROM "
      "word");
  return library;
}

std::string_view nextCell(std::string_view& cells) {
  const std::string_view cell = cells.substr(0, cells.find('\0'));
  cells.remove_prefix(std::min(cell.size() + 1, cells.size()));
  return cell;
}

std::span<const std::byte> blob(std::string_view text) { return std::as_bytes(std::span(text)); }

void fill(const Database& library, std::string_view cells) {
  library.prepare("INSERT INTO root VALUES (1, ?)").run(nextCell(cells));
  library.prepare("INSERT INTO tag VALUES (1, ?, 1)").run(nextCell(cells));
  for (int id = 1; id <= 3; ++id) {
    library
        .prepare(
            "INSERT INTO photo (id, root, path, bytes, modified, hash, width, height, taken, "
            "camera, "
            "text, labels, burst) VALUES (?, 1, ?, 1, 1, ?, 0, 0, 1, ?, ?, ?, 1)")
        .run(id, nextCell(cells), blob(nextCell(cells)), nextCell(cells), nextCell(cells),
             nextCell(cells));
    library.prepare("INSERT INTO embedding VALUES (?, 1, ?)").run(id, blob(nextCell(cells)));
    library.prepare("INSERT INTO photo_tag VALUES (1, ?, 500)").run(id);
    library.prepare("INSERT OR IGNORE INTO judgement SELECT hash, 1, 1 FROM photo WHERE id = ?")
        .run(id);
  }
}

// Each by itself: one that cannot do with the cells says so, and the others go on.
template <typename Action>
void attempt(Action action) {
  try {
    action();
  } catch (const Error&) {
  }
}

}  // namespace

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  const Database& library = emptyLibrary();
  fill(library, textOf(input));
  attempt([&] { searchLibrary(library, "", 10, kCutOff); });
  attempt([&] { Completions(library).of("a", 5); });
  attempt([&] { readPhotoTable(library); });
  attempt([&] { readPhotoDetails(library, 1); });
  attempt([&] { exportCsv(library); });
  attempt([&] { exportJson(library); });
  attempt([&] { exportXmp(library); });
  attempt([&] {
    Embeddings embeddings(library);
    groupBursts(library, embeddings);
    refreshTaughtTags(library, embeddings);
  });
}
