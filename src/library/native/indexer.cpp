#include "library/native/indexer.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <new>
#include <set>
#include <variant>

#include "error.h"
#include "image/decode.h"
#include "library/native/library_file.h"
#include "library/native/photo_groups.h"
#include "library/native/tag_file.h"
#include "library/native/tag_store.h"
#include "library/native/thumbnail.h"
#include "ordered_work.h"

namespace loupe {
namespace {

// A batch is written when it has so many photos, or is so old: what a kill loses.
constexpr size_t kBatchPhotos = 32;
constexpr auto kBatchAge = std::chrono::milliseconds(500);

struct Job {
  PhotoFile file;
  std::optional<KnownPhoto> known;  // of the same path
};

struct Unreadable {
  std::string reason;
  bool isFinal = true;  // until the file changes; else it is tried again next time
};
struct SameContent {
  int64_t id;  // of the photo that has it already, under this path or an earlier one
};
using Result = std::variant<PhotoRecord, SameContent, Unreadable>;
struct Look {
  PhotoFile file;
  Result result;
};

// Photos whose files are gone, by content: each can have moved to one place.
class MissingPhotos {
 public:
  void add(const ContentHash& hash, int64_t id) { ids_.emplace(hash, id); }

  // The photo of that content, to whoever asks first.
  std::optional<int64_t> claim(const ContentHash& hash) {
    const std::lock_guard lock(mutex_);
    const auto found = ids_.find(hash);
    if (found == ids_.end()) return std::nullopt;
    const int64_t id = found->second;
    ids_.erase(found);
    return id;
  }

 private:
  std::mutex mutex_;
  std::map<ContentHash, int64_t> ids_;
};

bool isSame(const PhotoFile& a, const PhotoFile& b) {
  return a.bytes == b.bytes && a.modified == b.modified;
}

// What is to be done, from what the folder holds and what the library knows of it.
struct Plan {
  Plan(const PhotoFolder& folder, std::map<std::string, KnownPhoto> known) {
    for (const PhotoFile& file : folder.photos) {
      const auto found = known.find(file.path);
      if (found == known.end()) {
        jobs.push_back({file, std::nullopt});
        continue;
      }
      if (isSame(found->second.file, file)) {
        ++unchanged;
      } else {
        jobs.push_back({file, found->second});
      }
      known.erase(found);
    }
    for (const auto& [path, photo] : known) {
      if (folder.isBelowUnreadable(path)) continue;
      gone.insert(photo.id);
      if (photo.hash) missing.add(*photo.hash, photo.id);
    }
  }

  std::vector<Job> jobs;
  std::set<int64_t>
      gone;  // photos without files; those that moved are taken out when they are found
  MissingPhotos missing;
  size_t unchanged = 0;
};

// Writes what was looked at, a batch at a time.
class BatchWriter {
 public:
  BatchWriter(const Database& library, int64_t root, Plan& plan, IndexReport& report,
              const IndexEvents& events)
      : library_(library),
        store_(library),
        root_(root),
        plan_(plan),
        report_(report),
        events_(events) {}

  void add(const Job& job, const Look& look) {
    batch_.emplace_back(&job, look);
    if (batch_.size() >= kBatchPhotos || Clock::now() - started_ > kBatchAge) flush();
  }

  void flush() {
    if (!batch_.empty()) {
      Transaction transaction(library_);
      for (const auto& [job, look] : batch_) write(*job, look);
      transaction.commit();
    }
    batch_.clear();
    started_ = Clock::now();
  }

  void removeGone() {
    Transaction transaction(library_);
    for (const int64_t id : plan_.gone) store_.remove(id);
    transaction.commit();
    report_.removed = plan_.gone.size();
  }

 private:
  using Clock = std::chrono::steady_clock;

  void write(const Job& job, const Look& look) {
    if (const auto* record = std::get_if<PhotoRecord>(&look.result)) {
      store_.put(root_, look.file, *record);
      ++(job.known ? report_.changed : report_.added);
    } else if (const auto* same = std::get_if<SameContent>(&look.result)) {
      writeSame(job, look.file, same->id);
    } else {
      const auto& unreadable = std::get<Unreadable>(look.result);
      events_.onSkipped(unreadable.reason);
      if (unreadable.isFinal) store_.putUnreadable(root_, look.file, unreadable.reason);
      ++report_.failed;
    }
  }

  void writeSame(const Job& job, const PhotoFile& file, int64_t id) {
    const bool hasMoved = !job.known || job.known->id != id;
    if (hasMoved && job.known) store_.remove(job.known->id);
    store_.move(id, file);
    plan_.gone.erase(id);
    ++(hasMoved ? report_.moved : report_.unchanged);
  }

  const Database& library_;
  PhotoStore store_;
  int64_t root_;
  Plan& plan_;
  IndexReport& report_;
  const IndexEvents& events_;
  std::vector<std::pair<const Job*, Look>> batch_;
  Clock::time_point started_ = Clock::now();
};

std::optional<std::vector<std::byte>> readBytes(const std::string& path, int64_t size) {
  std::vector<std::byte> bytes(static_cast<size_t>(size));
  std::ifstream file(path, std::ios::binary);
  file.read(reinterpret_cast<char*>(bytes.data()), size);
  return file ? std::optional(std::move(bytes)) : std::nullopt;
}

// One path for a folder, however it is called.
std::string canonicalPath(const std::string& folder) {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::canonical(folder, error);
  if (error) {
    throw Error(ErrorCode::Storage,
                folder + ": this folder cannot be read (" + error.message() + ")");
  }
  return path.string();
}

}  // namespace

struct Indexer::Worker {
  explicit Worker(std::span<const std::byte> model)
      : pool(1), reader(model, pool, builtInVocabulary()) {}

  Look look(const std::string& root, const Job& job, MissingPhotos& missing) {
    const std::string path = root + "/" + job.file.path;
    try {
      constexpr int kTries = 3;  // of a file that changes while it is read
      std::optional<PhotoFile> file = statPhoto(root, job.file.path);
      for (int i = 0; i < kTries && file; ++i) {
        const std::optional<std::vector<std::byte>> bytes = readBytes(path, file->bytes);
        const std::optional<PhotoFile> after = statPhoto(root, job.file.path);
        if (after && isSame(*file, *after)) {
          if (!bytes) return {*file, Unreadable{path + ": cannot be read", false}};
          return {*file, lookAt(*bytes, job, missing)};
        }
        file = after;
      }
      const char* reason = file ? ": changes while it is read" : ": went away before it was read";
      return {job.file, Unreadable{path + reason, false}};
    } catch (const Error& error) {
      const bool isFinal = error.code() != ErrorCode::OutOfMemory;
      return {job.file, Unreadable{path + ": " + error.what(), isFinal}};
    } catch (const std::bad_alloc&) {
      return {job.file, Unreadable{path + ": there is not enough memory for this photo", false}};
    }
  }

  Result lookAt(std::span<const std::byte> bytes, const Job& job, MissingPhotos& missing) {
    const ContentHash hash = hashContent(bytes);
    if (job.known && job.known->hash == hash) return SameContent{job.known->id};
    if (const std::optional<int64_t> id = missing.claim(hash)) return SameContent{*id};
    const Image image = decode(bytes);
    PhotoRecord record = reader.read(bytes, image.view());
    record.thumbnail = makeThumbnail(image.view());
    return record;
  }

  ThreadPool pool;
  PhotoReader reader;
};

Indexer::Indexer(std::span<const std::byte> model, size_t threads) {
  for (size_t i = 0; i < threads; ++i) workers_.push_back(std::make_unique<Worker>(model));
}

Indexer::~Indexer() = default;

IndexReport Indexer::update(const Database& library, const std::string& folder,
                            const IndexEvents& events) {
  const std::string root = canonicalPath(folder);
  const PhotoFolder found = listPhotoFolder(root);
  for (const std::string& path : found.unreadable) {
    events.onSkipped(root + "/" + path + ": this folder cannot be read");
  }
  PhotoStore store(library);
  const int64_t rootId = store.rootId(root);
  Plan plan(found, store.photosBelow(rootId));
  IndexReport report;
  report.unchanged = plan.unchanged;

  BatchWriter writer(library, rootId, plan, report, events);
  bool wasStopped = false;
  workInOrder<Look>(
      plan.jobs.size(), std::min(workers_.size(), plan.jobs.size()),
      [&](size_t worker, size_t job) {
        return workers_[worker]->look(root, plan.jobs[job], plan.missing);
      },
      [&](size_t job, const Look& look) {
        writer.add(plan.jobs[job], look);
        events.onProgress(job + 1, plan.jobs.size());
        wasStopped = events.stop && *events.stop;
        return !wasStopped;
      });
  writer.flush();
  // What is missing may have moved to where nobody has looked yet.
  if (!wasStopped && !plan.gone.empty()) writer.removeGone();
  if (report.added + report.changed + report.removed > 0) {
    groupBursts(library);
    refreshTaughtTags(library);
    writeTagFile(library);
  }
  return report;
}

}  // namespace loupe
