// What is to be done to bring a library up to date with some photos: only what is new or has changed is looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "library/photo_listing.h"
#include "library/store/photo_store.h"

namespace loupe {

enum class IndexScope {
  WholeFolder,  // what is not listed is gone
  SomeFiles,    // of a folder: nothing is said of the others
  LooseFiles,   // that came without a folder: other files of the same name are other photos
};

struct IndexJob {
  PhotoFile file;
  std::optional<KnownPhoto> known;  // of the same path
  size_t listed = 0;                // where it is in the listing
};

// Photos whose files are gone, by content: each can have moved to one place. For several threads.
class MissingPhotos {
 public:
  void add(const ContentHash& hash, int64_t id) { ids_.emplace(hash, id); }

  // The photo of that content, to whoever asks first.
  std::optional<int64_t> claim(const ContentHash& hash);
  std::vector<ContentHash> hashes() const;

 private:
  std::mutex mutex_;
  std::map<ContentHash, int64_t> ids_;
};

struct IndexPlan {
  // From what is there and what the library knows of it, by path.
  IndexPlan(const PhotoListing& listing, std::map<std::string, KnownPhoto> known, IndexScope scope);

  std::vector<IndexJob> jobs;
  std::set<int64_t>
      gone;  // photos without files; those that moved are taken out when they are found
  MissingPhotos missing;
  size_t unchanged = 0;
};

}  // namespace loupe
