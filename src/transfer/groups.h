// Photos in groups small enough to be solved exactly: a thousand photos take a thousand times as long as a hundred.
// Each group has a solution of its own and the head is their mean, which is nearly as good as that of all photos
// together: Zhang, Duchi and Wainwright, "Divide and Conquer Kernel Ridge Regression", 2015.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace loupe {

constexpr size_t kGroupPhotos = 400;

// Indices of photos, ascending; one group up to kGroupPhotos. Each class is dealt out evenly; one that has too few
// photos for that is in every group, whole. `labels`: of the photos, below `classes`.
std::vector<std::vector<size_t>> groupPhotos(std::span<const uint32_t> labels, size_t classes);

}  // namespace loupe
