#include "image/photo_resizer.h"

#include <algorithm>
#include <cmath>

namespace loupe {
namespace {

// What is kept of one direction, in pixels: whole ones, as Keras slices.
struct Extent {
  int start, size;
};

// The largest part of `size` with `target` to `otherTarget` as `otherSize` has room for, centred.
Extent cropTo(int size, int otherSize, int target, int otherTarget) {
  const auto fitting = static_cast<int>(static_cast<int64_t>(otherSize) * target / otherTarget);
  const int crop = std::clamp(fitting, 1, size);
  return {(size - crop) / 2, crop};
}

// Keys's cubic convolution with a = -0.5, for |x| < 2.
double bicubic(double x) {
  x = std::fabs(x);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
}

// The pixels from `begin` to `end`, as far as there are such, weighted by weight(pixel); weights add up to 1.
template <typename Weight>
void setTaps(Taps& taps, size_t output, Extent extent, int begin, int end, Weight weight) {
  begin = std::clamp(begin, 0, extent.size - 1);
  end = std::clamp(end, begin + 1, extent.size);
  double sum = 0;
  for (int at = begin; at < end; ++at) sum += weight(at);
  float* weights = taps.weightsOf(output);
  for (int at = begin; at < end; ++at) *weights++ = static_cast<float>(weight(at) / sum);
  taps.first[output] = extent.start + begin;
  taps.count[output] = end - begin;
}

void planTaps(Taps& taps, Interpolation interpolation, Extent extent, int outputs) {
  const double scale = static_cast<double>(extent.size) / outputs;
  taps.resize(outputs, interpolation == Interpolation::Area ? static_cast<int>(scale) + 2 : 4);
  for (size_t i = 0; i < taps.first.size(); ++i) {
    const double from = static_cast<double>(i) * scale;
    const double to = from + scale;
    const double centre = (static_cast<double>(i) + 0.5) * scale;  // a pixel's own is at + 0.5
    const double position = std::clamp(centre - 0.5, 0.0, extent.size - 1.0);
    const auto below = static_cast<int>(std::floor(position));
    switch (interpolation) {
      case Interpolation::Nearest:
        setTaps(taps, i, extent, static_cast<int>(centre), static_cast<int>(centre) + 1,
                [](int) { return 1.0; });
        break;
      case Interpolation::Bilinear:
        setTaps(taps, i, extent, below, below + 2,
                [&](int at) { return 1 - std::fabs(at - position); });
        break;
      case Interpolation::Bicubic: {
        const auto before = static_cast<int>(std::floor(centre - 0.5));
        setTaps(taps, i, extent, before - 1, before + 3,
                [&](int at) { return bicubic(at - (centre - 0.5)); });
        break;
      }
      case Interpolation::Area:
        setTaps(taps, i, extent, static_cast<int>(from), static_cast<int>(std::ceil(to)),
                [&](int at) { return std::min(to, at + 1.0) - std::max(from, double(at)); });
        break;
    }
  }
}

// The same seen from the other end: of the last output first.
void mirror(const Taps& taps, int inputSize, Taps& mirrored) {
  const size_t outputs = taps.first.size();
  mirrored.resize(static_cast<int>(outputs), taps.stride);
  for (size_t i = 0; i < outputs; ++i) {
    const size_t from = outputs - 1 - i;
    const int count = taps.count[from];
    mirrored.first[i] = inputSize - taps.first[from] - count;
    mirrored.count[i] = count;
    std::reverse_copy(taps.weightsOf(from), taps.weightsOf(from) + count, mirrored.weightsOf(i));
  }
}

uint8_t toByte(float value) {
  return static_cast<uint8_t>(std::nearbyint(std::min(std::max(value, 0.0f), 255.0f)));
}

}  // namespace

void PhotoResizer::plan(const ImageView& photo, const Placement& placement) {
  const int photoWidth = photo.uprightWidth();
  const int photoHeight = photo.uprightHeight();
  Extent horizontal = {0, photoWidth};
  Extent vertical = {0, photoHeight};
  if (format_.cropToAspectRatio) {
    horizontal = cropTo(photoWidth, photoHeight, format_.width, format_.height);
    vertical = cropTo(photoHeight, photoWidth, format_.height, format_.width);
  }
  // Positions round down, so they are found in the upright photo and then seen as it is stored.
  const bool swapped = swapsAxes(photo.orientation);
  const auto planStored = [&](Taps& stored, bool isHorizontal, int storedSize, int step) {
    Taps& planned = step < 0 ? upright_ : stored;
    planTaps(planned, format_.interpolation, isHorizontal ? horizontal : vertical,
             isHorizontal ? format_.width : format_.height);
    if (step < 0) mirror(planned, storedSize, stored);
  };
  planStored(columns_, !swapped, photo.width, placement.columnStep);
  planStored(rows_, swapped, photo.height, placement.rowStep);
}

void PhotoResizer::apply(const ImageView& photo, std::span<uint8_t> output) {
  const Placement placement = placementOf(photo.orientation, format_.width, format_.height);
  plan(photo, placement);
  resampler_.begin(photo);
  const auto resample = [&](auto store) {
    resampler_.resample(0, 0, rows_.first.size(), columns_, rows_, placement, store);
  };
  if (format_.colorMode == ColorMode::Grayscale) {
    resample([&](size_t at, simd::F32x4 rgb) {
      output[at] = toByte(0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2]);
    });
    return;
  }
  resample([&](size_t at, simd::F32x4 rgb) {
    for (size_t c = 0; c < 3; ++c) output[3 * at + c] = toByte(rgb[static_cast<int>(c)]);
  });
}

}  // namespace loupe
