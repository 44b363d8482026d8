// The photos that a folder holds at this moment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "library/photo_record.h"

namespace loupe {

struct PhotoFolder {
  std::vector<PhotoFile> photos;        // by path
  std::vector<std::string> unreadable;  // folders below, by path, whose photos are not known

  // Whether a path is below one of them.
  bool isBelowUnreadable(const std::string& path) const;
};

// Of the folder and those below it, hidden ones and links to folders left out, so that links cannot loop; files by
// their endings. Throws Error(Storage) when the folder itself cannot be read.
PhotoFolder listPhotoFolder(const std::string& folder);

// Of the content of any file; nothing when it cannot be read.
std::optional<ContentHash> hashFile(const std::string& path);

// The file as it is now; nothing when it is gone.
std::optional<PhotoFile> statPhoto(const std::string& root, const std::string& path);

}  // namespace loupe
