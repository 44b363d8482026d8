// Photos changed at random, a little and differently each time, so that a network learns what stays the same.
#pragma once

#include <cstdint>
#include <span>

#include "train/data/color_jitter.h"
#include "train/data/warp.h"

namespace loupe {

struct Interval {
  float low, high;
};

// Keras's ImageDataGenerator's arguments, with fill_mode 'nearest'; the defaults are those of the "cats vs
// dogs" exercise. Colour factors are drawn evenly from their ranges; 1 changes nothing.
// https://github.com/keras-team/keras/blob/v2.15.0/keras/preprocessing/image.py
struct AugmentationOptions {
  float rotation = 40;           // degrees, to either side
  float widthShift = 0.2f;       // of the width, or pixels from 1 on, to either side
  float heightShift = 0.2f;      // of the height, or pixels from 1 on
  float shear = 0.2f;            // degrees, to either side
  Interval zoom = {0.8f, 1.2f};  // what part of the photo is seen: below 1 it is enlarged
  bool horizontalFlip = true;
  bool verticalFlip = false;
  Interval brightness = {1, 1};
  Interval contrast = {1, 1};
  Interval saturation = {1, 1};
};

// What is done to one photo, once.
struct PhotoTransform {
  float rotation = 0;  // degrees
  float shiftX = 0;    // pixels
  float shiftY = 0;
  float shear = 0;  // degrees
  float zoomX = 1;
  float zoomY = 1;
  bool flipHorizontally = false;
  bool flipVertically = false;
  ColorJitter color;
};

// The transform's geometry as one matrix, from the result to the photo: Keras's apply_affine_transform, after
// which Keras flips. In Keras 2.15 a photo that is not square turns about another point than its centre, and
// width and height of the shifts change places; here they do not.
Affine affineOf(const PhotoTransform& transform, int height, int width);

// One a thread: memory is kept from call to call.
class Augmenter {
 public:
  // Throws Error(NotSupported) naming a range that makes no sense.
  explicit Augmenter(const AugmentationOptions& options);

  // Depends on nothing but its arguments.
  PhotoTransform draw(uint64_t seed, uint32_t epoch, uint32_t photo, int height, int width) const;

  // `output` has the photo's shape, its values are from 0 to 255 * scale.
  void apply(const PhotoTransform& transform, const PixelView& photo, float scale,
             std::span<float> output);

 private:
  AugmentationOptions options_;
  Warper warper_;
};

}  // namespace loupe
