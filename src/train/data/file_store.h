// Pixels in a temporary file, for data that does not fit in memory. Natively only.
#pragma once

#include <string>

#include "train/data/pixel_store.h"

namespace loupe {

// The file is made with the first photo and has no name: nothing is left of it, however the program ends.
class FileStore : public PixelStore {
 public:
  // In `folder`, else the system's folder for temporary files (TMPDIR).
  explicit FileStore(size_t photoBytes, const std::string& folder = "");
  ~FileStore() override;
  FileStore(const FileStore&) = delete;
  FileStore& operator=(const FileStore&) = delete;

  void append(std::span<const uint8_t> photo) override;
  std::span<const uint8_t> read(size_t photo, std::span<uint8_t> scratch) const override;

 private:
  void open();

  size_t photoBytes_;
  size_t count_ = 0;
  std::string folder_;
  int file_ = -1;
};

}  // namespace loupe
