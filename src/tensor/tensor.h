// A dense array of numbers with a shape: weights, activations, embeddings.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "tensor/aligned_buffer.h"
#include "tensor/shape.h"

namespace loupe {

enum class DataType { Float32, Int32, Int8, Uint8 };

size_t sizeInBytes(DataType type);
std::string_view toString(DataType type);  // "float32", "int8", ...

template <typename T>
constexpr DataType dataTypeOf() {
  if constexpr (std::is_same_v<T, float>)
    return DataType::Float32;
  else if constexpr (std::is_same_v<T, int32_t>)
    return DataType::Int32;
  else if constexpr (std::is_same_v<T, int8_t>)
    return DataType::Int8;
  else {
    static_assert(std::is_same_v<T, uint8_t>, "a Tensor holds float, int32_t, int8_t or uint8_t");
    return DataType::Uint8;
  }
}

// How a quantised tensor's integers stand for real numbers: real = scale * (q - zeroPoint).
struct Quantization {
  float scale = 0;  // > 0
  int zeroPoint = 0;

  friend bool operator==(const Quantization&, const Quantization&) = default;
};

class Tensor {
 public:
  Tensor() = default;

  // Elements are undefined until written. Throws Error(BadModel) for an unaddressable shape and
  // std::bad_alloc when there is no memory.
  Tensor(DataType type, const Shape& shape);

  DataType type() const { return type_; }
  const Shape& shape() const { return shape_; }
  size_t elementCount() const { return elementCount_; }
  std::span<const std::byte> bytes() const { return {storage_.data(), storage_.size()}; }
  std::span<std::byte> bytes() { return {storage_.data(), storage_.size()}; }

  // The elements as T. Throws Error(BadModel) when T is not the tensor's type.
  template <typename T>
  std::span<T> values() {
    requireType(dataTypeOf<T>());
    return {reinterpret_cast<T*>(storage_.data()), elementCount_};
  }
  template <typename T>
  std::span<const T> values() const {
    requireType(dataTypeOf<T>());
    return {reinterpret_cast<const T*>(storage_.data()), elementCount_};
  }

 private:
  void requireType(DataType wanted) const;

  DataType type_ = DataType::Float32;
  Shape shape_;
  size_t elementCount_ = 0;
  AlignedBuffer storage_;
};

}  // namespace loupe
