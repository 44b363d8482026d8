#include "train/session_options.h"

#include <algorithm>
#include <cmath>

#include "error.h"
#include "models/architecture.h"
#include "models/json.h"
#include "models/json_writer.h"
#include "models/preprocessing.h"
#include "train/trained_model.h"

namespace loupe {
namespace {

void read(const JsonValue& json, std::string_view key, size_t& option) {
  if (json.has(key)) option = json[key].size();
}

void read(const JsonValue& json, std::string_view key, bool& option) {
  if (json.has(key)) option = json[key].boolean();
}

// A number from `low` up to `high`.
void read(const JsonValue& json, std::string_view key, float low, float high, float& option) {
  if (!json.has(key)) return;
  option = json[key].real();
  if (!(option >= low && option <= high)) json[key].fail("is out of range");
}

void readPositive(const JsonValue& json, std::string_view key, size_t& option) {
  read(json, key, option);
  if (option == 0) json[key].fail("must be at least 1");
}

void read(const JsonValue& json, std::string_view key, Interval& option) {
  if (!json.has(key)) return;
  const std::vector<JsonValue> ends = json[key].items();
  if (ends.size() != 2) json[key].fail("must be [low, high]");
  option = {ends[0].real(), ends[1].real()};
}

void readFormat(const JsonValue& json, PhotoFormat& format) {
  constexpr size_t kHuge =
      1'000'000;  // pixels: an int holds it, and requireFormat says that it is too many
  if (json.has("imageSize")) {
    const std::vector<JsonValue> sides = json["imageSize"].items();
    if (sides.size() != 2) json["imageSize"].fail("must be [height, width]");
    format.height = static_cast<int>(std::min(sides[0].size(), kHuge));
    format.width = static_cast<int>(std::min(sides[1].size(), kHuge));
  }
  if (json.has("interpolation")) {
    const auto named = interpolationNamed(json["interpolation"].string());
    if (!named) json["interpolation"].fail("must be nearest, bilinear, bicubic or area");
    format.interpolation = *named;
  }
  read(json, "cropToAspectRatio", format.cropToAspectRatio);
  bool grayscale = false;
  read(json, "grayscale", grayscale);
  format.colorMode = grayscale ? ColorMode::Grayscale : ColorMode::Rgb;
}

void readConvnet(const JsonValue& json, ConvnetConfig& convnet) {
  if (json.has("filters")) {
    convnet.filters.clear();
    for (const JsonValue& count : json["filters"].items()) convnet.filters.push_back(count.size());
  }
  read(json, "kernelSize", convnet.kernelSize);
  read(json, "units", convnet.units);
  read(json, "dropout", 0, 1, convnet.dropout);
  if (!json.has("padding")) return;
  const std::string padding = json["padding"].string();
  if (padding != "valid" && padding != "same") json["padding"].fail("must be valid or same");
  convnet.padding = padding == "same" ? Padding::Same : Padding::Valid;
}

AugmentationOptions readAugmentation(const JsonValue& json, AugmentationOptions options) {
  constexpr float kMax = 1e4f;
  read(json, "rotation", 0, 360, options.rotation);
  read(json, "widthShift", 0, kMax, options.widthShift);
  read(json, "heightShift", 0, kMax, options.heightShift);
  read(json, "shear", 0, 90, options.shear);
  read(json, "zoom", options.zoom);
  read(json, "horizontalFlip", options.horizontalFlip);
  read(json, "verticalFlip", options.verticalFlip);
  read(json, "brightness", options.brightness);
  read(json, "contrast", options.contrast);
  read(json, "saturation", options.saturation);
  return options;
}

void readTraining(const JsonValue& json, bool fineTunes, TrainingOptions& training) {
  constexpr float kHuge = 1e30f;
  readPositive(json, "epochs", training.epochs);
  readPositive(json, "batchSize", training.batchSize);
  read(json, "stepsPerEpoch", training.stepsPerEpoch);
  read(json, "validationSteps", training.validationSteps);
  read(json, "earlyStopping", training.earlyStopping);
  if (json.has("seed")) training.seed = json["seed"].size();
  if (json.has("optimizer"))
    training.optimizer = defaultOptimizer(optimizerNamed(json["optimizer"].string()));
  read(json, "learningRate", 0, kHuge, training.optimizer.learningRate);
  read(json, "momentum", 0, 1, training.optimizer.momentum);
  read(json, "clipNorm", 0, kHuge, training.optimizer.globalClipNorm);
  if (json.has("schedule")) training.schedule.kind = scheduleNamed(json["schedule"].string());
  read(json, "labelSmoothing", 0, 1, training.loss.labelSmoothing);
  if (!json.has("augment")) return;
  const AugmentationOptions defaults = fineTunes ? fineTuningAugmentation() : AugmentationOptions{};
  training.augmentation = readAugmentation(json["augment"], defaults);
}

SessionOptions readOptions(const JsonValue& json) {
  SessionOptions options;
  readFormat(json, options.format);
  readConvnet(json, options.convnet);
  bool fineTunes = false;
  read(json, "fineTune", fineTunes);
  if (fineTunes) {
    options.training = fineTuningOptions();
    options.fineTuneFrom = json.has("fineTuneFrom") ? json["fineTuneFrom"].string() : kFineTuneFrom;
  }
  readTraining(json, fineTunes, options.training);
  if (json.has("validationSplit")) options.validationSplit = json["validationSplit"].number();
  read(json, "balanceClasses", options.balanceClasses);
  read(json, "hasValidation", options.hasValidation);
  read(json, "pixelBudget", options.pixelBudget);
  read(json, "memoryLimit", options.memoryLimit);
  if (json.has("classes")) options.convnet.classes = json["classes"].size();
  if (json.has("architecture")) options.architecture = json["architecture"].string();
  if (json.has("preprocessing")) options.preprocessing = json["preprocessing"].string();
  return options;
}

void takeFormatOf(const std::string& architecture, const std::optional<std::string>& preprocessing,
                  PhotoFormat& format) {
  const Shape input = readArchitecture(architecture).graph.input().shape;
  if (input.rank() != 3 || (input[2] != 1 && input[2] != 3)) {
    throw Error(ErrorCode::BadModel,
                "the network takes " + input.toString() +
                    "; one for photos takes [height, width, 3], or 1 for grey ones");
  }
  if (preprocessing) {
    format = photoFormatOf(JsonDocument(*preprocessing, "preprocessing").root(), input);
    return;
  }
  format.height = static_cast<int>(input[0]);
  format.width = static_cast<int>(input[1]);
  format.colorMode = input[2] == 1 ? ColorMode::Grayscale : ColorMode::Rgb;
}

}  // namespace

SessionOptions readSessionOptions(std::string_view text) {
  SessionOptions options;
  try {
    const JsonDocument document(text, "options");
    options = readOptions(document.root());
  } catch (const Error& error) {
    throw Error(ErrorCode::NotSupported, error.what());
  }
  if (options.architecture)
    takeFormatOf(*options.architecture, options.preprocessing, options.format);
  requireFormat(options.format);
  return options;
}

std::string optionsOfModel(std::span<const std::byte> file) {
  const ModelDescription model = readModelDescription(Safetensors(file));
  JsonWriter json;
  json.beginObject().member("architecture", model.architecture);
  return json.member("preprocessing", preprocessingOf(model.format)).endObject().text();
}

std::string optionsOfBase(std::span<const std::byte> file, std::string_view options) {
  requireFineTuning(file, readSessionOptions(options).fineTuneFrom.value_or(kFineTuneFrom));
  const PhotoFormat format = fineTuningFormat(file);
  JsonWriter json;
  json.beginObject().key("imageSize").beginArray();
  json.value(static_cast<size_t>(format.height))
      .value(static_cast<size_t>(format.width))
      .endArray();
  json.member("interpolation", toString(format.interpolation));
  json.key("cropToAspectRatio").value(format.cropToAspectRatio);
  return json.key("grayscale").value(false).endObject().text();
}

std::string architectureText(const SessionOptions& options, size_t classes) {
  if (options.architecture) return *options.architecture;
  ConvnetConfig config = options.convnet;
  config.height = static_cast<size_t>(options.format.height);
  config.width = static_cast<size_t>(options.format.width);
  config.channels = static_cast<size_t>(options.format.channels());
  config.classes = classes;
  return convnetArchitecture(config);
}

}  // namespace loupe
