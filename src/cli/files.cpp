#include "cli/files.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>
#include <string_view>
#include <system_error>

#include "cli/foreign_model.h"
#include "error.h"
#include "library/native/whole_file.h"
#include "models/head_file.h"

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

// Or a link to nothing, which is told of when it is read. Devices and pipes are none.
bool isFile(const fs::directory_entry& entry) {
  std::error_code ignored;
  return entry.is_regular_file(ignored) || !entry.exists(ignored);
}

// What a folder holds and does not hide, sorted; nothing for one that is not to be read.
std::vector<fs::directory_entry> entriesOf(const fs::path& folder) {
  std::vector<fs::directory_entry> entries;
  std::error_code error;
  fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && entry != fs::end(entry); entry.increment(error)) {
    if (!entry->path().filename().string().starts_with('.')) entries.push_back(*entry);
  }
  if (error) failToRead(folder.string(), error.message());
  std::ranges::sort(entries);
  return entries;
}

// Not of a folder that was `visited`: links may loop.
void addPhotosBelow(const fs::path& folder, std::set<fs::path>& visited,
                    std::vector<std::string>& photos) {
  std::error_code ignored;
  if (!visited.insert(fs::canonical(folder, ignored)).second) return;
  for (const fs::directory_entry& entry : entriesOf(folder)) {
    if (entry.is_directory(ignored)) {
      addPhotosBelow(entry.path(), visited, photos);
    } else if (looksLikePhoto(entry.path()) && isFile(entry)) {
      photos.push_back(entry.path().string());
    }
  }
}

std::vector<std::string> photosBelow(const std::string& folder) {
  std::vector<std::string> photos;
  std::set<fs::path> visited;
  std::error_code ignored;
  // A link to a folder that holds this one would take in the whole disk.
  for (fs::path above = fs::canonical(folder, ignored); above.has_relative_path();)
    visited.insert(above = above.parent_path());
  addPhotosBelow(folder, visited, photos);
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

fs::path placeOf(const std::string& name) { return modelFolder() / (name + ".safetensors"); }

// A head alone with the network that it was learned on, which is one of set-up's; any other model as it is.
std::vector<std::byte> whole(std::vector<std::byte> model) {
  const std::string base = missingBase(model);
  if (base.empty()) return model;
  if (base.find_first_of("/\\.") != std::string::npos) {
    throw Error(ErrorCode::BadModel, "'" + base + "' is no name of a network that a head rests on");
  }
  return withBase(model, readFile(placeOf(base).string()));
}

}  // namespace

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
  const fs::path named = placeOf(nameOrPath);
  std::error_code error;
  if (fs::exists(nameOrPath, error)) {
    std::vector<std::byte> file = readFile(nameOrPath);
    refuseForeignModel(nameOrPath, file);
    return whole(std::move(file));
  }
  if (fs::exists(named, error)) return readFile(named.string());
  throw Error(ErrorCode::BadModel, "there is no model '" + nameOrPath +
                                       "': neither a file of that name nor " + named.string());
}

}  // namespace loupe::cli
