#include "tensor/tensor.h"

#include <limits>
#include <string>

#include "error.h"

namespace loupe {

size_t sizeInBytes(DataType type) {
  return type == DataType::Float32 || type == DataType::Int32 ? 4 : 1;
}

std::string_view toString(DataType type) {
  switch (type) {
    case DataType::Float32:
      return "float32";
    case DataType::Int32:
      return "int32";
    case DataType::Int8:
      return "int8";
    case DataType::Uint8:
      return "uint8";
  }
  return "unknown";
}

Tensor::Tensor(DataType type, const Shape& shape)
    : type_(type), shape_(shape), elementCount_(shape.elementCount()) {
  if (elementCount_ > std::numeric_limits<size_t>::max() / sizeInBytes(type))
    throw std::bad_alloc();
  storage_ = AlignedBuffer(elementCount_ * sizeInBytes(type));
}

void Tensor::requireType(DataType wanted) const {
  if (wanted == type_) return;
  throw Error(ErrorCode::BadModel, "a tensor holds " + std::string(toString(type_)) + " where " +
                                       std::string(toString(wanted)) + " is needed");
}

}  // namespace loupe
