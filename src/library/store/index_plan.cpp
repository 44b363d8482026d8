#include "library/store/index_plan.h"

namespace loupe {
namespace {

bool isSame(const PhotoFile& a, const PhotoFile& b) {
  return a.bytes == b.bytes && a.modified == b.modified;
}

// Where a loose file goes whose name another one has: into a folder that no other file gets, and this one always.
std::string separated(const PhotoFile& file) {
  return std::to_string(file.modified) + "-" + std::to_string(file.bytes) + "/" + file.path;
}

}  // namespace

std::optional<int64_t> MissingPhotos::claim(const ContentHash& hash) {
  const std::lock_guard lock(mutex_);
  const auto found = ids_.find(hash);
  if (found == ids_.end()) return std::nullopt;
  const int64_t id = found->second;
  ids_.erase(found);
  return id;
}

std::vector<ContentHash> MissingPhotos::hashes() const {
  std::vector<ContentHash> hashes;
  for (const auto& [hash, id] : ids_) hashes.push_back(hash);
  return hashes;
}

IndexPlan::IndexPlan(const PhotoListing& listing, std::map<std::string, KnownPhoto> known,
                     IndexScope scope) {
  std::map<std::string, const PhotoFile*> listed;
  for (size_t i = 0; i < listing.photos.size(); ++i) {
    PhotoFile file = listing.photos[i];
    const auto isTaken = [&](const std::string& path) {
      const auto other = listed.find(path);
      const auto found = known.find(path);
      return (other != listed.end() && !isSame(*other->second, file)) ||
             (found != known.end() && !isSame(found->second.file, file));
    };
    if (scope == IndexScope::LooseFiles && isTaken(file.path)) file.path = separated(file);
    if (!listed.emplace(file.path, &listing.photos[i]).second) continue;  // listed twice
    const auto found = known.find(file.path);
    if (found == known.end()) {
      jobs.push_back({file, std::nullopt, i});
    } else if (isSame(found->second.file, file) && !found->second.again) {
      ++unchanged;
    } else {
      jobs.push_back({file, found->second, i});
    }
  }
  if (scope != IndexScope::WholeFolder) return;
  for (const auto& [path, photo] : known) {
    if (listed.contains(path) || listing.isUnknown(path)) continue;
    gone.insert(photo.id);
    if (photo.hash && !photo.again) missing.add(*photo.hash, photo.id);
  }
}

}  // namespace loupe
