// The extents of a tensor, outermost first: NHWC for images, OHWI for convolution kernels.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>

namespace loupe {

class Shape {
 public:
  static constexpr size_t kMaxRank = 6;

  Shape() = default;
  Shape(std::initializer_list<size_t> extents)
      : Shape(std::span(extents.begin(), extents.size())) {}

  // Throws Error(BadModel) for more than kMaxRank extents.
  explicit Shape(std::span<const size_t> extents);

  size_t rank() const { return rank_; }
  size_t operator[](size_t axis) const { return extents_[axis]; }
  size_t& operator[](size_t axis) { return extents_[axis]; }
  std::span<const size_t> extents() const { return {extents_.data(), rank_}; }

  // The product of all extents, 1 for a scalar. Throws Error(BadModel) when it does not fit in size_t, in words for
  // who made a network or its photos too large.
  size_t elementCount() const;

  // "(224, 224, 3)", as Keras and numpy print it.
  std::string toString() const;

  friend bool operator==(const Shape&, const Shape&) = default;

 private:
  std::array<size_t, kMaxRank> extents_{};
  size_t rank_ = 0;
};

}  // namespace loupe
