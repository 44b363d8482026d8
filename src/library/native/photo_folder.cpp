#include "library/native/photo_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "error.h"
#include "library/text.h"

namespace loupe {
namespace {

namespace fs = std::filesystem;

// Those at the end are not decoded here: they are listed, so that somebody learns why they are not found.
constexpr std::array<std::string_view, 15> kEndings = {".jpg", ".jpeg", ".jfif", ".png",  ".gif",
                                                       ".bmp", ".tga",  ".psd",  ".pnm",  ".ppm",
                                                       ".pgm", ".webp", ".avif", ".heic", ".heif"};

bool isPhotoName(const fs::path& path) {
  return std::ranges::find(kEndings, foldText(path.extension().string())) != kEndings.end();
}

[[noreturn]] void failToRead(const std::string& folder, const std::error_code& error) {
  throw Error(ErrorCode::Storage,
              folder + ": this folder cannot be read (" + error.message() + ")");
}

// The entries of `folder`, those below it after them.
void list(const fs::path& root, const std::string& folder, PhotoListing& found) {
  std::error_code error;
  fs::directory_iterator entry(root / folder, error);
  std::vector<std::string> folders;
  for (; !error && entry != fs::end(entry); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.')) continue;
    const std::string path = folder.empty() ? name : folder + "/" + name;
    std::error_code failure;
    std::error_code ignored;
    if (entry->is_directory(failure)) {
      if (!entry->is_symlink(ignored)) folders.push_back(path);
    } else if (isPhotoName(name)) {
      std::optional<PhotoFile> photo = statPhoto(root.string(), path, failure);
      if (photo) found.photos.push_back(std::move(*photo));
      if (failure) found.unreadable.push_back(path);
    } else if (failure && !entry->is_symlink(ignored)) {
      found.unreadable.push_back(path);  // it may be a folder
    }
  }
  if (error && folder.empty()) failToRead(root.string(), error);
  if (error) found.unreadable.push_back(folder);
  for (const std::string& below : folders) list(root, below, found);
}

}  // namespace

std::string canonicalFolder(const std::string& folder) {
  std::error_code error;
  const fs::path path = fs::canonical(folder, error);
  if (!error) fs::directory_iterator(path, error);
  if (error) failToRead(folder, error);
  return path.string();
}

PhotoListing listPhotoFolder(const std::string& folder) {
  PhotoListing found;
  list(folder, "", found);
  std::ranges::sort(found.photos, {}, &PhotoFile::path);
  return found;
}

std::optional<PhotoFile> statPhoto(const std::string& root, const std::string& path,
                                   std::error_code& error) {
  error.clear();
  struct stat status{};
  if (stat((root + "/" + path).c_str(), &status) != 0) {
    const bool isGone = errno == ENOENT || errno == ENOTDIR;
    if (!isGone) error.assign(errno, std::generic_category());
    return std::nullopt;
  }
  if (!S_ISREG(status.st_mode)) return std::nullopt;
#ifdef __APPLE__
  const timespec& modified = status.st_mtimespec;
#else
  const timespec& modified = status.st_mtim;
#endif
  return PhotoFile{path, int64_t{status.st_size},
                   int64_t{modified.tv_sec} * 1000 + modified.tv_nsec / 1'000'000};
}

}  // namespace loupe
