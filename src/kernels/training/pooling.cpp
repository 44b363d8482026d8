#include "kernels/training/pooling.h"

#include <algorithm>

#include "kernels/parallel.h"
#include "kernels/window_span.h"
#include "tensor/simd.h"

namespace loupe {
namespace {

using simd::F32x4;

class PoolingTraining : public Trainable {
 public:
  explicit PoolingTraining(const PoolingGeometry& geometry)
      : input_(geometry.input),
        output_(windowOutput(geometry.input, geometry.window)),
        channels_(geometry.channels),
        window_(geometry.window),
        before_{paddingBefore(input_.height, output_.height, window_.size.height,
                              window_.strides.height, window_.padding),
                paddingBefore(input_.width, output_.width, window_.size.width,
                              window_.strides.width, window_.padding)} {}

  void forward(const TrainingStep& step) override {
    parallelFor(*step.pool, step.batch * output_.height, [&](size_t row) {
      const float* input = step.inputs[0] + row / output_.height * inputValues();
      float* output = step.output + row * output_.width * channels_;
      const WindowSpan rows = rowsOf(row % output_.height);
      for (size_t x = 0; x < output_.width; ++x) {
        poolWindow(input, rows, columnsOf(x), output + x * channels_);
      }
    });
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    if (!gradients.inputs[0]) return;
    parallelFor(*step.pool, step.batch, [&](size_t item) {
      const float* input = step.inputs[0] + item * inputValues();
      float* inputGradient = gradients.inputs[0] + item * inputValues();
      std::fill_n(inputGradient, inputValues(), 0.0f);
      for (size_t y = 0; y < output_.height; ++y) {
        const WindowSpan rows = rowsOf(y);
        for (size_t x = 0; x < output_.width; ++x) {
          const size_t at = ((item * output_.height + y) * output_.width + x) * channels_;
          shareOut(input, step.output + at, gradients.output + at, rows, columnsOf(x),
                   inputGradient);
        }
      }
    });
  }

 protected:
  virtual void poolWindow(const float* input, WindowSpan rows, WindowSpan columns,
                          float* output) const = 0;

  // Adds the gradient of one output pixel to those of the input pixels that it was made from.
  virtual void shareOut(const float* input, const float* output, const float* gradient,
                        WindowSpan rows, WindowSpan columns, float* inputGradient) const = 0;

  size_t pixelAt(size_t y, size_t x) const { return (y * input_.width + x) * channels_; }
  size_t channels() const { return channels_; }

 private:
  size_t inputValues() const { return input_.height * input_.width * channels_; }

  WindowSpan rowsOf(size_t y) const {
    return windowSpan(y, input_.height, window_.size.height, window_.strides.height,
                      before_.height);
  }

  WindowSpan columnsOf(size_t x) const {
    return windowSpan(x, input_.width, window_.size.width, window_.strides.width, before_.width);
  }

  Extent2D input_;
  Extent2D output_;
  size_t channels_;
  Window window_;
  Extent2D before_;  // padding above and left of the input
};

class MaxPoolingTraining final : public PoolingTraining {
 public:
  using PoolingTraining::PoolingTraining;

 private:
  void poolWindow(const float* input, WindowSpan rows, WindowSpan columns,
                  float* output) const override {
    const float* first = input + pixelAt(rows.begin, columns.begin);
    size_t c = 0;
    for (; c + 4 <= channels(); c += 4) {
      F32x4 largest = simd::load(first + c);
      for (size_t y = rows.begin; y < rows.end; ++y) {
        for (size_t x = columns.begin; x < columns.end; ++x) {
          largest = simd::maximum(largest, simd::load(input + pixelAt(y, x) + c));
        }
      }
      simd::store(output + c, largest);
    }
    for (; c < channels(); ++c) {
      float largest = first[c];
      for (size_t y = rows.begin; y < rows.end; ++y) {
        for (size_t x = columns.begin; x < columns.end; ++x) {
          largest = std::max(largest, input[pixelAt(y, x) + c]);
        }
      }
      output[c] = largest;
    }
  }

  void shareOut(const float* input, const float* output, const float* gradient, WindowSpan rows,
                WindowSpan columns, float* inputGradient) const override {
    size_t c = 0;
    for (; c + 4 <= channels(); c += 4) {
      const F32x4 largest = simd::load(output + c);
      F32x4 left = simd::load(gradient + c);  // zero once it is given away
      for (size_t y = rows.begin; y < rows.end; ++y) {
        for (size_t x = columns.begin; x < columns.end; ++x) {
          const size_t at = pixelAt(y, x) + c;
          const auto isLargest = simd::load(input + at) == largest;
          const F32x4 given = isLargest ? left : F32x4{};
          left = isLargest ? F32x4{} : left;
          simd::store(inputGradient + at, simd::load(inputGradient + at) + given);
        }
      }
    }
    for (; c < channels(); ++c) {
      float left = gradient[c];
      for (size_t y = rows.begin; y < rows.end; ++y) {
        for (size_t x = columns.begin; x < columns.end; ++x) {
          const size_t at = pixelAt(y, x) + c;
          if (input[at] != output[c]) continue;
          inputGradient[at] += left;
          left = 0;
        }
      }
    }
  }
};

class AveragePoolingTraining final : public PoolingTraining {
 public:
  using PoolingTraining::PoolingTraining;

 private:
  static float shareOf(WindowSpan rows, WindowSpan columns) {
    return 1.0f / static_cast<float>((rows.end - rows.begin) * (columns.end - columns.begin));
  }

  void poolWindow(const float* input, WindowSpan rows, WindowSpan columns,
                  float* output) const override {
    std::fill_n(output, channels(), 0.0f);
    for (size_t y = rows.begin; y < rows.end; ++y) {
      for (size_t x = columns.begin; x < columns.end; ++x) {
        const float* pixel = input + pixelAt(y, x);
        for (size_t c = 0; c < channels(); ++c) output[c] += pixel[c];
      }
    }
    const float share = shareOf(rows, columns);
    for (size_t c = 0; c < channels(); ++c) output[c] *= share;
  }

  void shareOut(const float* /*input*/, const float* /*output*/, const float* gradient,
                WindowSpan rows, WindowSpan columns, float* inputGradient) const override {
    const float share = shareOf(rows, columns);
    for (size_t y = rows.begin; y < rows.end; ++y) {
      for (size_t x = columns.begin; x < columns.end; ++x) {
        float* pixel = inputGradient + pixelAt(y, x);
        for (size_t c = 0; c < channels(); ++c) pixel[c] += gradient[c] * share;
      }
    }
  }
};

}  // namespace

TrainablePtr makeTrainableMaxPooling(const PoolingGeometry& geometry) {
  return std::make_unique<MaxPoolingTraining>(geometry);
}

TrainablePtr makeTrainableAveragePooling(const PoolingGeometry& geometry) {
  return std::make_unique<AveragePoolingTraining>(geometry);
}

TrainablePtr makeTrainableGlobalAveragePooling(Extent2D input, size_t channels) {
  return std::make_unique<AveragePoolingTraining>(
      PoolingGeometry{input, channels, {input, input, Padding::Valid}});
}

}  // namespace loupe
