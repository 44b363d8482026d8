// A library while it is brought up to date with some photos: the plan, and what comes of it, written in batches. Who looks
// at the photos, the command line's threads or the page's workers, hands in what they saw.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "library/store/index_plan.h"
#include "library/store/photo_store.h"

namespace loupe {

struct IndexReport {
  size_t added = 0;
  size_t changed = 0;
  size_t moved = 0;
  size_t removed = 0;
  size_t unchanged = 0;
  size_t failed = 0;  // of those looked at
};

struct UnreadablePhoto {
  std::string reason;
  bool isFinal = true;  // until the file changes; else it is tried again next time
};
struct SameContent {
  int64_t id = 0;  // of the photo that has it already, under this path or an earlier one
};
using PhotoLook = std::variant<PhotoRecord, SameContent, UnreadablePhoto>;

class IndexRun {
 public:
  // `root` is the folder's number. All three outlive it.
  IndexRun(const Database& library, Embeddings& embeddings, int64_t root,
           const PhotoListing& listing, IndexScope scope);

  const std::vector<IndexJob>& jobs() const { return plan_.jobs; }
  // Of photos that may have moved.
  std::vector<ContentHash> missing() const { return plan_.missing.hashes(); }

  // The photo that has this content already, which then need not be looked at; it is the job's from now on. For several
  // threads.
  std::optional<int64_t> claim(size_t job, const ContentHash& hash);

  // What a job came to, and its file as it was when it was read. Written at once with others, each batch whole or not at
  // all: a kill at any moment loses those in flight. A batch that cannot be written is lost too, and looked at again the
  // next time.
  void add(size_t job, const PhotoFile& file, PhotoLook look);
  void flush();

  // When all jobs are done, or none will be any more: what is missing may have moved to where nobody has looked yet.
  // Then burst and taught tags follow.
  IndexReport finish(bool wasStopped);

 private:
  struct Seen {
    size_t job;
    PhotoFile file;
    PhotoLook look;
  };
  using Clock = std::chrono::steady_clock;

  void write(const Seen& seen);
  void writeSame(const Seen& seen, int64_t id);
  void removeGone();

  const Database& library_;
  Embeddings& embeddings_;
  PhotoStore store_;
  int64_t root_;
  IndexPlan plan_;
  IndexReport report_;
  std::vector<Seen> batch_;
  Clock::time_point started_ = Clock::now();
};

}  // namespace loupe
