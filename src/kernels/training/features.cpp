#include "kernels/training/features.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kernels/unit_normalization.h"

namespace loupe {
namespace {

class UnitNormalizationTraining final : public Trainable {
 public:
  UnitNormalizationTraining(size_t rows, size_t channels) : rows_(rows), channels_(channels) {}

  void forward(const TrainingStep& step) override {
    for (size_t row = 0; row < step.batch * rows_; ++row) {
      const float* input = step.inputs[0] + row * channels_;
      const float factor = unitFactor(squareOf(input));
      std::transform(input, input + channels_, step.output + row * channels_,
                     [factor](float value) { return value * factor; });
    }
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    if (!gradients.inputs[0]) return;
    for (size_t row = 0; row < step.batch * rows_; ++row) {
      const size_t at = row * channels_;
      const float square = squareOf(step.inputs[0] + at);
      const float factor = unitFactor(square);
      const float* output = step.output + at;
      const float* gradient = gradients.output + at;
      const float along = square > kLeastSquare
                              ? std::inner_product(output, output + channels_, gradient, 0.0f)
                              : 0.0f;
      for (size_t c = 0; c < channels_; ++c) {
        gradients.inputs[0][at + c] = (gradient[c] - output[c] * along) * factor;
      }
    }
  }

 private:
  float squareOf(const float* row) const {
    return std::inner_product(row, row + channels_, row, 0.0f);
  }

  size_t rows_;
  size_t channels_;
};

class GlobalLpPoolingTraining final : public Trainable {
 public:
  GlobalLpPoolingTraining(size_t pixels, size_t channels) : pixels_(pixels), channels_(channels) {}

  void forward(const TrainingStep& step) override {
    const float* pixel = step.inputs[0];
    for (size_t item = 0; item < step.batch; ++item) {
      float* output = step.output + item * channels_;
      std::fill_n(output, channels_, 0.0f);
      for (size_t p = 0; p < pixels_; ++p, pixel += channels_) {
        for (size_t c = 0; c < channels_; ++c) output[c] += pixel[c] * pixel[c];
      }
      for (size_t c = 0; c < channels_; ++c) output[c] = std::sqrt(output[c]);
    }
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    if (!gradients.inputs[0]) return;
    for (size_t i = 0; i < step.batch * pixels_; ++i) {
      const size_t item = i / pixels_ * channels_;
      for (size_t c = 0; c < channels_; ++c) {
        const float norm = step.output[item + c];
        const float x = step.inputs[0][i * channels_ + c];
        gradients.inputs[0][i * channels_ + c] =
            norm > 0 ? gradients.output[item + c] * x / norm : 0;
      }
    }
  }

 private:
  size_t pixels_;
  size_t channels_;
};

class GlobalWeightedPoolingTraining final : public Trainable {
 public:
  explicit GlobalWeightedPoolingTraining(const WeightedPoolingGeometry& geometry)
      : channels_(geometry.channels),
        weightChannels_(geometry.weightChannels),
        pixels_(geometry.input.height * geometry.input.width) {}

  void forward(const TrainingStep& step) override {
    std::fill_n(step.output, step.batch * channels_, 0.0f);
    for (size_t i = 0; i < step.batch * pixels_; ++i) {
      const float weight = normOf(step, i) / static_cast<float>(pixels_);
      const float* pixel = step.inputs[0] + i * channels_;
      float* output = step.output + i / pixels_ * channels_;
      for (size_t c = 0; c < channels_; ++c) output[c] += weight * pixel[c];
    }
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    for (size_t i = 0; i < step.batch * pixels_; ++i) {
      const float norm = normOf(step, i);
      const float* gradient = gradients.output + i / pixels_ * channels_;
      if (float* to = gradients.inputs[0]) {
        const float weight = norm / static_cast<float>(pixels_);
        for (size_t c = 0; c < channels_; ++c) to[i * channels_ + c] = weight * gradient[c];
      }
      if (float* to = gradients.inputs[1]) {
        const float* pixel = step.inputs[0] + i * channels_;
        const float along = std::inner_product(pixel, pixel + channels_, gradient, 0.0f);
        const float factor = norm > 0 ? along / (norm * static_cast<float>(pixels_)) : 0;
        for (size_t c = i * weightChannels_; c < (i + 1) * weightChannels_; ++c) {
          to[c] = factor * step.inputs[1][c];
        }
      }
    }
  }

 private:
  float normOf(const TrainingStep& step, size_t pixel) const {
    const float* weights = step.inputs[1] + pixel * weightChannels_;
    return std::sqrt(std::inner_product(weights, weights + weightChannels_, weights, 0.0f));
  }

  size_t channels_;
  size_t weightChannels_;
  size_t pixels_;
};

class ConcatenateTraining final : public Trainable {
 public:
  ConcatenateTraining(size_t first, size_t second) : sizes_{first, second} {}

  void forward(const TrainingStep& step) override {
    float* output = step.output;
    for (size_t item = 0; item < step.batch; ++item) {
      for (size_t i = 0; i < 2; ++i) {
        output = std::copy_n(step.inputs[i] + item * sizes_[i], sizes_[i], output);
      }
    }
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    const float* gradient = gradients.output;
    for (size_t item = 0; item < step.batch; ++item) {
      for (size_t i = 0; i < 2; gradient += sizes_[i++]) {
        if (gradients.inputs[i])
          std::copy_n(gradient, sizes_[i], gradients.inputs[i] + item * sizes_[i]);
      }
    }
  }

 private:
  size_t sizes_[2];
};

}  // namespace

TrainablePtr makeTrainableUnitNormalization(size_t rows, size_t channels) {
  return std::make_unique<UnitNormalizationTraining>(rows, channels);
}

TrainablePtr makeTrainableGlobalLpPooling(size_t pixels, size_t channels) {
  return std::make_unique<GlobalLpPoolingTraining>(pixels, channels);
}

TrainablePtr makeTrainableGlobalWeightedPooling(const WeightedPoolingGeometry& geometry) {
  return std::make_unique<GlobalWeightedPoolingTraining>(geometry);
}

TrainablePtr makeTrainableConcatenate(size_t first, size_t second) {
  return std::make_unique<ConcatenateTraining>(first, second);
}

}  // namespace loupe
