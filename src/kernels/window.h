// The window that convolutions and poolings move over a picture.
#pragma once

#include <cstddef>

namespace loupe {

struct Extent2D {
  size_t height = 1;
  size_t width = 1;

  friend bool operator==(const Extent2D&, const Extent2D&) = default;
};

// Keras's and TensorFlow's meaning. Same: the output has ceil(input / stride) rows; when the padding is
// odd the extra row or column is at the bottom or right.
// https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
enum class Padding { Valid, Same };

struct Window {
  Extent2D size;
  Extent2D strides;
  Padding padding = Padding::Valid;
};

// Output rows (or columns) for `input` ones; 0 when a Valid window does not fit.
constexpr size_t windowOutput(size_t input, size_t size, size_t stride, Padding padding) {
  if (padding == Padding::Same) return (input + stride - 1) / stride;
  return input < size ? 0 : (input - size) / stride + 1;
}

constexpr Extent2D windowOutput(Extent2D input, const Window& window) {
  return {windowOutput(input.height, window.size.height, window.strides.height, window.padding),
          windowOutput(input.width, window.size.width, window.strides.width, window.padding)};
}

}  // namespace loupe
