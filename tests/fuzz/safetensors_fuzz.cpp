// What is read must be written and read again the same.
#include <algorithm>

#include "fuzz.h"
#include "models/safetensors.h"

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  const Safetensors file(input);
  const std::map<std::string, TensorView> tensors(file.tensors().begin(), file.tensors().end());
  const std::vector<std::byte> written = writeSafetensors(tensors, {});
  const Safetensors again(written);
  for (const auto& [name, view] : tensors) {
    const TensorView* copy = again.find(name);
    if (!copy || copy->type != view.type || copy->shape != view.shape) __builtin_trap();
    if (!std::ranges::equal(copy->bytes, view.bytes)) __builtin_trap();
  }
}
