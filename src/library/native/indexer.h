// Brings a library up to date with a folder: only what is new or has changed is looked at.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "library/photo_reader.h"
#include "library/store/index_run.h"

namespace loupe {

struct IndexEvents {
  // After each photo that is looked at: how many of how many.
  std::function<void(size_t done, size_t total)> onProgress = [](size_t, size_t) {};
  // What could not be read, a photo or a folder, in a sentence.
  std::function<void(const std::string& sentence)> onSkipped = [](const std::string&) {};
  const std::atomic<bool>* stop = nullptr;  // set: finish what is in flight, and return
};

class Indexer {
 public:
  // One photo a thread. Throws what PhotoReader's constructor throws.
  Indexer(std::span<const std::byte> model, size_t threads);
  ~Indexer();

  // Photos are written in batches, each whole or not at all: a kill at any moment loses those in flight. Photos that
  // cannot be examined, and those below folders that cannot be, stay as they are. Throws Error(Storage) when `folder`
  // itself cannot be read, LibraryError(OtherModel) when another model looked at the library's photos.
  IndexReport update(const Database& library, const std::string& folder, const IndexEvents& events);

  // Has the next update of the folder look at all its photos, whether they have changed or not: by another model than
  // before, it may be (library_model.h).
  void lookAgain(const Database& library, const std::string& folder) const;

 private:
  struct Worker;
  ContentHash model_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace loupe
