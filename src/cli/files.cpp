#include "cli/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string_view>
#include <system_error>

#include "error.h"

namespace loupe::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 15> kPhotoExtensions = {
    ".jpg", ".jpeg", ".jfif", ".png",  ".gif",  ".bmp",  ".tga", ".psd",
    ".pnm", ".ppm",  ".pgm",  ".webp", ".avif", ".heic", ".heif"};

[[noreturn]] void failToRead(const std::string& path, const std::string& reason) {
  throw Error(ErrorCode::Storage, path + ": cannot be read (" + reason + ")");
}

bool looksLikePhoto(const fs::path& path) {
  std::string extension = path.extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(kPhotoExtensions, extension) != kPhotoExtensions.end();
}

std::vector<std::string> photosBelow(const std::string& folder) {
  std::vector<std::string> photos;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::end(entry); entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored) && looksLikePhoto(entry->path())) {
      photos.push_back(entry->path().string());
    }
  }
  if (error) failToRead(folder, error.message());
  if (photos.empty()) {
    throw Error(ErrorCode::Storage, folder + ": there are no photos in this folder");
  }
  std::ranges::sort(photos);
  return photos;
}

fs::path modelFolder() {
  if (const char* folder = std::getenv("LOUPE_MODELS")) return folder;
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  const fs::path root = cache && *cache ? fs::path(cache) : fs::path(home ? home : ".") / ".cache";
  return root / "photoloupe" / "models";
}

}  // namespace

std::vector<std::byte> readFile(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) failToRead(path, "it is a folder");
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

void writeFile(const std::string& path, std::span<const std::byte> bytes) {
  const std::string unfinished = path + ".unfinished";
  const auto failToWrite = [&] {
    const std::string reason = std::generic_category().message(errno);
    std::remove(unfinished.c_str());
    throw Error(ErrorCode::Storage, path + ": cannot be written (" + reason + ")");
  };
  const int file = open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) failToWrite();
  for (size_t written = 0; written < bytes.size();) {
    const ssize_t count = write(file, bytes.data() + written, bytes.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int reason = errno;
      close(file);
      errno = reason;
      failToWrite();
    }
    written += static_cast<size_t>(count);
  }
  const bool isOnDisk = fsync(file) == 0;
  if ((close(file) != 0) || !isOnDisk) failToWrite();
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) failToWrite();
}

std::vector<std::string> listClasses(const std::string& folder) {
  std::vector<std::string> classes;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::end(entry); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (entry->is_directory(ignored) && name.front() != '.') classes.push_back(name);
  }
  if (error) failToRead(folder, error.message());
  if (classes.empty()) {
    throw Error(
        ErrorCode::BadDataset,
        folder + ": there are no folders in it; a folder of photos for each class is wanted");
  }
  std::ranges::sort(classes);
  return classes;
}

std::vector<std::string> listPhotos(const std::vector<std::string>& arguments) {
  std::vector<std::string> photos;
  const auto take = [&](const std::string& path) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      photos.push_back(path);
      return;
    }
    const std::vector<std::string> below = photosBelow(path);
    photos.insert(photos.end(), below.begin(), below.end());
  };
  for (const std::string& argument : arguments) {
    if (argument != "-") {
      take(argument);
      continue;
    }
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (!line.empty()) take(line);
    }
  }
  return photos;
}

std::vector<std::byte> readModel(const std::string& nameOrPath) {
  const fs::path named = modelFolder() / (nameOrPath + ".safetensors");
  std::error_code error;
  if (fs::exists(nameOrPath, error)) return readFile(nameOrPath);
  if (fs::exists(named, error)) return readFile(named.string());
  throw Error(ErrorCode::BadModel, "there is no model '" + nameOrPath +
                                       "': neither a file of that name nor " + named.string());
}

}  // namespace loupe::cli
