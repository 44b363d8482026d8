#include "nn/layer.h"

#include "error.h"

namespace loupe {
namespace {

// XNNPACK keeps a pointer to each pixel of each window: 512 MB of them. EfficientNet-Lite0 has 0.3 million.
constexpr size_t kMaxWindowPixels = size_t{1} << 26;

}  // namespace

void Layer::fail(const std::string& reason) const {
  throw Error(ErrorCode::BadModel,
              "layer '" + name_ + "' (" + std::string(type()) + "): " + reason);
}

const Shape& Layer::requirePicture(const TensorSpec& input) const {
  if (input.shape.rank() != 3) {
    fail("it needs a picture (height, width, channels), but its input is " +
         input.shape.toString());
  }
  return input.shape;
}

void Layer::requireFloat(const TensorSpec& input) const {
  if (input.type != DataType::Float32) fail("it works on float32 only, but its input is int8");
}

void Layer::requireOneType(std::span<const TensorSpec> inputs) const {
  if (inputs[0].type != inputs[1].type) fail("one of its inputs is int8 and the other float32");
}

void Layer::requireFusable(const TensorSpec& input, Activation activation) const {
  if (input.type == DataType::Int8 && !clampOf(activation)) {
    fail(
        "in int8 its activation must be linear, relu or relu6; put another one in an Activation "
        "layer after it");
  }
}

Extent2D Layer::requireWindowOutput(const Shape& picture, const Window& window) const {
  const auto& [size, strides, padding] = window;
  if (size.height == 0 || size.width == 0 || strides.height == 0 || strides.width == 0) {
    fail("its window and strides must be at least 1");
  }
  const Extent2D output = windowOutput({picture[0], picture[1]}, window);
  if (output.height == 0 || output.width == 0) {
    fail("its window of " + std::to_string(size.height) + "x" + std::to_string(size.width) +
         " does not fit in the picture of " + std::to_string(picture[0]) + "x" +
         std::to_string(picture[1]) + "; use padding 'same', a smaller window or fewer layers");
  }
  if (output.height * output.width > kMaxWindowPixels / (size.height * size.width)) {
    fail("its windows look at more than " + std::to_string(kMaxWindowPixels) +
         " pixels; use a smaller window, larger strides or a smaller picture");
  }
  return output;
}

TensorSpec Layer::specOf(const Shape& shape, const TensorSpec& input) const {
  if (input.type == DataType::Float32) {
    if (quantization_) fail("it has a quantization, but its input is float32");
    return {shape, DataType::Float32, {}};
  }
  if (!quantization_) fail("its input is int8, so it needs a quantization for its output");
  return {shape, DataType::Int8, *quantization_};
}

}  // namespace loupe
