#include "kernels/quantize.h"

namespace loupe {

void dequantize(std::span<const int8_t> q, Quantization quantization, std::span<float> real) {
  const auto zeroPoint = static_cast<float>(quantization.zeroPoint);
  for (size_t i = 0; i < q.size(); ++i) {
    real[i] = quantization.scale * (static_cast<float>(q[i]) - zeroPoint);
  }
}

}  // namespace loupe
