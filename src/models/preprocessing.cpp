#include "models/preprocessing.h"

#include <algorithm>
#include <array>

#include "error.h"
#include "kernels/parallel.h"
#include "models/json_writer.h"

namespace loupe {
namespace {

constexpr std::array<std::pair<std::string_view, Interpolation>, 4> kInterpolations = {
    {{"nearest", Interpolation::Nearest},
     {"bilinear", Interpolation::Bilinear},
     {"bicubic", Interpolation::Bicubic},
     {"area", Interpolation::Area}}};

std::array<float, 3> readTriple(const JsonValue& json) {
  const std::vector<JsonValue> items = json.items();
  if (items.size() != 3) json.fail("must be [red, green, blue]");
  std::array<float, 3> triple{};
  std::ranges::transform(items, triple.begin(), [](const JsonValue& item) { return item.real(); });
  return triple;
}

float readCropFraction(const JsonValue& json) {
  const float fraction = json["crop_fraction"].real();
  if (!(fraction > 0 && fraction <= 1)) json["crop_fraction"].fail("must be above 0 and at most 1");
  if (json["interpolation"].string() != "bicubic")
    json["interpolation"].fail("must be \"bicubic\"");
  return fraction;
}

}  // namespace

std::optional<Interpolation> interpolationNamed(std::string_view name) {
  const auto found =
      std::ranges::find(kInterpolations, name, [](const auto& entry) { return entry.first; });
  if (found == kInterpolations.end()) return std::nullopt;
  return found->second;
}

Preprocessing readNormalization(const JsonValue& json) {
  Preprocessing normalization;
  normalization.mean = readTriple(json["mean"]);
  normalization.std = readTriple(json["std"]);
  if (std::ranges::any_of(normalization.std, [](float std) { return !(std > 0); })) {
    json["std"].fail("must be above 0");
  }
  return normalization;
}

PhotoFormat photoFormatOf(const JsonValue& json, const Shape& input) {
  PhotoFormat format;
  format.height = static_cast<int>(input[0]);
  format.width = static_cast<int>(input[1]);
  const auto interpolation = interpolationNamed(json["interpolation"].string());
  if (!interpolation) json["interpolation"].fail("must be nearest, bilinear, bicubic or area");
  format.interpolation = *interpolation;
  format.cropToAspectRatio = json["crop_to_aspect_ratio"].boolean();
  const std::string mode = json["color_mode"].string();
  if (mode != "rgb" && mode != "grayscale") json["color_mode"].fail("must be rgb or grayscale");
  format.colorMode = mode == "rgb" ? ColorMode::Rgb : ColorMode::Grayscale;
  if (static_cast<size_t>(format.channels()) != input[2]) {
    json["color_mode"].fail("does not fit the network's input " + input.toString());
  }
  return format;
}

std::string_view toString(Interpolation interpolation) {
  return std::ranges::find(kInterpolations, interpolation,
                           [](const auto& entry) { return entry.second; })
      ->first;
}

PhotoPreprocessor::PhotoPreprocessor(const JsonValue& json, const TensorSpec& input)
    : input_(input), normalization_(readNormalization(json)) {
  const Shape& shape = input.shape;
  if (shape.rank() != 3 || (shape[2] != 3 && shape[2] != 1)) {
    throw Error(ErrorCode::BadModel,
                "the model takes " + shape.toString() +
                    "; a model for photos takes (height, width, 3) or (height, width, 1)");
  }
  if (json.has("crop_fraction")) {
    if (shape[2] != 3) json.fail("has a crop_fraction, which needs a network for colours");
    normalization_.cropFraction = readCropFraction(json);
    transform_.emplace(shape[0], shape[1], normalization_);
    return;
  }
  if (input.type != DataType::Float32) json.fail("needs a crop_fraction for an int8 network");
  const PhotoFormat format = photoFormatOf(json, shape);
  resizer_.emplace(format);
  pixels_.resize(format.bytes());
}

void PhotoPreprocessor::apply(const ImageView& photo, Executor& executor) {
  if (resizer_) {
    applyResizer(photo, executor.input<float>());
    return;
  }
  const ThreadPool& pool = executor.pool();
  const size_t rows = transform_->begin(photo, static_cast<size_t>(pool.threads()));
  parallelParts(pool, rows, [&](const Part& part) {
    if (input_.type == DataType::Int8) {
      transform_->writeRows(part.index, part.begin, part.end, input_.quantization,
                            executor.input<int8_t>());
    } else {
      transform_->writeRows(part.index, part.begin, part.end, executor.input<float>());
    }
  });
}

void PhotoPreprocessor::applyResizer(const ImageView& photo, std::span<float> input) {
  resizer_->apply(photo, pixels_);
  const size_t channels = input_.shape[2];
  for (size_t i = 0; i < pixels_.size(); ++i) {
    const size_t c = i % channels;
    input[i] = (static_cast<float>(pixels_[i]) - normalization_.mean[c]) / normalization_.std[c];
  }
}

std::string preprocessingOf(const PhotoFormat& format) {
  JsonWriter json;
  json.beginObject().key("crop_to_aspect_ratio").value(format.cropToAspectRatio);
  json.member("interpolation", toString(format.interpolation));
  json.member("color_mode", format.colorMode == ColorMode::Rgb ? "rgb" : "grayscale");
  json.key("mean").beginArray().value(size_t{0}).value(size_t{0}).value(size_t{0}).endArray();
  json.key("std").beginArray().value(size_t{255}).value(size_t{255}).value(size_t{255}).endArray();
  return json.endObject().text();
}

}  // namespace loupe
