// What trains one layer: its forward pass, and the backward pass that turns the gradient of its output into
// those of its inputs and weights. Everything is float32, dense, NHWC; weights are laid out as Keras lays
// them out: convolutions [height, width, input channels, filters], depthwise [height, width, channels],
// dense [inputs, units].
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "kernels/thread_pool.h"

namespace loupe {

// Takes the gradients of a layer's weights.
class GradientSink {
 public:
  virtual ~GradientSink() = default;

  // The gradient of the values [first, first + gradient.size()) of the layer's weight number `weight`,
  // summed over the batch. Each value comes once a backward pass, ranges in any order and perhaps from
  // several threads at once. From then on the layer does not read those values any more: they may be
  // updated on the spot, while they are in the cache.
  virtual void take(size_t weight, size_t first, std::span<const float> gradient) = 0;
};

// One forward pass, and what the backward pass sees of it.
struct TrainingStep {
  size_t batch = 0;                       // items, at most those that the workspace was planned for
  std::span<const float* const> inputs;   // `batch` items each
  std::span<const float* const> weights;  // in the order of the layer's parameters
  float* output = nullptr;
  std::byte* workspace = nullptr;  // aligned to kAlignmentBytes; its content does not last
  std::byte* kept = nullptr;       // what forward leaves for backward
  const ThreadPool* pool = nullptr;
  bool training = true;  // false: as in use, so Dropout drops nothing
  uint64_t seed = 0;     // of this layer's random numbers in this step
};

struct StepGradients {
  float* output = nullptr;         // of the loss by the layer's output; may be overwritten
  std::span<float* const> inputs;  // to be written; null where nobody wants it
  GradientSink* weights = nullptr;
};

class Trainable {
 public:
  virtual ~Trainable() = default;

  virtual size_t workspaceBytes(size_t /*batch*/, int /*threads*/) const { return 0; }
  virtual size_t keptBytes(size_t /*batch*/) const { return 0; }
  virtual void forward(const TrainingStep& step) = 0;
  virtual void backward(const TrainingStep& step, const StepGradients& gradients) = 0;
};

using TrainablePtr = std::unique_ptr<Trainable>;

}  // namespace loupe
