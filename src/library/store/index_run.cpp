#include "library/store/index_run.h"

#include "library/store/photo_groups.h"
#include "library/store/tag_store.h"

namespace loupe {
namespace {

// A batch is written when it has so many photos, or is so old: what a kill loses.
constexpr size_t kBatchPhotos = 32;
constexpr auto kBatchAge = std::chrono::milliseconds(500);

}  // namespace

IndexRun::IndexRun(const Database& library, Embeddings& embeddings, int64_t root,
                   const PhotoListing& listing, IndexScope scope)
    : library_(library),
      embeddings_(embeddings),
      store_(library, embeddings),
      root_(root),
      plan_(listing, store_.photosBelow(root), scope) {
  report_.unchanged = plan_.unchanged;
}

std::optional<int64_t> IndexRun::claim(size_t job, const ContentHash& hash) {
  const std::optional<KnownPhoto>& known = plan_.jobs.at(job).known;
  if (known && known->hash == hash && !known->again) return known->id;
  return plan_.missing.claim(hash);
}

void IndexRun::add(size_t job, const PhotoFile& file, PhotoLook look) {
  batch_.push_back({job, file, std::move(look)});
  if (batch_.size() >= kBatchPhotos || Clock::now() - started_ > kBatchAge) flush();
}

void IndexRun::flush() {
  const std::vector<Seen> batch = std::exchange(batch_, {});
  started_ = Clock::now();
  if (batch.empty()) return;
  const IndexReport before = report_;
  try {
    Transaction transaction(library_);
    for (const Seen& seen : batch) write(seen);
    transaction.commit();
  } catch (...) {
    report_ = before;
    embeddings_.forget();
    throw;
  }
}

IndexReport IndexRun::finish(bool wasStopped) {
  flush();
  if (!wasStopped && !plan_.gone.empty()) removeGone();
  if (report_.added + report_.changed + report_.removed > 0) {
    groupBursts(library_, embeddings_);
    refreshTaughtTags(library_, embeddings_);
  }
  return report_;
}

void IndexRun::removeGone() {
  Transaction transaction(library_);
  for (const int64_t id : plan_.gone) store_.remove(id);
  transaction.commit();
  report_.removed = plan_.gone.size();
}

void IndexRun::write(const Seen& seen) {
  if (const auto* record = std::get_if<PhotoRecord>(&seen.look)) {
    store_.put(root_, seen.file, *record);
    ++(plan_.jobs[seen.job].known ? report_.changed : report_.added);
  } else if (const auto* same = std::get_if<SameContent>(&seen.look)) {
    writeSame(seen, same->id);
  } else {
    const auto& unreadable = std::get<UnreadablePhoto>(seen.look);
    if (unreadable.isFinal) store_.putUnreadable(root_, seen.file, unreadable.reason);
    ++report_.failed;
  }
}

void IndexRun::writeSame(const Seen& seen, int64_t id) {
  const std::optional<KnownPhoto>& known = plan_.jobs[seen.job].known;
  const bool hasMoved = !known || known->id != id;
  if (!store_.move(id, root_, seen.file)) {  // by another program: the next time it is looked at
    ++report_.failed;
    return;
  }
  plan_.gone.erase(id);
  ++(hasMoved ? report_.moved : report_.unchanged);
}

}  // namespace loupe
