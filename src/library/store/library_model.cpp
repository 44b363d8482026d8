#include "library/store/library_model.h"

#include <string>

#include "library/store/library_error.h"

namespace loupe {
namespace {

// Empty when it is not known.
std::string modelOf(const Database& library) {
  Statement row = library.prepare("SELECT value FROM meta WHERE key = 'model'");
  return row.step() ? row.text(0) : std::string();
}

void setModel(const Database& library, const ContentHash& model) {
  library
      .prepare(
          "INSERT INTO meta VALUES ('model', ?) ON CONFLICT (key) DO UPDATE SET value = "
          "excluded.value")
      .run(toHex(model));
}

bool isEmpty(const Database& library) {
  return library.integer("SELECT EXISTS (SELECT 1 FROM embedding)") == 0;
}

}  // namespace

void requireModel(const Database& library, const ContentHash& model) {
  const std::string known = modelOf(library);
  if (known.empty() || known == toHex(model) || isEmpty(library)) return;
  throw LibraryError(LibraryFailure::OtherModel,
                     library.file() +
                         ": another model looked at the photos of this library; index them 'again' "
                         "with this one, which keeps people's tags");
}

void takeModel(const Database& library, const ContentHash& model) {
  requireModel(library, model);
  if (modelOf(library) != toHex(model)) setModel(library, model);
}

void lookAgain(const Database& library, Embeddings& embeddings, int64_t root,
               const ContentHash& model) {
  Transaction transaction(library);
  const int all = modelOf(library) != toHex(model);
  library.prepare("DELETE FROM embedding WHERE photo IN (SELECT id FROM photo WHERE ? OR root = ?)")
      .run(all, root);
  library.prepare("UPDATE photo SET again = 1 WHERE ? OR root = ?").run(all, root);
  setModel(library, model);
  transaction.commit();
  embeddings.forget();
}

}  // namespace loupe
