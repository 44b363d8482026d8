#include "kernels/add.h"

#include <pthreadpool.h>

#include <algorithm>
#include <limits>

#include "kernels/quantize.h"
#include "kernels/xnn_operator.h"

namespace loupe {
namespace {

// Each thread takes runs of this many values: enough to outweigh handing them out.
constexpr size_t kTile = 16384;

// The parts that both types share: `Body` adds values [start, start + count).
template <typename T, typename Body>
class Add final : public Operator {
 public:
  Add(size_t count, const Body& body) : count_(count), body_(body) {}

  size_t reshape(size_t batch, const ThreadPool&) override {
    total_ = batch * count_;
    return 0;
  }

  void setup(std::span<const std::byte* const> inputs, std::byte* output, std::byte*) override {
    a_ = as<T>(inputs[0]);
    b_ = as<T>(inputs[1]);
    output_ = as<T>(output);
  }

  void run(const ThreadPool& pool) override {
    pthreadpool_parallelize_1d_tile_1d(pool.get(), addTile, this, total_, kTile, /*flags=*/0);
  }

 private:
  static void addTile(void* self, size_t start, size_t count) {
    const auto& add = *static_cast<const Add*>(self);
    add.body_(add.a_ + start, add.b_ + start, add.output_ + start, count);
  }

  size_t count_;
  Body body_;
  size_t total_ = 0;
  const T* a_ = nullptr;
  const T* b_ = nullptr;
  T* output_ = nullptr;
};

struct FloatBody {
  void operator()(const float* a, const float* b, float* __restrict output, size_t count) const {
    for (size_t i = 0; i < count; ++i) output[i] = a[i] + b[i];
  }
};

// With ra = scale_a / scale_out and so on, q = qa * ra + qb * rb + (z_out - z_a * ra - z_b * rb).
struct QuantizedBody {
  float multiplierA;
  float multiplierB;
  float offset;

  void operator()(const int8_t* a, const int8_t* b, int8_t* __restrict output, size_t count) const {
    constexpr float kMin = std::numeric_limits<int8_t>::min();
    constexpr float kMax = std::numeric_limits<int8_t>::max();
    for (size_t i = 0; i < count; ++i) {
      const float sum = static_cast<float>(a[i]) * multiplierA +
                        (static_cast<float>(b[i]) * multiplierB + offset);
      output[i] = static_cast<int8_t>(roundToInt(std::min(std::max(kMin, sum), kMax)));
    }
  }
};

}  // namespace

OperatorPtr makeAdd(size_t count) {
  return std::make_unique<Add<float, FloatBody>>(count, FloatBody{});
}

OperatorPtr makeQuantizedAdd(size_t count, Quantization a, Quantization b, Quantization output) {
  QuantizedBody body{};
  body.multiplierA = a.scale / output.scale;
  body.multiplierB = b.scale / output.scale;
  body.offset = static_cast<float>(output.zeroPoint) -
                static_cast<float>(a.zeroPoint) * body.multiplierA -
                static_cast<float>(b.zeroPoint) * body.multiplierB;
  return std::make_unique<Add<int8_t, QuantizedBody>>(count, body);
}

}  // namespace loupe
