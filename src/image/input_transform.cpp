#include "image/input_transform.h"

#include <algorithm>
#include <cmath>

namespace loupe {
namespace {

constexpr auto kChannels = static_cast<size_t>(kRgbChannels);

// Keys's cubic convolution with a = -0.5, for |x| < 2.
double bicubic(double x) {
  constexpr double a = -0.5;
  x = std::fabs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

constexpr double kBicubicSupport = 2;

// The largest crop of the output's aspect ratio, times the fraction, centred. Upright pixels.
struct Crop {
  double x, y, width, height;
};

Crop centredCrop(int photoWidth, int photoHeight, int width, int height, double fraction) {
  const double scale =
      fraction * std::min(double(photoWidth) / width, double(photoHeight) / height);
  const double cropWidth = scale * width;
  const double cropHeight = scale * height;
  return {(photoWidth - cropWidth) / 2, (photoHeight - cropHeight) / 2, cropWidth, cropHeight};
}

// The bicubic weights of `outputSize` pixels over the crop, antialiased when shrinking.
void planBicubic(Taps& taps, int inputSize, double cropStart, double cropSize, int outputSize) {
  const double scale = cropSize / outputSize;
  const double stretch = std::max(scale, 1.0);
  const double support = kBicubicSupport * stretch;
  taps.resize(outputSize, 2 * static_cast<int>(std::ceil(support)) + 1);
  for (size_t i = 0; i < taps.first.size(); ++i) {
    const double centre = cropStart + (static_cast<double>(i) + 0.5) * scale;
    const int begin = std::max(static_cast<int>(std::lround(centre - support)), 0);
    const int end = std::min(static_cast<int>(std::lround(centre + support)), inputSize);
    const int count = end - begin;
    float* weights = taps.weightsOf(i);
    double sum = 0;
    for (int tap = 0; tap < count; ++tap) {
      const double weight = bicubic((begin + tap - centre + 0.5) / stretch);
      weights[tap] = static_cast<float>(weight);
      sum += weight;
    }
    for (int tap = 0; tap < count; ++tap) weights[tap] /= static_cast<float>(sum);
    taps.first[i] = begin;
    taps.count[i] = count;
  }
}

}  // namespace

InputTransform::InputTransform(size_t height, size_t width, const Preprocessing& preprocessing)
    : height_(static_cast<int>(height)),
      width_(static_cast<int>(width)),
      preprocessing_(preprocessing) {}

void InputTransform::plan(const ImageView& photo) {
  const Crop crop = centredCrop(photo.uprightWidth(), photo.uprightHeight(), width_, height_,
                                preprocessing_.cropFraction);
  // A centred crop is centred however the photo is turned: only its sides change places.
  if (swapsAxes(photo.orientation)) {
    planBicubic(columns_, photo.width, crop.y, crop.height, height_);
    planBicubic(rows_, photo.height, crop.x, crop.width, width_);
  } else {
    planBicubic(columns_, photo.width, crop.x, crop.width, width_);
    planBicubic(rows_, photo.height, crop.y, crop.height, height_);
  }
}

void InputTransform::apply(const ImageView& photo, std::span<float> output) {
  writeRows(0, 0, begin(photo), output);
}

void InputTransform::apply(const ImageView& photo, Quantization quantization,
                           std::span<int8_t> output) {
  writeRows(0, 0, begin(photo), quantization, output);
}

size_t InputTransform::begin(const ImageView& photo, size_t workers) {
  plan(photo);
  placement_ = placementOf(photo.orientation, width_, height_);
  resampler_.begin(photo, workers);
  return rows_.first.size();
}

// Calls store(first value of the output pixel, channel values from 0 to 255) for every pixel of the rows.
template <typename Store>
void InputTransform::resize(size_t worker, size_t firstRow, size_t endRow, Store store) {
  resampler_.resample(
      worker, firstRow, endRow, columns_, rows_, placement_, [&](size_t at, simd::F32x4 rgb) {
        store(at * kChannels, simd::minimum(simd::maximum(rgb, simd::splat(0)), simd::splat(255)));
      });
}

void InputTransform::writeRows(size_t worker, size_t firstRow, size_t endRow,
                               std::span<float> output) {
  simd::F32x4 scale = {};
  simd::F32x4 offset = {};
  for (int c = 0; c < kRgbChannels; ++c) {
    const auto channel = static_cast<size_t>(c);
    scale[c] = 1.0f / preprocessing_.std[channel];
    offset[c] = -preprocessing_.mean[channel] / preprocessing_.std[channel];
  }
  resize(worker, firstRow, endRow, [&](size_t at, simd::F32x4 rgb) {
    simd::storeThree(output.data() + at, simd::multiplyAdd(rgb, scale, offset));
  });
}

void InputTransform::writeRows(size_t worker, size_t firstRow, size_t endRow,
                               Quantization quantization, std::span<int8_t> output) {
  simd::F32x4 scale = {};
  simd::F32x4 offset = {};
  for (int c = 0; c < kRgbChannels; ++c) {
    const auto channel = static_cast<size_t>(c);
    scale[c] = 1.0f / (preprocessing_.std[channel] * quantization.scale);
    offset[c] =
        static_cast<float>(quantization.zeroPoint) - preprocessing_.mean[channel] * scale[c];
  }
  resize(worker, firstRow, endRow, [&](size_t at, simd::F32x4 rgb) {
    const simd::F32x4 exact = simd::multiplyAdd(rgb, scale, offset);
    const simd::I32x4 q = simd::roundToInteger(
        simd::minimum(simd::maximum(exact, simd::splat(-128)), simd::splat(127)));
    for (int c = 0; c < kRgbChannels; ++c)
      output[at + static_cast<size_t>(c)] = static_cast<int8_t>(q[c]);
  });
}

}  // namespace loupe
