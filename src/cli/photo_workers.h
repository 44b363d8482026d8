// Photos classified by several threads at once.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "cli/files.h"
#include "error.h"
#include "library/native/whole_file.h"
#include "models/classifier.h"

namespace loupe::cli {

// A classification, or the sentence that says why there is none.
using Outcome = std::variant<Classification, std::string>;

// One photo a thread; what threads are left over share the work on each photo.
class PhotoWorkers {
 public:
  PhotoWorkers(std::span<const std::byte> model, size_t count, int threads) {
    for (size_t i = 0; i < count; ++i) {
      pools_.push_back(std::make_unique<ThreadPool>(threads / static_cast<int>(count)));
      classifiers_.emplace_back(model, *pools_.back());
    }
  }

  size_t count() const { return classifiers_.size(); }
  const std::vector<std::string>& classNames() const { return classifiers_.front().classNames(); }

  Outcome classify(size_t worker, const std::string& file, size_t top) {
    try {
      return classifiers_[worker].classify(readFile(file), top);
    } catch (const Error& error) {
      return error.code() == ErrorCode::Storage ? error.what() : file + ": " + error.what();
    } catch (const std::bad_alloc&) {
      return file + ": there is not enough memory for this photo";
    }
  }

 private:
  std::vector<std::unique_ptr<ThreadPool>> pools_;
  std::vector<Classifier> classifiers_;
};

}  // namespace loupe::cli
