#include "tensor/shape.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "support/errors.h"

namespace loupe::test {

TEST_CASE("a shape knows its extents and prints them as numpy does") {
  const Shape shape{224, 224, 3};
  CHECK(shape.rank() == 3);
  CHECK(shape[2] == 3);
  CHECK(shape.elementCount() == 150'528);
  CHECK(shape.toString() == "(224, 224, 3)");
  CHECK(Shape{7}.toString() == "(7,)");
  CHECK(Shape{}.toString() == "()");
}

TEST_CASE("a scalar has one element, and an empty extent none") {
  CHECK(Shape{}.elementCount() == 1);
  CHECK(Shape{5, 0, 3}.elementCount() == 0);
}

TEST_CASE("shapes are equal by rank and extents") {
  CHECK((Shape{2, 3} == Shape{2, 3}));
  CHECK_FALSE((Shape{2, 3} == Shape{3, 2}));
  CHECK_FALSE((Shape{2, 3} == Shape{2, 3, 1}));
}

TEST_CASE("a shape that cannot be counted is refused") {
  constexpr size_t kMax = std::numeric_limits<size_t>::max();
  checkError(ErrorCode::BadModel, "numbers are more than memory can hold",
             [] { static_cast<void>(Shape{kMax / 2, 3}.elementCount()); });
  CHECK(Shape{kMax, 1}.elementCount() == kMax);
  const std::vector<size_t> seven(7, 1);
  checkError(ErrorCode::BadModel, "7 dimensions; at most 6", [&] { Shape{std::span(seven)}; });
}

}  // namespace loupe::test
