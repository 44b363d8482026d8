#include "train/data/dataset.h"

#include <algorithm>
#include <new>

#include "error.h"
#include "image/decode.h"

namespace loupe {
namespace {

[[noreturn]] void failDataset(const std::string& sentence) {
  throw Error(ErrorCode::BadDataset, sentence);
}

std::string counted(size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// The first photo that could not be read tells most of the others.
std::string firstReason(const SkippedPhoto& photo) { return photo.name + ": " + photo.reason; }

}  // namespace

void requireFormat(const PhotoFormat& format) {
  constexpr int kMaxSide = 4096;  // pixels; a network of photos this large is out of reach
  if (format.height >= 1 && format.width >= 1 && format.height <= kMaxSide &&
      format.width <= kMaxSide) {
    return;
  }
  failDataset("photos cannot be trained on at " + std::to_string(format.height) + " x " +
              std::to_string(format.width) + " pixels; a side from 1 to " +
              std::to_string(kMaxSide) + " is wanted");
}

std::vector<size_t> Dataset::photosPerClass() const {
  std::vector<size_t> counts(classNames_.size());
  for (const LabelledPhoto& photo : photos_) ++counts[photo.label];
  return counts;
}

PreparedPhoto PhotoPreparer::prepare(std::span<const std::byte> file) {
  try {
    return prepare(decode(file).view());
  } catch (const Error& error) {
    return {{}, error.what()};
  } catch (const std::bad_alloc&) {
    return {{}, "there is not enough memory to decode it"};
  }
}

PreparedPhoto PhotoPreparer::prepare(const ImageView& photo) {
  PreparedPhoto prepared;
  prepared.pixels.resize(format_.bytes());
  resizer_.apply(photo, prepared.pixels);
  return prepared;
}

DatasetBuilder::DatasetBuilder(const DatasetOptions& options, std::unique_ptr<PixelStore> store)
    : options_(options), preparer_(options.format), store_(std::move(store)) {
  requireFormat(options.format);
  if (!store_) store_ = std::make_unique<MemoryStore>(options.format.bytes());
}

void DatasetBuilder::addClass(const std::string& className) {
  if (className.empty()) failDataset("a class has no name; give each class its own");
  if (!classes_.try_emplace(className).second) {
    failDataset("there are two classes named '" + className + "'; give each class its own name");
  }
}

void DatasetBuilder::add(const std::string& name, const std::string& className,
                         std::span<const std::byte> file) {
  add(name, className, preparer_.prepare(file));
}

void DatasetBuilder::add(const std::string& name, const std::string& className,
                         const ImageView& photo) {
  add(name, className, preparer_.prepare(photo));
}

void DatasetBuilder::add(const std::string& name, const std::string& className,
                         const PreparedPhoto& photo) {
  if (className.empty()) failDataset(name + ": its class has no name");
  if (photo.pixels.empty()) {
    skipped_.push_back({name, className, photo.reason});
    ++classes_[className].skipped;
    return;
  }
  photos_.emplace_back(name, className);
  try {
    store_->append(photo.pixels);
  } catch (...) {
    photos_.pop_back();
    throw;
  }
  ++classes_[className].photos;
}

void DatasetBuilder::check() const {
  if (photos_.empty() && skipped_.empty()) {
    failDataset("there are no photos; put the photos of each class into a folder with its name");
  }
  if (photos_.empty()) {
    failDataset("none of the " + counted(skipped_.size(), "photo", "photos") +
                " can be read; the first is " + firstReason(skipped_.front()));
  }
  if (classes_.size() < 2) {
    failDataset("there is one class, '" + classes_.begin()->first +
                "'; a network learns to tell at least two apart");
  }
  for (const auto& [name, content] : classes_) {
    if (content.photos > 0) continue;
    if (content.skipped == 0) {
      failDataset("class '" + name + "' has no photos; add some, or remove the class");
    }
    const auto first = std::ranges::find(skipped_, name, &SkippedPhoto::className);
    failDataset("class '" + name + "' has no photo that can be read (of " +
                std::to_string(content.skipped) + "); the first is " + firstReason(*first));
  }
  if (options_.labelMode == LabelMode::Binary && classes_.size() != 2) {
    failDataset("binary labels are for two classes, and there are " +
                std::to_string(classes_.size()) + "; use categorical labels");
  }
}

Dataset DatasetBuilder::build() {
  check();
  Dataset dataset;
  dataset.format_ = options_.format;
  dataset.labelMode_ = options_.labelMode.value_or(classes_.size() == 2 ? LabelMode::Binary
                                                                        : LabelMode::Categorical);
  std::map<std::string, uint32_t> labels;
  for (const auto& [name, content] : classes_) {
    labels[name] = static_cast<uint32_t>(dataset.classNames_.size());
    dataset.classNames_.push_back(name);
  }
  dataset.photos_.reserve(photos_.size());
  for (auto& [name, className] : photos_) {
    dataset.photos_.push_back({std::move(name), labels[className]});
  }
  dataset.skipped_ = std::move(skipped_);
  dataset.store_ = std::move(store_);
  *this = DatasetBuilder(options_);
  return dataset;
}

}  // namespace loupe
