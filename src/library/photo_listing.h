// The photos that a folder holds at some moment.
#pragma once

#include <string>
#include <vector>

#include "library/photo_record.h"

namespace loupe {

struct PhotoListing {
  std::vector<PhotoFile> photos;
  std::vector<std::string> unreadable;  // paths of photos, and folders, that cannot be examined

  // Whether a path is one of them or below one: it may be there or not.
  bool isUnknown(const std::string& path) const;
};

}  // namespace loupe
