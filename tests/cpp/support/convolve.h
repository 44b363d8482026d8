// Runs a convolution's operator by itself.
#pragma once

#include <array>
#include <vector>

#include "kernels/convolution.h"
#include "support/threads.h"
#include "tensor/aligned_buffer.h"

namespace loupe::test {

// Output values of `batch` items. The input has no padding: the sanitizer sees every read beyond it.
template <typename T>
std::vector<T> convolve(Operator& op, const ConvolutionGeometry& geometry,
                        const std::vector<T>& input, size_t batch, int threads) {
  const Extent2D out = windowOutput(geometry.input, geometry.window);
  std::vector<T> output(batch * out.height * out.width * geometry.outputChannels);
  AlignedBuffer workspace(op.reshape(batch, threadPool(threads)));
  const std::array<const std::byte*, 1> inputs = {reinterpret_cast<const std::byte*>(input.data())};
  op.setup(inputs, reinterpret_cast<std::byte*>(output.data()), workspace.data());
  op.run(threadPool(threads));
  return output;
}

}  // namespace loupe::test
