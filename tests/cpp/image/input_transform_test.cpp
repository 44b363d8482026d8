// The input transform against the obvious way: turn the photo, put it on white, sum up in both directions.
#include "image/input_transform.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "support/allocations.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

// The stored pixel that upright (x, y) shows: EXIF 2.32, figure for tag 0x0112.
std::pair<int, int> storedAt(const ImageView& photo, int x, int y) {
  const int right = photo.width - 1;
  const int bottom = photo.height - 1;
  switch (photo.orientation) {
    case Orientation::Normal:
      return {x, y};
    case Orientation::FlipHorizontal:
      return {right - x, y};
    case Orientation::Rotate180:
      return {right - x, bottom - y};
    case Orientation::FlipVertical:
      return {x, bottom - y};
    case Orientation::Transpose:
      return {y, x};
    case Orientation::Rotate90:
      return {y, bottom - x};
    case Orientation::Transverse:
      return {right - y, bottom - x};
    case Orientation::Rotate270:
      return {right - y, x};
  }
  return {x, y};
}

double uprightValue(const ImageView& photo, int x, int y, int channel) {
  const auto [storedX, storedY] = storedAt(photo, x, y);
  const uint8_t* pixel = photo.pixels + (storedY * photo.width + storedX) * photo.channels;
  if (photo.channels == 3) return pixel[channel];
  const double alpha = pixel[3] / 255.0;
  return std::round(pixel[channel] * alpha + 255 * (1 - alpha));
}

double keysCubic(double x) {
  x = std::fabs(x);
  if (x < 1) return 1.5 * x * x * x - 2.5 * x * x + 1;
  if (x < 2) return -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2;
  return 0;
}

// What each input pixel weighs in output pixel i. The window is Pillow's: pixels whose centres are, rounded,
// less than the support away.
std::vector<double> weightsOf(int i, int outputSize, int inputSize, double start, double size) {
  const double scale = size / outputSize;
  const double stretch = std::max(scale, 1.0);
  const double centre = start + (i + 0.5) * scale;
  std::vector<double> weights(static_cast<size_t>(inputSize));
  double sum = 0;
  for (int at = 0; at < inputSize; ++at) {
    const bool inWindow =
        at >= std::lround(centre - 2 * stretch) && at < std::lround(centre + 2 * stretch);
    const double weight = inWindow ? keysCubic((at + 0.5 - centre) / stretch) : 0;
    weights[static_cast<size_t>(at)] = weight;
    sum += weight;
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

std::vector<float> reference(const ImageView& photo, int height, int width,
                             const Preprocessing& preprocessing) {
  const int photoWidth = photo.uprightWidth();
  const int photoHeight = photo.uprightHeight();
  const double scale = preprocessing.cropFraction *
                       std::min(double(photoWidth) / width, double(photoHeight) / height);
  std::vector<float> output;
  for (int y = 0; y < height; ++y) {
    const auto rows =
        weightsOf(y, height, photoHeight, (photoHeight - scale * height) / 2, scale * height);
    for (int x = 0; x < width; ++x) {
      const auto columns =
          weightsOf(x, width, photoWidth, (photoWidth - scale * width) / 2, scale * width);
      for (int c = 0; c < 3; ++c) {
        double sum = 0;
        for (int py = 0; py < photoHeight; ++py) {
          if (rows[static_cast<size_t>(py)] == 0) continue;
          for (int px = 0; px < photoWidth; ++px) {
            const double weight = rows[static_cast<size_t>(py)] * columns[static_cast<size_t>(px)];
            if (weight != 0) sum += weight * uprightValue(photo, px, py, c);
          }
        }
        const auto channel = static_cast<size_t>(c);
        output.push_back(
            (static_cast<float>(std::clamp(sum, 0.0, 255.0)) - preprocessing.mean[channel]) /
            preprocessing.std[channel]);
      }
    }
  }
  return output;
}

constexpr std::array kOrientations = {Orientation::Normal,     Orientation::FlipHorizontal,
                                      Orientation::Rotate180,  Orientation::FlipVertical,
                                      Orientation::Transpose,  Orientation::Rotate90,
                                      Orientation::Transverse, Orientation::Rotate270};

float largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
  REQUIRE(a.size() == b.size());
  float largest = 0;
  for (size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::fabs(a[i] - b[i]));
  return largest;
}

std::vector<float> transformed(const ImageView& photo, int height, int width,
                               const Preprocessing& preprocessing) {
  const auto size = [](int value) { return static_cast<size_t>(value); };
  InputTransform transform(size(height), size(width), preprocessing);
  std::vector<float> output(size(height) * size(width) * 3);
  transform.apply(photo, output);
  return output;
}

// Of 255: single precision instead of double.
constexpr float kTolerance = 2e-3f;

}  // namespace

TEST_CASE("every orientation and crop is resized as by the plain loop") {
  std::mt19937 random(8);
  for (const Orientation orientation : kOrientations) {
    for (int round = 0; round < 6; ++round) {
      const auto upTo = [&](unsigned most) { return 1 + static_cast<int>(random() % most); };
      const Picture picture =
          randomPicture(upTo(70), upTo(70), round % 2 ? 3 : 4, static_cast<unsigned>(random()));
      const int height = upTo(24);
      const int width = upTo(24);
      const Preprocessing preprocessing{
          round < 3 ? 1.0f : 0.05f * static_cast<float>(upTo(20)), {0, 0, 0}, {1, 1, 1}};
      CAPTURE(static_cast<int>(orientation));
      CAPTURE(picture.width);
      CAPTURE(picture.height);
      CAPTURE(height);
      CAPTURE(width);
      const ImageView photo = picture.view(orientation);
      CHECK(largestDifference(transformed(photo, height, width, preprocessing),
                              reference(photo, height, width, preprocessing)) <= kTolerance);
    }
  }
}

TEST_CASE("extreme shapes keep a crop of at least a part of a pixel") {
  const Preprocessing plain;
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 2000}, {2000, 1}, {3, 700}, {2, 2}}) {
    CAPTURE(width);
    CAPTURE(height);
    const Picture picture = randomPicture(width, height, 3, 9);
    CHECK(largestDifference(transformed(picture.view(), 16, 16, plain),
                            reference(picture.view(), 16, 16, plain)) <= kTolerance);
  }
}

TEST_CASE("one pixel fills the whole input") {
  const Picture picture{1, 1, 3, {10, 20, 30}};
  const auto output = transformed(picture.view(), 4, 4, {0.875f, {10, 10, 10}, {10, 10, 10}});
  for (size_t i = 0; i < output.size(); ++i) {
    CHECK(output[i] == doctest::Approx(static_cast<float>(i % 3)));
  }
}

TEST_CASE("what is transparent is white, and half of it half white") {
  const Picture clear{1, 1, 4, {9, 9, 9, 0}};
  const Picture half{1, 1, 4, {0, 0, 0, 128}};
  CHECK(transformed(clear.view(), 1, 1, {}) == std::vector<float>{255, 255, 255});
  CHECK(transformed(half.view(), 1, 1, {})[0] == doctest::Approx(127));
}

TEST_CASE("opaque RGBA is the RGB in it") {
  const Picture rgb = randomPicture(50, 35, 3, 13);
  Picture rgba{50, 35, 4, {}};
  for (size_t i = 0; i < rgb.pixels.size(); ++i) {
    rgba.pixels.push_back(rgb.pixels[i]);
    if (i % 3 == 2) rgba.pixels.push_back(255);
  }
  for (const Orientation orientation : kOrientations) {
    CHECK(largestDifference(transformed(rgba.view(orientation), 16, 12, {}),
                            transformed(rgb.view(orientation), 16, 12, {})) <= kTolerance);
  }
}

TEST_CASE("integers are the rounded real numbers, saturated") {
  const Picture picture = randomPicture(40, 30, 3, 10);
  const Preprocessing preprocessing{0.9f, {127, 120, 110}, {128, 60, 20}};
  const Quantization quantization{1.0f / 64, -3};
  InputTransform transform(16, 16, preprocessing);
  std::vector<float> real(16 * 16 * 3);
  std::vector<int8_t> q(real.size());
  transform.apply(picture.view(), real);
  transform.apply(picture.view(), quantization, q);
  for (size_t i = 0; i < q.size(); ++i) {
    const float exact = std::clamp(real[i] / quantization.scale - 3, -128.0f, 127.0f);
    CHECK(std::fabs(static_cast<float>(q[i]) - exact) <= 0.501f);
  }
}

TEST_CASE("a photo no larger than the one before allocates nothing") {
  InputTransform transform(32, 32, {0.875f, {0, 0, 0}, {1, 1, 1}});
  std::vector<float> output(32 * 32 * 3);
  const Picture large = randomPicture(200, 200, 4, 11);
  const Picture small = randomPicture(90, 180, 4, 12);
  transform.apply(large.view(), output);
  const AllocationCounter counter;
  transform.apply(small.view(Orientation::Rotate90), output);
  transform.apply(large.view(), output);
  CHECK(counter.count() == 0);
}

}  // namespace loupe::test
