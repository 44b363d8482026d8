// From a photo to a network's input, as a model file's "preprocessing" says. There are two ways:
//   {"crop_fraction": 0.875, "interpolation": "bicubic", "mean": [..], "std": [..]}
//     the centre of the photo, antialiased: as the pretrained networks were trained (image/input_transform.h);
//   {"crop_to_aspect_ratio": false, "interpolation": "bilinear", "color_mode": "rgb", "mean": .., "std": ..}
//     as Keras loads photos from a folder: what is trained here (image/photo_resizer.h).
// Either way x = (rgb - mean) / std, rgb from 0 to 255.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "image/input_transform.h"
#include "image/photo_resizer.h"
#include "models/json.h"
#include "nn/executor.h"

namespace loupe {

// "nearest", "bilinear", "bicubic", "area"; nothing for another name.
std::optional<Interpolation> interpolationNamed(std::string_view name);
std::string_view toString(Interpolation interpolation);

class PhotoPreprocessor {
 public:
  // `input`: of the network. Throws Error(BadModel) naming what is wrong.
  PhotoPreprocessor(const JsonValue& json, const TensorSpec& input);

  // Fills the executor's input.
  void apply(const ImageView& photo, Executor& executor);

 private:
  void applyResizer(const ImageView& photo, std::span<float> input);

  TensorSpec input_;
  Preprocessing normalization_;
  std::optional<InputTransform> transform_;
  std::optional<PhotoResizer> resizer_;  // where there is no transform
  std::vector<uint8_t> pixels_;          // that the resizer makes
};

// Its mean and std. Throws Error(BadModel) naming what is wrong.
Preprocessing readNormalization(const JsonValue& json);

// The second way's format of photos. Throws Error(BadModel) naming what is wrong.
PhotoFormat photoFormatOf(const JsonValue& json, const Shape& input);

// What PhotoPreprocessor reads for photos prepared in `format`, whose values are to be 0 to 1.
std::string preprocessingOf(const PhotoFormat& format);

}  // namespace loupe
