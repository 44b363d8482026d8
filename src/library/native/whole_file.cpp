#include "library/native/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "error.h"

namespace loupe {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void failToRead(const std::string& path, const std::string& reason) {
  throw Error(ErrorCode::Storage, path + ": cannot be read (" + reason + ")");
}

[[noreturn]] void failToWrite(const std::string& path, const std::string& reason) {
  throw Error(ErrorCode::Storage, path + ": cannot be written (" + reason + ")");
}

}  // namespace

std::vector<std::byte> readFile(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) failToRead(path, "it is a folder");
  if (fs::is_fifo(path, error)) failToRead(path, "it is a pipe");  // to open it may take for ever
  errno = 0;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) failToRead(path, std::generic_category().message(errno));
  const std::streamoff size = file.tellg();
  if (size < 0) failToRead(path, "it has no size");
  std::vector<std::byte> bytes(static_cast<size_t>(size));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), size);
  if (!file) failToRead(path, "it ended early");
  return bytes;
}

void requireWritable(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) failToWrite(path, "it is a folder");
  const fs::path folder = fs::path(path).parent_path();
  if (access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) != 0)
    failToWrite(path, std::generic_category().message(errno));
}

void writeFile(const std::string& path, std::span<const std::byte> bytes) {
  const std::string unfinished = path + ".unfinished";
  const auto fail = [&] {
    const std::string reason = std::generic_category().message(errno);
    std::remove(unfinished.c_str());
    failToWrite(path, reason);
  };
  const int file = open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) fail();
  for (size_t written = 0; written < bytes.size();) {
    const ssize_t count = write(file, bytes.data() + written, bytes.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int reason = errno;
      close(file);
      errno = reason;
      fail();
    }
    written += static_cast<size_t>(count);
  }
  const bool isOnDisk = fsync(file) == 0;
  if ((close(file) != 0) || !isOnDisk) fail();
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) fail();
}

}  // namespace loupe
