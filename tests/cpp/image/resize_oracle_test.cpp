// The input transform against Pillow's resize: tests/fixtures/resize.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "image/input_transform.h"
#include "support/fixture.h"

namespace loupe::test {

TEST_CASE("photos are resized as Pillow resizes them") {
  for (const auto& path : filesIn(fixtures() / "resize", ".safetensors")) {
    CAPTURE(path.stem().string());
    const Fixture fixture(path);
    const Shape& in = fixture.shape("input");
    const Shape& out = fixture.shape("output");
    const auto pixels = fixture.values<uint8_t>("input");
    const auto expected = fixture.values<uint8_t>("output");

    Preprocessing preprocessing;
    preprocessing.cropFraction = std::stof(fixture.file().metadata("crop_fraction"));
    InputTransform transform(out[0], out[1], preprocessing);
    std::vector<float> actual(expected.size());
    transform.apply({pixels.data(), static_cast<int>(in[1]), static_cast<int>(in[0])}, actual);

    for (size_t i = 0; i < expected.size(); ++i) {
      CAPTURE(i);
      // Pillow rounds after each direction, to half a step each.
      CHECK(std::fabs(actual[i] - static_cast<float>(expected[i])) <= 1.0f);
    }
  }
}

}  // namespace loupe::test
