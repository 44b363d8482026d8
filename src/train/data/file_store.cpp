#include "train/data/file_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "error.h"

namespace loupe {
namespace {

[[noreturn]] void fail(const std::string& folder, const std::string& what, int error) {
  throw Error(ErrorCode::Storage, "the photos do not fit in memory, and a temporary file in " +
                                      folder + " " + what + " (" +
                                      std::generic_category().message(error) +
                                      "); set TMPDIR to a folder with more room");
}

std::string temporaryFolder() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  return error ? "/tmp" : folder.string();
}

// The parts of a transfer: the system may do less than it was asked to.
template <typename Transfer>
int transferAll(size_t size, size_t offset, Transfer transfer) {
  for (size_t done = 0; done < size;) {
    const ssize_t part = transfer(done, size - done, static_cast<off_t>(offset + done));
    if (part < 0 && errno == EINTR) continue;
    if (part < 0) return errno;
    if (part == 0) return EIO;
    done += static_cast<size_t>(part);
  }
  return 0;
}

}  // namespace

FileStore::FileStore(size_t photoBytes, const std::string& folder)
    : photoBytes_(photoBytes), folder_(folder.empty() ? temporaryFolder() : folder) {}

FileStore::~FileStore() {
  if (file_ >= 0) close(file_);
}

void FileStore::open() {
  std::string path = folder_ + "/photoloupe-XXXXXX";
  file_ = mkstemp(path.data());
  if (file_ < 0) fail(folder_, "cannot be made", errno);
  unlink(path.c_str());
}

void FileStore::append(std::span<const uint8_t> photo) {
  if (file_ < 0) open();
  const int error =
      transferAll(photoBytes_, count_ * photoBytes_, [&](size_t done, size_t size, off_t at) {
        return pwrite(file_, photo.data() + done, size, at);
      });
  if (error) fail(folder_, "cannot take more than " + std::to_string(count_) + " photos", error);
  ++count_;
}

std::span<const uint8_t> FileStore::read(size_t photo, std::span<uint8_t> scratch) const {
  const int error =
      transferAll(photoBytes_, photo * photoBytes_, [&](size_t done, size_t size, off_t at) {
        return pread(file_, scratch.data() + done, size, at);
      });
  if (error) fail(folder_, "cannot be read", error);
  return scratch.first(photoBytes_);
}

}  // namespace loupe
