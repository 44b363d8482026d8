// From a photo to the tensor that a network takes, in one pass: crop, resize, normalise.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "image/image.h"
#include "image/resample.h"
#include "tensor/tensor.h"

namespace loupe {

// What a network was trained on: x = (rgb - mean) / std, rgb from 0 to 255.
struct Preprocessing {
  float cropFraction = 1.0f;  // of the largest centred crop with the output's shape, 0 to 1
  std::array<float, 3> mean{0, 0, 0};
  std::array<float, 3> std{1, 1, 1};
};

// The crop is centred in the upright photo and has the output's aspect ratio. Resizing is bicubic
// (a = -0.5) and antialiased when shrinking, as Pillow's Image.resize(BICUBIC, box=crop) does it
// (https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c), without its rounding to
// 8 bits between the two directions. Transparency is shown on white.
//
// The photo is never turned nor copied: both directions are resized as it is stored, and its orientation
// decides where the small result is written. Memory is kept from call to call, so that a photo no
// larger than the largest before allocates nothing.
class InputTransform {
 public:
  InputTransform(size_t height, size_t width, const Preprocessing& preprocessing);

  // `output` has height * width * 3 values, NHWC.
  void apply(const ImageView& photo, std::span<float> output);

  // The same, rounded to the integers of `quantization`.
  void apply(const ImageView& photo, Quantization quantization, std::span<int8_t> output);

  // The same in steps that as many as `workers` can share. Returns how many rows there are; `photo` is read until
  // the last is written.
  size_t begin(const ImageView& photo, size_t workers = 1);

  // Writes a part of `output`. `worker` is below begin's, and nobody else's at the time.
  void writeRows(size_t worker, size_t firstRow, size_t endRow, std::span<float> output);
  void writeRows(size_t worker, size_t firstRow, size_t endRow, Quantization quantization,
                 std::span<int8_t> output);

 private:
  void plan(const ImageView& photo);
  template <typename Store>
  void resize(size_t worker, size_t firstRow, size_t endRow, Store store);

  int height_;
  int width_;
  Preprocessing preprocessing_;
  Placement placement_{};
  Taps columns_;  // of the photo as it is stored
  Taps rows_;
  Resampler resampler_;
};

}  // namespace loupe
