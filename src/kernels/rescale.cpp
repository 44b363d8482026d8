#include "kernels/rescale.h"

#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

class Rescale final : public Operator {
 public:
  Rescale(size_t count, float scale, float offset)
      : count_(count), scale_(scale), offset_(offset) {}

  size_t reshape(size_t batch, const ThreadPool&) override {
    total_ = batch * count_;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    input_ = as<float>(inputs[0]);
    output_ = as<float>(output);
  }

  void run(const ThreadPool&) override {
    for (size_t i = 0; i < total_; ++i) output_[i] = input_[i] * scale_ + offset_;
  }

 private:
  size_t count_;
  float scale_;
  float offset_;
  size_t total_ = 0;
  const float* input_ = nullptr;
  float* output_ = nullptr;
};

}  // namespace

OperatorPtr makeRescale(size_t count, float scale, float offset) {
  return std::make_unique<Rescale>(count, scale, offset);
}

}  // namespace loupe
