#include "library/native/indexer.h"

#include <fstream>
#include <new>
#include <system_error>
#include <variant>

#include "error.h"
#include "image/decode.h"
#include "library/native/folder_root.h"
#include "library/native/photo_folder.h"
#include "library/native/tag_file.h"
#include "library/store/library_model.h"
#include "library/store/library_schema.h"
#include "library/thumbnail.h"
#include "ordered_work.h"

namespace loupe {
namespace {

struct Look {
  PhotoFile file;
  PhotoLook result;
};

bool isSame(const PhotoFile& a, const PhotoFile& b) {
  return a.bytes == b.bytes && a.modified == b.modified;
}

std::optional<std::vector<std::byte>> readBytes(const std::string& path, int64_t size) {
  std::vector<std::byte> bytes(static_cast<size_t>(size));
  std::ifstream file(path, std::ios::binary);
  file.read(reinterpret_cast<char*>(bytes.data()), size);
  return file ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace

struct Indexer::Worker {
  explicit Worker(std::span<const std::byte> model)
      : pool(1), reader(model, pool, builtInVocabulary()) {}

  Look look(const std::string& root, IndexRun& run, size_t job) {
    const PhotoFile& listed = run.jobs()[job].file;
    const std::string path = root + "/" + listed.path;
    try {
      constexpr int kTries = 3;  // of a file that changes while it is read
      std::error_code error;
      std::optional<PhotoFile> file = statPhoto(root, listed.path, error);
      for (int i = 0; i < kTries && file; ++i) {
        const std::optional<std::vector<std::byte>> bytes = readBytes(path, file->bytes);
        const std::optional<PhotoFile> after = statPhoto(root, listed.path, error);
        if (after && isSame(*file, *after)) {
          if (!bytes) return {*file, UnreadablePhoto{path + ": cannot be read", false}};
          return {*file, lookAt(*bytes, run, job)};
        }
        file = after;
      }
      if (error)
        return {listed,
                UnreadablePhoto{path + ": cannot be read (" + error.message() + ")", false}};
      const char* reason = file ? ": changes while it is read" : ": went away before it was read";
      return {listed, UnreadablePhoto{path + reason, false}};
    } catch (const Error& error) {
      const bool isFinal = error.code() != ErrorCode::OutOfMemory;
      return {listed, UnreadablePhoto{path + ": " + error.what(), isFinal}};
    } catch (const std::bad_alloc&) {
      return {listed, UnreadablePhoto{path + ": there is not enough memory for this photo", false}};
    }
  }

  PhotoLook lookAt(std::span<const std::byte> bytes, IndexRun& run, size_t job) {
    if (const auto id = run.claim(job, hashContent(bytes))) return SameContent{*id};
    const Image image = decode(bytes);
    PhotoRecord record = reader.read(bytes, image.view());
    record.thumbnail = makeThumbnail(image.view());
    return record;
  }

  ThreadPool pool;
  PhotoReader reader;
};

Indexer::Indexer(std::span<const std::byte> model, size_t threads) : model_(hashContent(model)) {
  for (size_t i = 0; i < threads; ++i) workers_.push_back(std::make_unique<Worker>(model));
}

Indexer::~Indexer() = default;

IndexReport Indexer::update(const Database& library, const std::string& folder,
                            const IndexEvents& events) {
  const std::string root = canonicalFolder(folder);
  const PhotoListing listing = listPhotoFolder(root);
  for (const std::string& path : listing.unreadable) {
    events.onSkipped(root + "/" + path + ": cannot be read; what is known of it stays");
  }
  takeModel(library, model_);
  Embeddings embeddings(library);
  const int64_t rootId = rootOf(library, embeddings, root);
  IndexRun run(library, embeddings, rootId, listing, IndexScope::WholeFolder);

  const size_t count = run.jobs().size();
  bool wasStopped = false;
  workInOrder<Look>(
      count, std::min(workers_.size(), count),
      [&](size_t worker, size_t job) { return workers_[worker]->look(root, run, job); },
      [&](size_t job, const Look& look) {
        if (const auto* unreadable = std::get_if<UnreadablePhoto>(&look.result)) {
          events.onSkipped(unreadable->reason);
        }
        run.add(job, look.file, look.result);
        events.onProgress(job + 1, count);
        wasStopped = events.stop && *events.stop;
        return !wasStopped;
      });
  const IndexReport report = run.finish(wasStopped);
  if (report.added + report.changed + report.removed > 0) writeTagFile(library);
  return report;
}

void Indexer::lookAgain(const Database& library, const std::string& folder) const {
  Embeddings embeddings(library);
  const int64_t root = rootOf(library, embeddings, canonicalFolder(folder));
  loupe::lookAgain(library, embeddings, root, model_);
}

}  // namespace loupe
