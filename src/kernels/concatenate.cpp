#include "kernels/concatenate.h"

#include <algorithm>

#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

class Concatenate final : public Operator {
 public:
  Concatenate(size_t first, size_t second) : first_(first), second_(second) {}

  size_t reshape(size_t batch, const ThreadPool&) override {
    batch_ = batch;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    a_ = as<float>(inputs[0]);
    b_ = as<float>(inputs[1]);
    output_ = as<float>(output);
  }

  void run(const ThreadPool&) override {
    float* to = output_;
    for (size_t item = 0; item < batch_; ++item) {
      to = std::copy_n(a_ + item * first_, first_, to);
      to = std::copy_n(b_ + item * second_, second_, to);
    }
  }

 private:
  size_t first_;
  size_t second_;
  size_t batch_ = 0;
  const float* a_ = nullptr;
  const float* b_ = nullptr;
  float* output_ = nullptr;
};

}  // namespace

OperatorPtr makeConcatenate(size_t first, size_t second) {
  return std::make_unique<Concatenate>(first, second);
}

}  // namespace loupe
