#include "train/data/folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string_view>
#include <system_error>

#include "error.h"
#include "ordered_work.h"
#include "train/data/file_store.h"

namespace loupe {
namespace {

namespace fs = std::filesystem;

// Those at the end are not decoded: a photo is reported rather than passed over.
constexpr std::array<std::string_view, 15> kPhotoExtensions = {
    ".bmp", ".gif", ".jpeg", ".jpg",  ".png",  ".jfif", ".tga", ".psd",
    ".pnm", ".ppm", ".pgm",  ".webp", ".avif", ".heic", ".heif"};

bool isHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

bool isPhoto(const fs::path& path) {
  std::string extension = path.extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(kPhotoExtensions, extension) != kPhotoExtensions.end();
}

[[noreturn]] void failToRead(const fs::path& folder, const std::error_code& error) {
  throw Error(ErrorCode::Storage,
              folder.string() + ": this folder cannot be read (" + error.message() + ")");
}

// What a folder holds and does not hide, sorted.
std::vector<fs::path> entriesOf(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::end(entry); entry.increment(error)) {
    if (!isHidden(entry->path())) entries.push_back(entry->path());
  }
  if (error) failToRead(folder, error);
  std::ranges::sort(entries, {}, &fs::path::native);
  return entries;
}

bool isFolder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// The photos of each folder from `folder` down, but for those in `visited`: links may loop.
void listPhotos(const fs::path& folder, std::set<fs::path>& visited,
                std::map<std::string, std::vector<fs::path>>& photos) {
  std::error_code error;
  const fs::path canonical = fs::canonical(folder, error);
  if (error) failToRead(folder, error);
  if (!visited.insert(canonical).second) return;
  for (const fs::path& entry : entriesOf(folder)) {
    if (isFolder(entry)) {
      listPhotos(entry, visited, photos);
    } else if (isPhoto(entry)) {
      photos[folder.string()].push_back(entry);
    }
  }
}

std::vector<ClassPhotoFile> listClass(const fs::path& root, const fs::path& classFolder) {
  std::set<fs::path> visited;
  std::error_code error;
  fs::path above = fs::canonical(classFolder, error);
  if (error) failToRead(classFolder, error);
  // A link to a folder that holds this one would take in the other classes, or the whole disk.
  while (above.has_relative_path()) visited.insert(above = above.parent_path());
  std::map<std::string, std::vector<fs::path>> photos;  // os.walk's folders, sorted
  listPhotos(classFolder, visited, photos);
  std::vector<ClassPhotoFile> files;
  for (const auto& [folder, paths] : photos) {
    for (const fs::path& path : paths) {
      files.push_back({path.string(), path.lexically_relative(root).generic_string(),
                       classFolder.filename().string()});
    }
  }
  return files;
}

PreparedPhoto prepareFile(PhotoPreparer& preparer, const std::string& path) {
  std::error_code ignored;
  std::ifstream file;
  if (fs::is_regular_file(path, ignored)) file.open(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.is_open() ? std::streamoff{file.tellg()} : -1;
  if (size < 0) return {{}, "the file cannot be opened"};
  std::vector<std::byte> bytes(static_cast<size_t>(size));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!file) return {{}, "the file cannot be read"};
  return preparer.prepare(bytes);
}

}  // namespace

ClassFolders listClassFolders(const std::string& folder) {
  ClassFolders found;
  for (const fs::path& classFolder : entriesOf(folder)) {
    if (!isFolder(classFolder)) continue;
    found.classNames.push_back(classFolder.filename().string());
    std::ranges::move(listClass(folder, classFolder), std::back_inserter(found.photos));
  }
  return found;
}

Dataset readFolder(const std::string& folder, const FolderOptions& options) {
  const PhotoFormat& format = options.dataset.format;
  requireFormat(format);
  DatasetBuilder builder(options.dataset, std::make_unique<SpillingStore>(
                                              format.bytes(), options.memoryBudget,
                                              std::make_unique<FileStore>(format.bytes())));
  const ClassFolders found = listClassFolders(folder);
  const std::vector<ClassPhotoFile>& files = found.photos;
  for (const std::string& className : found.classNames) builder.addClass(className);

  const auto workers = static_cast<size_t>(std::max(options.threads, 1));
  std::vector<PhotoPreparer> preparers(workers, PhotoPreparer(format));
  workInOrder<PreparedPhoto>(
      files.size(), workers,
      [&](size_t worker, size_t item) { return prepareFile(preparers[worker], files[item].path); },
      [&](size_t item, const PreparedPhoto& photo) {
        if (options.abort && *options.abort) {
          throw Error(ErrorCode::Aborted, "reading the photos was stopped");
        }
        builder.add(files[item].name, files[item].className, photo);
        if (options.onProgress) options.onProgress(item + 1, files.size());
        return true;
      });
  return builder.build();
}

}  // namespace loupe
