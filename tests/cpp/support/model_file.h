// Models small enough to be written by hand.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "models/safetensors.h"

namespace loupe::test {

struct ModelFile {
  std::map<std::string, std::string> metadata;
  std::map<std::string, Tensor> tensors;

  std::vector<std::byte> bytes() const;
};

template <typename T>
Tensor tensorOf(const Shape& shape, const std::vector<T>& values) {
  Tensor tensor(dataTypeOf<T>(), shape);
  std::copy(values.begin(), values.end(), tensor.values<T>().begin());
  return tensor;
}

// Names the colour that an 8 x 8 picture has most of: "red", "green" or "blue". Red and green are kinds of
// "warm", and all of "colour". The layer "pool" describes a picture by its mean colour.
ModelFile colourModel();

// The same in int8.
ModelFile quantizedColourModel();

// `text` with its only occurrence of `from` replaced.
std::string replaced(std::string text, const std::string& from, const std::string& to);

}  // namespace loupe::test
