#include "library/photo_listing.h"

#include <algorithm>

namespace loupe {

bool PhotoListing::isBelowUnreadable(const std::string& path) const {
  return std::ranges::any_of(unreadable, [&](const std::string& folder) {
    return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
  });
}

}  // namespace loupe
