// A file of tests/fixtures: tensors and texts by name.
#pragma once

#include <filesystem>
#include <vector>

#include "models/safetensors.h"
#include "support/files.h"

namespace loupe::test {

class Fixture {
 public:
  explicit Fixture(const std::filesystem::path& path) : bytes_(readFile(path)), file_(bytes_) {}

  const Safetensors& file() const { return file_; }
  bool has(std::string_view name) const { return file_.find(name) != nullptr; }
  const Shape& shape(std::string_view name) const { return file_.find(name)->shape; }

  template <typename T>
  std::vector<T> values(std::string_view name) const {
    const TensorView* view = file_.find(name);
    std::vector<T> values(view->bytes.size() / sizeof(T));
    std::copy(view->bytes.begin(), view->bytes.end(), reinterpret_cast<std::byte*>(values.data()));
    return values;
  }

 private:
  std::vector<std::byte> bytes_;
  Safetensors file_;
};

}  // namespace loupe::test
