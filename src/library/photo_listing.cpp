#include "library/photo_listing.h"

#include <algorithm>

namespace loupe {

bool PhotoListing::isUnknown(const std::string& path) const {
  return std::ranges::any_of(unreadable, [&](const std::string& above) {
    return path == above || path.starts_with(above + '/');
  });
}

}  // namespace loupe
