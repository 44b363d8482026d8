#include "image/photo_resizer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "support/allocations.h"
#include "support/fixture.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

constexpr Interpolation kInterpolations[] = {Interpolation::Nearest, Interpolation::Bilinear,
                                             Interpolation::Bicubic, Interpolation::Area};

std::vector<uint8_t> resized(const ImageView& photo, const PhotoFormat& format) {
  std::vector<uint8_t> output(format.bytes());
  PhotoResizer(format).apply(photo, output);
  return output;
}

// The picture stored so that `orientation` shows it upright: EXIF 2.32, figure for tag 0x0112.
Picture storedFor(const Picture& upright, Orientation orientation) {
  Picture stored = upright;
  if (swapsAxes(orientation)) std::swap(stored.width, stored.height);
  const int right = stored.width - 1;
  const int bottom = stored.height - 1;
  for (int y = 0; y < upright.height; ++y) {
    for (int x = 0; x < upright.width; ++x) {
      std::pair<int, int> at = swapsAxes(orientation) ? std::pair{y, x} : std::pair{x, y};
      const bool fromRight =
          orientation == Orientation::FlipHorizontal || orientation == Orientation::Rotate180 ||
          orientation == Orientation::Transverse || orientation == Orientation::Rotate270;
      const bool fromBottom =
          orientation == Orientation::FlipVertical || orientation == Orientation::Rotate180 ||
          orientation == Orientation::Transverse || orientation == Orientation::Rotate90;
      if (fromRight) at.first = right - at.first;
      if (fromBottom) at.second = bottom - at.second;
      for (int c = 0; c < upright.channels; ++c) {
        const int value = (at.second * stored.width + at.first) * stored.channels + c;
        stored.pixels[static_cast<size_t>(value)] = upright.at(x, y, c);
      }
    }
  }
  return stored;
}

}  // namespace

TEST_CASE("photos are resized and cropped as Keras loads them from a folder") {
  const std::map<std::string, Interpolation> interpolations = {
      {"nearest", Interpolation::Nearest},
      {"bilinear", Interpolation::Bilinear},
      {"bicubic", Interpolation::Bicubic},
      {"area", Interpolation::Area}};
  const auto paths = filesIn(fixtures() / "keras/data/resize", ".safetensors");
  CHECK(paths.size() == 15);
  for (const auto& path : paths) {
    CAPTURE(path.stem().string());
    const Fixture fixture(path);
    const Shape& in = fixture.shape("input");
    const Shape& out = fixture.shape("output");
    const auto pixels = fixture.values<uint8_t>("input");
    const auto expected = fixture.values<float>("output");
    PhotoFormat format;
    format.height = static_cast<int>(out[0]);
    format.width = static_cast<int>(out[1]);
    format.interpolation = interpolations.at(fixture.file().metadata("interpolation"));
    format.cropToAspectRatio = fixture.file().metadata("crop_to_aspect_ratio") == "true";
    const auto actual =
        resized({pixels.data(), static_cast<int>(in[1]), static_cast<int>(in[0])}, format);
    for (size_t i = 0; i < expected.size(); ++i) {
      CAPTURE(i);
      // Keras does not round, and lets bicubic values leave the range; its bicubic weights are from a table of
      // 1024 places.
      const float within = std::clamp(expected[i], 0.0f, 255.0f);
      const float tolerance = format.interpolation == Interpolation::Bicubic ? 0.75f : 0.501f;
      CHECK(std::fabs(static_cast<float>(actual[i]) - within) <= tolerance);
    }
  }
}

TEST_CASE("a photo is trained on upright, whichever way it is stored") {
  const Picture upright = randomPicture(37, 26, 3, 5);
  for (const Interpolation interpolation : kInterpolations) {
    for (const bool crop : {false, true}) {
      const PhotoFormat format = {11, 13, interpolation, crop, ColorMode::Rgb};
      const auto expected = resized(upright.view(), format);
      for (int orientation = 2; orientation <= 8; ++orientation) {
        CAPTURE(static_cast<int>(interpolation));
        CAPTURE(crop);
        CAPTURE(orientation);
        const auto turned = static_cast<Orientation>(orientation);
        const auto actual = resized(storedFor(upright, turned).view(turned), format);
        int largest = 0;
        for (size_t i = 0; i < actual.size(); ++i) {
          largest = std::max(largest, std::abs(int{actual[i]} - int{expected[i]}));
        }
        CHECK(largest <= 1);  // sums in another order round otherwise
      }
    }
  }
}

TEST_CASE("a grey photo is the luma of the coloured one") {
  const Picture picture = randomPicture(20, 10, 3, 6);
  const PhotoFormat format = {10, 20, Interpolation::Bilinear, false, ColorMode::Grayscale};
  const auto grey = resized(picture.view(), format);
  CHECK(grey.size() == 200);
  for (int y = 0; y < 10; ++y) {
    for (int x = 0; x < 20; ++x) {
      const double luma =
          0.299 * picture.at(x, y, 0) + 0.587 * picture.at(x, y, 1) + 0.114 * picture.at(x, y, 2);
      CHECK(std::fabs(grey[static_cast<size_t>(y * 20 + x)] - luma) <= 0.501);
    }
  }
}

TEST_CASE("what is transparent is white in training photos too") {
  const Picture clear{1, 1, 4, {9, 9, 9, 0}};
  CHECK(resized(clear.view(), {1, 1}) == std::vector<uint8_t>{255, 255, 255});
}

TEST_CASE("photos of extreme shapes are resized without reading beyond them") {
  for (const Interpolation interpolation : kInterpolations) {
    for (const bool crop : {false, true}) {
      for (const auto& [width, height] :
           {std::pair{1, 1}, {1, 2000}, {2000, 1}, {3, 700}, {2, 2}}) {
        const Picture picture{width, height, 3,
                              std::vector<uint8_t>(static_cast<size_t>(3 * width * height), 77)};
        const auto output = resized(picture.view(), {16, 9, interpolation, crop, ColorMode::Rgb});
        CHECK(std::ranges::count(output, 77) == 16 * 9 * 3);
      }
    }
  }
}

TEST_CASE("resizing for training allocates nothing for a photo no larger than the one before") {
  const Picture large = randomPicture(90, 70, 4, 11);
  const Picture small = randomPicture(50, 60, 4, 12);
  const PhotoFormat format = {32, 32};
  PhotoResizer resizer(format);
  std::vector<uint8_t> output(format.bytes());
  resizer.apply(large.view(Orientation::Rotate180), output);
  const AllocationCounter counter;
  resizer.apply(small.view(Orientation::Rotate180), output);
  CHECK(counter.count() == 0);
}

}  // namespace loupe::test
