#include "library/native/folder_root.h"

#include <map>

#include "error.h"
#include "library/store/photo_store.h"

namespace loupe {
namespace {

bool isBelow(const std::string& path, const std::string& folder) {
  return path.starts_with(folder + '/');
}

std::map<std::string, int64_t> knownRoots(const Database& library) {
  std::map<std::string, int64_t> roots;
  Statement rows = library.prepare("SELECT path, id FROM root");
  while (rows.step()) roots.emplace(rows.text(0), rows.integer(1));
  return roots;
}

}  // namespace

int64_t rootOf(const Database& library, Embeddings& embeddings, const std::string& folder) {
  Transaction transaction(library);
  PhotoStore store(library, embeddings);
  const std::map<std::string, int64_t> known = knownRoots(library);
  for (const auto& [path, id] : known) {
    if (path.empty() || !isBelow(folder, path)) continue;
    throw Error(ErrorCode::Storage, folder + ": this folder is part of " + path +
                                        ", which the library has; index that");
  }
  const int64_t root = store.rootId(folder);
  for (const auto& [path, id] : known) {
    if (!isBelow(path, folder)) continue;
    for (auto& [name, photo] : store.photosBelow(id)) {
      photo.file.path = path.substr(folder.size() + 1) + '/' + name;
      store.move(photo.id, root, photo.file);
    }
    library.prepare("DELETE FROM root WHERE id = ?").run(id);
  }
  transaction.commit();
  return root;
}

}  // namespace loupe
