#include "train/data/warp.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "support/allocations.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

// The obvious loop, in double precision.
std::vector<float> reference(const PixelView& photo, const Affine& affine, float scale) {
  const auto at = [&](int x, int y, int c) {
    x = std::clamp(x, 0, photo.width - 1);
    y = std::clamp(y, 0, photo.height - 1);
    return static_cast<double>(photo.pixels[(y * photo.width + x) * photo.channels + c]);
  };
  std::vector<float> output;
  for (int row = 0; row < photo.height; ++row) {
    for (int column = 0; column < photo.width; ++column) {
      const double x = affine.xx * column + affine.xy * row + affine.x0;
      const double y = affine.yx * column + affine.yy * row + affine.y0;
      const double right = x - std::floor(x);
      const double down = y - std::floor(y);
      const int left = static_cast<int>(std::clamp(std::floor(x), -1e6, 1e6));
      const int top = static_cast<int>(std::clamp(std::floor(y), -1e6, 1e6));
      for (int c = 0; c < photo.channels; ++c) {
        const double above = at(left, top, c) * (1 - right) + at(left + 1, top, c) * right;
        const double below = at(left, top + 1, c) * (1 - right) + at(left + 1, top + 1, c) * right;
        output.push_back(static_cast<float>(scale * (above * (1 - down) + below * down)));
      }
    }
  }
  return output;
}

std::vector<float> warped(const PixelView& photo, const Affine& affine, float scale) {
  std::vector<float> output(photo.size());
  Warper().apply(photo, affine, scale, output);
  return output;
}

void checkAgainstReference(const PixelView& photo, const Affine& affine) {
  const auto actual = warped(photo, affine, 1.0f / 255);
  const auto expected = reference(photo, affine, 1.0f / 255);
  float largest = 0;
  for (size_t i = 0; i < actual.size(); ++i) {
    largest = std::max(largest, std::fabs(actual[i] - expected[i]));
  }
  CHECK(largest <= 2e-4f);  // coordinates of a few hundred pixels in single precision
}

PixelView viewOf(const Picture& picture) {
  return {picture.pixels.data(), picture.height, picture.width, picture.channels};
}

}  // namespace

TEST_CASE("photos of every shape are warped as by the plain loop") {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> factor(-1.5, 1.5);
  std::uniform_real_distribution<double> place(-60, 60);
  for (int round = 0; round < 60; ++round) {
    const auto upTo = [&](unsigned most) { return 1 + static_cast<int>(random() % most); };
    const Picture picture =
        randomPicture(upTo(70), upTo(70), round % 3 ? 3 : 1, static_cast<unsigned>(random()));
    CAPTURE(picture.width);
    CAPTURE(picture.height);
    CAPTURE(picture.channels);
    checkAgainstReference(viewOf(picture), {factor(random), factor(random), place(random),
                                            factor(random), factor(random), place(random)});
  }
}

TEST_CASE("photos of a single row, column or pixel are warped without reading beyond them") {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 30}, {30, 1}, {2, 2}}) {
    for (const int channels : {1, 3}) {
      CAPTURE(width);
      CAPTURE(height);
      const Picture picture = randomPicture(width, height, channels, 2);
      checkAgainstReference(viewOf(picture), {0.9, 0.3, -0.4, -0.3, 1.1, 0.2});
      checkAgainstReference(viewOf(picture), {1, 0, 1e5, 0, 1, -1e5});
    }
  }
}

TEST_CASE("the identity is an exact copy, and so is a move by whole pixels") {
  const Picture picture = randomPicture(9, 6, 3, 3);
  const auto same = warped(viewOf(picture), {}, 1);
  const auto moved = warped(viewOf(picture), {1, 0, 2, 0, 1, 1}, 1);
  for (int y = 0; y < 6; ++y) {
    for (int x = 0; x < 9; ++x) {
      for (int c = 0; c < 3; ++c) {
        const int value = (y * 9 + x) * 3 + c;
        const auto at = static_cast<size_t>(value);
        CHECK(same[at] == picture.at(x, y, c));
        CHECK(moved[at] == picture.at(std::min(x + 2, 8), std::min(y + 1, 5), c));
      }
    }
  }
}

TEST_CASE("a transform that leads nowhere does no harm") {
  const Picture picture = randomPicture(9, 6, 3, 3);
  for (const double number : {double(NAN), double(INFINITY), 1e300}) {
    for (const float value : warped(viewOf(picture), {number, 0, number, 0, 1, number}, 1)) {
      CHECK(value >= 0);
      CHECK(value <= 255);
    }
  }
}

TEST_CASE("matrices are multiplied, the second applied first") {
  const Affine turn = {0, -1, 0, 1, 0, 0};
  const Affine move = {1, 0, 5, 0, 1, 0};
  CHECK(turn * move == Affine{0, -1, 0, 1, 0, 5});
  CHECK(move * turn == Affine{0, -1, 5, 1, 0, 0});
}

TEST_CASE("warping allocates nothing for a photo no larger than the one before") {
  const Picture picture = randomPicture(40, 30, 3, 3);
  Warper warper;
  std::vector<float> output(picture.pixels.size());
  warper.apply(viewOf(picture), {1, 0.1, 0, 0, 1, 0}, 1, output);
  const AllocationCounter counter;
  warper.apply(viewOf(picture), {1, 0.2, 0, 0, 1, 0}, 1, output);
  CHECK(counter.count() == 0);
}

}  // namespace loupe::test
