#include "transfer/examples.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "error.h"
#include "tensor/simd.h"

namespace loupe {
namespace {

void requireFeatures(std::span<const float> features, size_t size) {
  if (features.size() != size) {
    throw Error(ErrorCode::BadDataset, "a photo has " + std::to_string(features.size()) +
                                           " features; the others have " + std::to_string(size));
  }
  const bool finite = std::ranges::all_of(features, [](float x) { return std::isfinite(x); });
  const bool zero = std::ranges::all_of(features, [](float x) { return x == 0; });
  if (finite && !zero) return;
  throw Error(ErrorCode::BadDataset, zero ? "a photo's features are all zero"
                                          : "a photo's features hold what is no number");
}

}  // namespace

float dot(std::span<const float> a, std::span<const float> b) {
  simd::F32x4 sums[4] = {};
  size_t i = 0;
  for (; i + 16 <= a.size(); i += 16) {
    for (size_t lane = 0; lane < 4; ++lane) {
      const size_t at = i + 4 * lane;
      sums[lane] = simd::multiplyAdd(simd::load(&a[at]), simd::load(&b[at]), sums[lane]);
    }
  }
  const simd::F32x4 all = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float sum = (all[0] + all[1]) + (all[2] + all[3]);
  for (; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void Examples::add(std::span<const float> features, uint32_t label) {
  requireFeatures(features, size_);
  features_.emplace_back(features.begin(), features.end());
  labels_.push_back(label);
  products_.emplace_back(count(), std::numeric_limits<float>::quiet_NaN());
}

float Examples::product(size_t a, size_t b) const {
  float& product = products_[std::max(a, b)][std::min(a, b)];
  if (std::isnan(product)) product = dot(features_[a], features_[b]);
  return product;
}

void Examples::remove(size_t index) {
  const auto at = static_cast<std::ptrdiff_t>(index);
  features_.erase(features_.begin() + at);
  labels_.erase(labels_.begin() + at);
  products_.erase(products_.begin() + at);
  for (size_t row = index; row < products_.size(); ++row) {
    products_[row].erase(products_[row].begin() + at);
  }
}

}  // namespace loupe
