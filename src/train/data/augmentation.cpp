#include "train/data/augmentation.h"

#include <cmath>
#include <numbers>
#include <string>

#include "error.h"
#include "train/data/counter_random.h"

namespace loupe {
namespace {

void require(bool makesSense, const std::string& name, const std::string& wanted) {
  if (makesSense) return;
  throw Error(ErrorCode::NotSupported,
              "augmentation: " + name + " makes no sense; " + wanted + " is wanted");
}

void requireFinite(float value, const std::string& name) {
  require(value >= 0 && std::isfinite(value), name, "a number from 0 on");
}

void requireFactors(Interval range, float lowest, const std::string& name) {
  require(range.low >= lowest && range.low <= range.high && std::isfinite(range.high), name,
          "a range of factors, such as 0.8 to 1.2,");
}

// A fraction of `size`, or pixels from 1 on.
float shiftInPixels(float range, int size) {
  return range < 1 ? range * static_cast<float>(size) : range;
}

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

}  // namespace

// Each matrix is as in apply_affine_transform, whose first coordinate is x.
Affine affineOf(const PhotoTransform& transform, int height, int width) {
  const double angle = radians(transform.rotation);
  const double shear = radians(transform.shear);
  const double centreX = width / 2.0 - 0.5;
  const double centreY = height / 2.0 - 0.5;
  const Affine rotation = {std::cos(angle), -std::sin(angle), 0,
                           std::sin(angle), std::cos(angle),  0};
  const Affine shift = {1, 0, transform.shiftX, 0, 1, transform.shiftY};
  const Affine shearing = {1, -std::sin(shear), 0, 0, std::cos(shear), 0};
  const Affine zoom = {transform.zoomX, 0, 0, 0, transform.zoomY, 0};
  const Affine fromCentre = {1, 0, centreX, 0, 1, centreY};
  const Affine toCentre = {1, 0, -centreX, 0, 1, -centreY};
  // About the centre, so that a flip only changes the sign.
  const Affine flip = {transform.flipHorizontally ? -1.0 : 1.0, 0, 0, 0,
                       transform.flipVertically ? -1.0 : 1.0,   0};
  return fromCentre * (rotation * shift * shearing * zoom * flip) * toCentre;
}

Augmenter::Augmenter(const AugmentationOptions& options) : options_(options) {
  requireFinite(options.rotation, "rotation");
  requireFinite(options.widthShift, "width shift");
  requireFinite(options.heightShift, "height shift");
  requireFinite(options.shear, "shear");
  constexpr float kLeastZoom = 0.01f;  // below, a photo is one pixel
  requireFactors(options.zoom, kLeastZoom, "zoom");
  requireFactors(options.brightness, 0, "brightness");
  requireFactors(options.contrast, 0, "contrast");
  requireFactors(options.saturation, 0, "saturation");
}

// Always the same draws, so that one range does not change what comes of another.
PhotoTransform Augmenter::draw(uint64_t seed, uint32_t epoch, uint32_t photo, int height,
                               int width) const {
  CounterRandom random(seed, CounterRandom::Purpose::Augmentation, epoch, photo);
  const auto toEitherSide = [&](float range) { return random.uniform(-range, range); };
  const auto from = [&](Interval range) { return random.uniform(range.low, range.high); };
  const auto sometimes = [&](bool allowed) { return random.uniform(0, 1) < 0.5f && allowed; };
  PhotoTransform transform;
  transform.rotation = toEitherSide(options_.rotation);
  transform.shiftY = toEitherSide(shiftInPixels(options_.heightShift, height));
  transform.shiftX = toEitherSide(shiftInPixels(options_.widthShift, width));
  transform.shear = toEitherSide(options_.shear);
  transform.zoomX = from(options_.zoom);
  transform.zoomY = from(options_.zoom);
  transform.flipHorizontally = sometimes(options_.horizontalFlip);
  transform.flipVertically = sometimes(options_.verticalFlip);
  transform.color.brightness = from(options_.brightness);
  transform.color.contrast = from(options_.contrast);
  transform.color.saturation = from(options_.saturation);
  return transform;
}

void Augmenter::apply(const PhotoTransform& transform, const PixelView& photo, float scale,
                      std::span<float> output) {
  constexpr float kWhite = 255;
  warper_.apply(photo, affineOf(transform, photo.height, photo.width), scale, output);
  adjustColors(transform.color, photo.channels, kWhite * scale, output);
}

}  // namespace loupe
