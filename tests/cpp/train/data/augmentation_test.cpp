#include "train/data/augmentation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/json.h"
#include "support/errors.h"
#include "support/fixture.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

// The parameters of Keras's apply_transform: theta and shear in degrees, tx and ty in pixels.
PhotoTransform transformOf(const JsonValue& parameters) {
  const auto number = [&](const char* name, float otherwise) {
    return parameters.has(name) ? parameters[name].real() : otherwise;
  };
  PhotoTransform transform;
  transform.rotation = number("theta", 0);
  transform.shiftX = number("tx", 0);
  transform.shiftY = number("ty", 0);
  transform.shear = number("shear", 0);
  transform.zoomX = number("zx", 1);
  transform.zoomY = number("zy", 1);
  transform.flipHorizontally = parameters.has("flip_horizontal");
  transform.flipVertically = parameters.has("flip_vertical");
  return transform;
}

AugmentationOptions nothing() { return {0, 0, 0, 0, {1, 1}, false, false, {1, 1}, {1, 1}, {1, 1}}; }

}  // namespace

TEST_CASE("photos are augmented as Keras's ImageDataGenerator augments them") {
  const auto paths = filesIn(fixtures() / "keras/data/augmentation", ".safetensors");
  CHECK(paths.size() == 10);
  for (const auto& path : paths) {
    CAPTURE(path.stem().string());
    const Fixture fixture(path);
    const Shape& shape = fixture.shape("input");
    const auto height = static_cast<int>(shape[0]);
    const auto width = static_cast<int>(shape[1]);
    const JsonDocument parameters(fixture.file().metadata("parameters"), "parameters");
    PhotoTransform transform = transformOf(parameters.root());

    const auto input = fixture.values<uint8_t>("input");
    const auto expected = fixture.values<float>("output");
    std::vector<float> actual(expected.size());
    Augmenter(nothing()).apply(transform, {input.data(), height, width, static_cast<int>(shape[2])},
                               1, actual);
    for (size_t i = 0; i < expected.size(); ++i) {
      CAPTURE(i);
      CHECK(actual[i] == doctest::Approx(expected[i]).epsilon(1e-4));
    }

    // Keras flips after its matrix, which is of (row, column).
    transform.flipHorizontally = transform.flipVertically = false;
    const Affine affine = affineOf(transform, height, width);
    const double ours[2][3] = {{affine.yy, affine.yx, affine.y0},
                               {affine.xy, affine.xx, affine.x0}};
    const JsonDocument matrix(fixture.file().metadata("matrix"), "matrix");
    const auto rows = matrix.root().items();
    for (size_t row = 0; row < 2; ++row) {
      for (size_t column = 0; column < 3; ++column) {
        CAPTURE(row);
        CAPTURE(column);
        CHECK(ours[row][column] ==
              doctest::Approx(rows[row].items()[column].number()).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("a photo that is not square turns about its centre") {
  PhotoTransform transform;
  transform.rotation = 180;
  const Affine affine = affineOf(transform, 10, 30);
  CHECK(affine.x0 == doctest::Approx(29));
  CHECK(affine.y0 == doctest::Approx(9));
}

TEST_CASE("what is drawn lies evenly within the ranges") {
  AugmentationOptions options;
  options.widthShift = 0.1f;
  options.heightShift = 7;  // pixels
  options.shear = 5;
  options.zoom = {0.5f, 0.9f};
  options.verticalFlip = true;
  options.brightness = {0.5f, 1.5f};
  options.contrast = {0.8f, 0.9f};
  options.saturation = {1, 2};
  const Augmenter augmenter(options);

  struct Value {
    float PhotoTransform::* member;
    float low, high;
  };
  const Value values[] = {
      {&PhotoTransform::rotation, -40, 40}, {&PhotoTransform::shiftX, -20, 20},
      {&PhotoTransform::shiftY, -7, 7},     {&PhotoTransform::shear, -5, 5},
      {&PhotoTransform::zoomX, 0.5f, 0.9f}, {&PhotoTransform::zoomY, 0.5f, 0.9f}};
  constexpr uint32_t kCount = 4000;
  for (const Value& value : values) {
    double sum = 0;
    for (uint32_t photo = 0; photo < kCount; ++photo) {
      const float drawn = augmenter.draw(1, 2, photo, 100, 200).*value.member;
      REQUIRE(drawn >= value.low);
      REQUIRE(drawn <= value.high);
      sum += (drawn - value.low) / (value.high - value.low);
    }
    CHECK(sum / kCount == doctest::Approx(0.5).epsilon(0.04));
  }
  int flipped[2][2] = {};
  for (uint32_t photo = 0; photo < kCount; ++photo) {
    const PhotoTransform transform = augmenter.draw(1, 2, photo, 100, 200);
    ++flipped[transform.flipHorizontally][transform.flipVertically];
    CHECK(transform.color.contrast == doctest::Approx(0.85).epsilon(0.06));
  }
  for (const auto& counts : flipped) {
    for (const int count : counts) CHECK(count == doctest::Approx(kCount / 4.0).epsilon(0.12));
  }
}

TEST_CASE("a draw depends on seed, epoch and photo, and one range not on another") {
  const auto rotation = [](const AugmentationOptions& options, uint64_t seed, uint32_t epoch,
                           uint32_t photo) {
    return Augmenter(options).draw(seed, epoch, photo, 10, 10).rotation;
  };
  const float drawn = rotation({}, 1, 2, 3);
  CHECK(drawn == rotation({}, 1, 2, 3));
  CHECK(drawn != rotation({}, 2, 2, 3));
  CHECK(drawn != rotation({}, 1, 3, 3));
  CHECK(drawn != rotation({}, 1, 2, 4));
  AugmentationOptions alone = nothing();
  alone.rotation = 40;
  CHECK(drawn == rotation(alone, 1, 2, 3));
}

TEST_CASE("without ranges a photo stays as it is") {
  const Picture picture = randomPicture(12, 10, 3, 1);
  Augmenter augmenter(nothing());
  std::vector<float> output(picture.pixels.size());
  augmenter.apply(augmenter.draw(1, 1, 1, 10, 12), {picture.pixels.data(), 10, 12, 3}, 1, output);
  CHECK(std::ranges::equal(output, picture.pixels));
}

TEST_CASE("ranges that make no sense are refused by name") {
  const auto check = [](const char* name, auto change) {
    AugmentationOptions options;
    change(options);
    checkError(ErrorCode::NotSupported, name, [&] { const Augmenter augmenter(options); });
  };
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  check("rotation", [](auto& options) { options.rotation = -1; });
  check("width shift", [](auto& options) { options.widthShift = kNan; });
  check("height shift", [](auto& options) { options.heightShift = -0.2f; });
  check("shear", [](auto& options) { options.shear = INFINITY; });
  check("zoom", [](auto& options) { options.zoom = {0, 1}; });
  check("zoom", [](auto& options) { options.zoom = {1.2f, 0.8f}; });
  check("brightness", [](auto& options) { options.brightness = {-1, 1}; });
  check("contrast", [](auto& options) { options.contrast = {kNan, 1}; });
  check("saturation", [](auto& options) { options.saturation = {1, INFINITY}; });
}

}  // namespace loupe::test
