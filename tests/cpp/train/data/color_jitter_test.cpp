#include "train/data/color_jitter.h"

#include <doctest/doctest.h>

#include <cmath>

#include "models/json.h"
#include "support/fixture.h"

namespace loupe::test {
namespace {

std::vector<float> adjusted(const ColorJitter& jitter, int channels, std::vector<float> pixels) {
  adjustColors(jitter, channels, 1, pixels);
  return pixels;
}

}  // namespace

TEST_CASE("colours change as Pillow's ImageEnhance changes them") {
  const auto paths = filesIn(fixtures() / "keras/data/color", ".safetensors");
  CHECK(paths.size() == 6);
  for (const auto& path : paths) {
    CAPTURE(path.stem().string());
    const Fixture fixture(path);
    const auto input = fixture.values<uint8_t>("input");
    const auto expected = fixture.values<uint8_t>("output");
    const JsonDocument document(fixture.file().metadata("factors"), "factors");
    const auto factors = document.root().items();
    const ColorJitter jitter = {factors[0].real(), factors[1].real(), factors[2].real()};
    std::vector<float> actual(input.begin(), input.end());
    adjustColors(jitter, 3, 255, actual);
    // Pillow rounds down after each of the three, the mean grey to a whole number, and enlarges what it lost.
    const float steps = path.stem() == "everything" ? 3.5f : 1.5f;
    for (size_t i = 0; i < expected.size(); ++i) {
      CAPTURE(i);
      CHECK(std::fabs(actual[i] - static_cast<float>(expected[i])) <= steps);
    }
  }
}

TEST_CASE("factors of one change nothing") {
  const std::vector<float> pixels = {0.1f, 0.7f, 0.4f, 1, 0, 0.5f};
  CHECK(adjusted({}, 3, pixels) == pixels);
}

TEST_CASE("factors of zero leave black, one grey, or greys") {
  const std::vector<float> pixels = {1, 1, 1, 0, 0, 0};
  CHECK(adjusted({0, 1, 1}, 3, pixels) == std::vector<float>(6, 0.0f));
  for (const float value : adjusted({1, 0, 1}, 3, pixels)) CHECK(value == doctest::Approx(0.5));
  const auto greys = adjusted({1, 1, 0}, 3, {1, 0, 0, 0, 0, 1});
  CHECK(greys[1] == doctest::Approx(0.299));
  CHECK(greys[4] == doctest::Approx(0.114));
}

TEST_CASE("colours stay between black and white") {
  for (const float value : adjusted({3, 3, 3}, 3, {0.9f, 0.1f, 0.5f, 0.2f, 0.8f, 0})) {
    CHECK(value >= 0);
    CHECK(value <= 1);
  }
}

TEST_CASE("a grey picture has brightness and contrast, and no saturation") {
  const auto pixels = adjusted({0.5f, 1, 0}, 1, {0.2f, 0.4f, 0.6f, 1});
  CHECK(pixels == std::vector<float>{0.1f, 0.2f, 0.3f, 0.5f});
  CHECK(adjusted({1, 0, 1}, 1, {0, 1}) == std::vector<float>{0.5f, 0.5f});
}

}  // namespace loupe::test
