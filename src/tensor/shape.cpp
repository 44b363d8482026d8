#include "tensor/shape.h"

#include <algorithm>
#include <limits>

#include "error.h"

namespace loupe {

Shape::Shape(std::span<const size_t> extents) : rank_(extents.size()) {
  if (extents.size() > kMaxRank) {
    throw Error(ErrorCode::BadModel, "a tensor has " + std::to_string(extents.size()) +
                                         " dimensions; at most " + std::to_string(kMaxRank) +
                                         " are supported");
  }
  std::copy(extents.begin(), extents.end(), extents_.begin());
}

size_t Shape::elementCount() const {
  size_t count = 1;
  for (const size_t extent : extents()) {
    if (extent != 0 && count > std::numeric_limits<size_t>::max() / extent) {
      throw Error(
          ErrorCode::BadModel,
          toString() +
              " numbers are more than memory can hold; a layer or the photos have to be smaller");
    }
    count *= extent;
  }
  return count;
}

std::string Shape::toString() const {
  std::string text = "(";
  for (size_t axis = 0; axis < rank_; ++axis) {
    if (axis > 0) text += ", ";
    text += std::to_string(extents_[axis]);
  }
  if (rank_ == 1) text += ",";
  return text + ")";
}

}  // namespace loupe
