// A tensor in memory that somebody else owns, such as a part of a model file.
#pragma once

#include <cstddef>
#include <span>

#include "tensor/tensor.h"

namespace loupe {

struct TensorView {
  DataType type = DataType::Float32;
  Shape shape;
  std::span<const std::byte> bytes;  // elementCount * sizeInBytes(type), of any alignment
};

}  // namespace loupe
