#include "kernels/training/elementwise.h"

#include <cmath>
#include <cstring>

#include "kernels/parallel.h"
#include "tensor/random.h"

namespace loupe {
namespace {

class AddTraining final : public Trainable {
 public:
  explicit AddTraining(size_t count) : count_(count) {}

  void forward(const TrainingStep& step) override {
    parallelParts(*step.pool, step.batch * count_, [&](const Part& part) {
      for (size_t i = part.begin; i < part.end; ++i) {
        step.output[i] = step.inputs[0][i] + step.inputs[1][i];
      }
    });
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    for (float* gradient : gradients.inputs) {
      if (gradient) std::memcpy(gradient, gradients.output, step.batch * count_ * sizeof(float));
    }
  }

 private:
  size_t count_;
};

class RescaleTraining final : public Trainable {
 public:
  RescaleTraining(size_t count, float scale, float offset)
      : count_(count), scale_(scale), offset_(offset) {}

  void forward(const TrainingStep& step) override {
    parallelParts(*step.pool, step.batch * count_, [&](const Part& part) {
      for (size_t i = part.begin; i < part.end; ++i) {
        step.output[i] = step.inputs[0][i] * scale_ + offset_;
      }
    });
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    if (!gradients.inputs[0]) return;
    for (size_t i = 0; i < step.batch * count_; ++i) {
      gradients.inputs[0][i] = gradients.output[i] * scale_;
    }
  }

 private:
  size_t count_;
  float scale_;
  float offset_;
};

class DropoutTraining final : public Trainable {
 public:
  DropoutTraining(size_t count, float rate)
      : count_(count),
        scale_(1.0f / (1.0f - rate)),
        threshold_(static_cast<uint32_t>(std::lround(static_cast<double>(rate) * kOne))) {}

  void forward(const TrainingStep& step) override {
    if (!step.training) {
      std::memcpy(step.output, step.inputs[0], step.batch * count_ * sizeof(float));
      return;
    }
    drop(step, step.inputs[0], step.output);
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    if (gradients.inputs[0]) drop(step, gradients.output, gradients.inputs[0]);
  }

 private:
  static constexpr double kOne = 16777216.0;  // 2^24 equally likely values

  void drop(const TrainingStep& step, const float* from, float* to) const {
    const uint64_t key = mix64(step.seed);
    parallelParts(*step.pool, step.batch * count_, [&](const Part& part) {
      for (size_t i = part.begin; i < part.end; ++i) {
        const auto random = static_cast<uint32_t>(mix64(key + i) >> 40);
        to[i] = random < threshold_ ? 0.0f : from[i] * scale_;
      }
    });
  }

  size_t count_;
  float scale_;
  uint32_t threshold_;
};

}  // namespace

TrainablePtr makeTrainableAdd(size_t count) { return std::make_unique<AddTraining>(count); }

TrainablePtr makeTrainableRescale(size_t count, float scale, float offset) {
  return std::make_unique<RescaleTraining>(count, scale, offset);
}

TrainablePtr makeTrainableDropout(size_t count, float rate) {
  return std::make_unique<DropoutTraining>(count, rate);
}

}  // namespace loupe
