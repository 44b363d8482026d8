// Photos in a library's file. Nothing here is written before the caller's Transaction commits.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "library/photo_record.h"
#include "library/store/database.h"
#include "library/store/embeddings.h"

namespace loupe {

struct KnownPhoto {
  int64_t id = 0;
  PhotoFile file;
  std::optional<ContentHash> hash;  // none of a photo that could not be read
  bool again = false;               // it is to be looked at, whether its file has changed or not
};

ContentHash toHash(std::span<const std::byte> blob);

// The photo of a whole path, and one of that content; nothing when there is none.
std::optional<int64_t> photoAt(const Database& library, const std::string& path);
std::optional<int64_t> photoOf(const Database& library, const ContentHash& hash);

// A photo's whole path, in SQL over the tables photo and root. Photos that came without a folder have a root without a
// name.
constexpr std::string_view kWholePath =
    "iif(root.path = '', photo.path, root.path || '/' || photo.path)";

class PhotoStore {
 public:
  // Both outlive it.
  PhotoStore(const Database& database, Embeddings& embeddings);

  // The number of a folder that is indexed; a new one is added.
  int64_t rootId(const std::string& path);
  // By path.
  std::map<std::string, KnownPhoto> photosBelow(int64_t root);

  // Adds a photo or replaces what is known of that path. What people said of its earlier content counts for the new
  // one when it still looks like it: for an edited photo, and not for another one that got its name. Returns its id.
  int64_t put(int64_t root, const PhotoFile& file, const PhotoRecord& record);
  // A file that is no photo, or a damaged one.
  void putUnreadable(int64_t root, const PhotoFile& file, const std::string& reason);
  // The same content under another path, or changed at another time. False when the photo is gone: another program has
  // taken it out.
  bool move(int64_t id, int64_t root, const PhotoFile& file);
  void remove(int64_t id);

 private:
  void putWords(int64_t id, const std::string& path, const std::string& text);
  int64_t wordId(const std::string& word);
  std::optional<int64_t> idOf(int64_t root, const std::string& path);
  bool looksLike(int64_t id, const Embedding& embedding);
  void carryJudgements(int64_t id, const ContentHash& hash);

  const Database& database_;
  Embeddings& embeddings_;
  Statement find_;
  Statement insert_;
  Statement remove_;
  Statement move_;
  Statement embedding_;
  Statement thumbnail_;
  Statement concept_;
  Statement findWord_;
  Statement insertWord_;
  Statement word_;
};

}  // namespace loupe
