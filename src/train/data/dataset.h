// Labelled photos, each decoded once to the size that is trained on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "image/photo_resizer.h"
#include "train/data/pixel_store.h"

namespace loupe {

// What a network is to answer: one probability, of the second of two classes, or one for each class.
enum class LabelMode { Binary, Categorical };

struct DatasetOptions {
  PhotoFormat format;
  std::optional<LabelMode> labelMode;  // else Binary for two classes, Categorical for more
};

// Throws Error(BadDataset) for sizes that cannot be trained on.
void requireFormat(const PhotoFormat& format);

struct LabelledPhoto {
  std::string name;    // as it was given
  uint32_t label = 0;  // index of the class
};

struct SkippedPhoto {
  std::string name;
  std::string className;
  std::string reason;  // the decoder's sentence
};

class Dataset {
 public:
  const PhotoFormat& format() const { return format_; }
  LabelMode labelMode() const { return labelMode_; }
  const std::vector<std::string>& classNames() const { return classNames_; }  // sorted
  const std::vector<LabelledPhoto>& photos() const {
    return photos_;
  }  // in the order they were added
  const std::vector<SkippedPhoto>& skipped() const { return skipped_; }
  std::vector<size_t> photosPerClass() const;

  // height x width x channels, in memory or copied to `scratch` of format().bytes(): see PixelStore::read.
  std::span<const uint8_t> pixels(size_t photo, std::span<uint8_t> scratch) const {
    return store_->read(photo, scratch);
  }

 private:
  friend class DatasetBuilder;

  PhotoFormat format_;
  LabelMode labelMode_ = LabelMode::Binary;
  std::vector<std::string> classNames_;
  std::vector<LabelledPhoto> photos_;
  std::vector<SkippedPhoto> skipped_;
  std::unique_ptr<PixelStore> store_;
};

// Pixels at training resolution, or the reason why there are none.
struct PreparedPhoto {
  std::vector<uint8_t> pixels;
  std::string reason;
};

// Decodes and resizes. One a thread prepares photos in parallel.
class PhotoPreparer {
 public:
  explicit PhotoPreparer(const PhotoFormat& format) : format_(format), resizer_(format) {}

  PreparedPhoto prepare(std::span<const std::byte> file);
  PreparedPhoto prepare(const ImageView& photo);

 private:
  PhotoFormat format_;
  PhotoResizer resizer_;
};

// Makes a Dataset of photos that come one after the other, and holds none of their files.
class DatasetBuilder {
 public:
  // Pixels go to `store`, in memory by default. Throws what requireFormat throws.
  explicit DatasetBuilder(const DatasetOptions& options,
                          std::unique_ptr<PixelStore> store = nullptr);

  // Announces a class, so that it is missed when it stays empty. Throws Error(BadDataset) when there is one
  // of that name, or when it has no name.
  void addClass(const std::string& className);

  // A class that was not announced becomes one. A photo that cannot be read is skipped, and remembered with
  // the reason. Throws Error from the store, and is then as before the call.
  void add(const std::string& name, const std::string& className, std::span<const std::byte> file);
  void add(const std::string& name, const std::string& className, const ImageView& photo);
  void add(const std::string& name, const std::string& className, const PreparedPhoto& photo);

  size_t photoCount() const { return photos_.size(); }

  // All that was added; the builder is empty then. Classes are sorted by name as Python's sorted() does.
  // Throws Error(BadDataset) when there are no photos, none that can be read, fewer than two classes, a class
  // without photos, or not two classes for LabelMode::Binary; and keeps what it has.
  Dataset build();

 private:
  struct ClassContent {
    size_t photos = 0;
    size_t skipped = 0;
  };

  void check() const;

  DatasetOptions options_;
  PhotoPreparer preparer_;
  std::unique_ptr<PixelStore> store_;
  std::map<std::string, ClassContent>
      classes_;  // sorted by their bytes: UTF-8 keeps Unicode's order
  std::vector<std::pair<std::string, std::string>> photos_;  // name, class
  std::vector<SkippedPhoto> skipped_;
};

}  // namespace loupe
