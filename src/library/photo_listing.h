// The photos that a folder holds at some moment.
#pragma once

#include <string>
#include <vector>

#include "library/photo_record.h"

namespace loupe {

struct PhotoListing {
  std::vector<PhotoFile> photos;
  std::vector<std::string> unreadable;  // folders below, by path, whose photos are not known

  // Whether a path is below one of them.
  bool isBelowUnreadable(const std::string& path) const;
};

}  // namespace loupe
