#include "kernels/training/activation.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "kernels/parallel.h"
#include "tensor/simd.h"

namespace loupe {
namespace {

using simd::F32x4;

// Where the gradient of a clamp passes: strictly between its bounds.
struct Passage {
  float above;
  float below;
};

Passage passageOf(Activation activation) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  switch (activation) {
    case Activation::Relu:
      return {0.0f, kInfinity};
    case Activation::Relu6:
      return {0.0f, 6.0f};
    default:
      return {-kInfinity, kInfinity};
  }
}

void backwardClamp(Passage passage, const float* output, float* gradient, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    gradient[i] = output[i] > passage.above && output[i] < passage.below ? gradient[i] : 0.0f;
  }
}

void backwardSoftmax(const float* output, float* gradient, size_t count, size_t channels) {
  for (size_t row = 0; row < count; row += channels) {
    float sum = 0;
    for (size_t c = row; c < row + channels; ++c) sum += gradient[c] * output[c];
    for (size_t c = row; c < row + channels; ++c) gradient[c] = output[c] * (gradient[c] - sum);
  }
}

void softmax(float* values, size_t count, size_t channels) {
  for (float* row = values; row < values + count; row += channels) {
    const float largest = *std::max_element(row, row + channels);
    float sum = 0;
    for (size_t c = 0; c < channels; ++c) sum += row[c] = std::exp(row[c] - largest);
    for (size_t c = 0; c < channels; ++c) row[c] /= sum;
  }
}

// kBlocks vectors of channels at once, their sums in registers.
template <size_t kBlocks>
void maskBlock(Passage passage, const float* output, const float* gradient, size_t pixels,
               size_t channels, float* masked, size_t maskedStride, float* sums) {
  const F32x4 above = simd::splat(passage.above);
  const F32x4 below = simd::splat(passage.below);
  F32x4 totals[kBlocks];
  for (size_t b = 0; b < kBlocks; ++b) totals[b] = simd::load(sums + 4 * b);
  for (size_t p = 0; p < pixels; ++p) {
    for (size_t b = 0; b < kBlocks; ++b) {
      const F32x4 y = simd::load(output + 4 * b);
      const F32x4 g = simd::load(gradient + 4 * b);
      const F32x4 passed = ((y > above) & (y < below)) ? g : F32x4{};
      simd::store(masked + 4 * b, passed);
      totals[b] += passed;
    }
    output += channels;
    gradient += channels;
    masked += maskedStride;
  }
  for (size_t b = 0; b < kBlocks; ++b) simd::store(sums + 4 * b, totals[b]);
}

class ActivationTraining final : public Trainable {
 public:
  ActivationTraining(Activation activation, size_t rows, size_t channels)
      : activation_(activation), rows_(rows), channels_(channels) {}

  void forward(const TrainingStep& step) override {
    const float floor = activationFloor(activation_);
    parallelParts(*step.pool, step.batch * rows_, [&](const Part& part) {
      const size_t first = part.begin * channels_;
      const size_t count = (part.end - part.begin) * channels_;
      const float* from = step.inputs[0] + first;
      float* to = step.output + first;
      std::transform(from, from + count, to, [&](float x) { return std::max(x, floor); });
      applyRestOfActivation(activation_, to, count, channels_);
    });
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    if (!gradients.inputs[0]) return;
    parallelParts(*step.pool, step.batch * rows_, [&](const Part& part) {
      const size_t first = part.begin * channels_;
      const size_t count = (part.end - part.begin) * channels_;
      float* gradient = gradients.inputs[0] + first;
      std::memcpy(gradient, gradients.output + first, count * sizeof(float));
      backwardActivation(activation_, step.output + first, gradient, count, channels_);
    });
  }

 private:
  Activation activation_;
  size_t rows_;
  size_t channels_;
};

}  // namespace

float activationFloor(Activation activation) {
  const bool isClamp = activation == Activation::Relu || activation == Activation::Relu6;
  return isClamp ? 0.0f : -std::numeric_limits<float>::infinity();
}

void applyRestOfActivation(Activation activation, float* values, size_t count, size_t channels) {
  if (activation == Activation::Relu6) {
    for (size_t i = 0; i < count; ++i) values[i] = std::min(values[i], 6.0f);
  } else if (activation == Activation::Sigmoid) {
    for (size_t i = 0; i < count; ++i) values[i] = 1.0f / (1.0f + std::exp(-values[i]));
  } else if (activation == Activation::Softmax) {
    softmax(values, count, channels);
  }
}

void backwardActivation(Activation activation, const float* output, float* gradient, size_t count,
                        size_t channels) {
  switch (activation) {
    case Activation::Linear:
      return;
    case Activation::Relu:
    case Activation::Relu6:
      return backwardClamp(passageOf(activation), output, gradient, count);
    case Activation::Sigmoid:
      for (size_t i = 0; i < count; ++i) gradient[i] *= output[i] * (1.0f - output[i]);
      return;
    case Activation::Softmax:
      return backwardSoftmax(output, gradient, count, channels);
  }
}

void maskAndSum(Activation activation, const float* output, const float* gradient, size_t pixels,
                size_t channels, float* masked, size_t maskedStride, float* sums) {
  const Passage passage = passageOf(activation);
  size_t c = 0;
  for (; c + 16 <= channels; c += 16) {
    maskBlock<4>(passage, output + c, gradient + c, pixels, channels, masked + c, maskedStride,
                 sums + c);
  }
  for (; c + 4 <= channels; c += 4) {
    maskBlock<1>(passage, output + c, gradient + c, pixels, channels, masked + c, maskedStride,
                 sums + c);
  }
  for (; c < channels; ++c) {
    for (size_t p = 0; p < pixels; ++p) {
      const float y = output[p * channels + c];
      const float g = y > passage.above && y < passage.below ? gradient[p * channels + c] : 0.0f;
      masked[p * maskedStride + c] = g;
      sums[c] += g;
    }
  }
}

TrainablePtr makeTrainableActivation(Activation activation, size_t rows, size_t channels) {
  return std::make_unique<ActivationTraining>(activation, rows, channels);
}

}  // namespace loupe
