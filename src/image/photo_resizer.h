// From a photo to the pixels that are trained on, as Keras's image_dataset_from_directory makes them.
#pragma once

#include <cstdint>
#include <span>

#include "image/image.h"
#include "image/resample.h"

namespace loupe {

enum class Interpolation {
  Nearest,
  Bilinear,
  Bicubic,  // Keys's cubic convolution, a = -0.5
  Area,     // the mean of what an output pixel covers; the only one that is antialiased
};

enum class ColorMode { Rgb, Grayscale };

constexpr int channelsOf(ColorMode mode) { return mode == ColorMode::Rgb ? 3 : 1; }

// What a photo is turned into: image_dataset_from_directory's arguments of the same names.
struct PhotoFormat {
  int height = 150;  // pixels
  int width = 150;
  Interpolation interpolation = Interpolation::Bilinear;
  bool cropToAspectRatio = false;  // else the photo is stretched
  ColorMode colorMode = ColorMode::Rgb;

  int channels() const { return channelsOf(colorMode); }
  size_t bytes() const {
    return static_cast<size_t>(height) * static_cast<size_t>(width) *
           static_cast<size_t>(channels());
  }
};

// Resizes as tf.image.resize does without its antialias
// (https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/kernels/image) and crops as
// keras.utils.image_dataset_from_directory, with these differences: values are rounded to 8 bits, photos are
// turned upright by their orientation first, and transparency is shown on white. Grey is Rec. 601's luma.
//
// Memory is kept from call to call. Not for two threads at once.
class PhotoResizer {
 public:
  explicit PhotoResizer(const PhotoFormat& format) : format_(format) {}

  // `output` has format.bytes() values: height x width x channels.
  void apply(const ImageView& photo, std::span<uint8_t> output);

 private:
  void plan(const ImageView& photo, const Placement& placement);

  PhotoFormat format_;
  Taps upright_;
  Taps columns_;  // of the photo as it is stored
  Taps rows_;
  Resampler resampler_;
};

}  // namespace loupe
