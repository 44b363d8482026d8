#include "kernels/training/depthwise_convolution.h"

#include <algorithm>

#include "kernels/parallel.h"
#include "kernels/training/activation.h"
#include "kernels/training/workspace.h"
#include "kernels/window_span.h"
#include "tensor/simd.h"

namespace loupe {
namespace {

// to[c] += a[c] * b[c]
void multiplyAddChannels(const float* a, const float* b, float* to, size_t channels) {
  size_t c = 0;
  for (; c + 4 <= channels; c += 4) {
    simd::store(to + c,
                simd::multiplyAdd(simd::load(a + c), simd::load(b + c), simd::load(to + c)));
  }
  for (; c < channels; ++c) to[c] += a[c] * b[c];
}

class DepthwiseConvolutionTraining final : public Trainable {
 public:
  DepthwiseConvolutionTraining(const ConvolutionGeometry& geometry, Activation activation)
      : input_(geometry.input),
        output_(windowOutput(geometry.input, geometry.window)),
        window_(geometry.window),
        channels_(geometry.inputChannels),
        activation_(activation),
        before_{paddingBefore(input_.height, output_.height, window_.size.height,
                              window_.strides.height, window_.padding),
                paddingBefore(input_.width, output_.width, window_.size.width,
                              window_.strides.width, window_.padding)} {}

  size_t workspaceBytes(size_t /*batch*/, int threads) const override {
    Workspace workspace;
    workspace.floats(static_cast<size_t>(threads) * sumCount());
    return workspace.used();
  }

  void forward(const TrainingStep& step) override {
    const float* bias = step.weights.size() > 1 ? step.weights[1] : nullptr;
    const float floor = activationFloor(activation_);
    parallelFor(*step.pool, step.batch * output_.height, [&](size_t row) {
      const float* input = step.inputs[0] + row / output_.height * inputValues();
      float* output = step.output + row * output_.width * channels_;
      const size_t rowValues = output_.width * channels_;
      for (size_t x = 0; x < output_.width; ++x) {
        float* pixel = output + x * channels_;
        if (bias) {
          std::copy_n(bias, channels_, pixel);
        } else {
          std::fill_n(pixel, channels_, 0.0f);
        }
        forEachTap(row % output_.height, x, [&](size_t inputAt, size_t kernelAt) {
          multiplyAddChannels(input + inputAt, step.weights[0] + kernelAt, pixel, channels_);
        });
      }
      for (size_t i = 0; i < rowValues; ++i) output[i] = std::max(output[i], floor);
      applyRestOfActivation(activation_, output, rowValues, channels_);
    });
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    const auto threads = static_cast<size_t>(step.pool->threads());
    float* sums = Workspace(step.workspace).floats(threads * sumCount());
    std::fill_n(sums, threads * sumCount(), 0.0f);
    parallelParts(*step.pool, step.batch, [&](const Part& part) {
      for (size_t item = part.begin; item < part.end; ++item) {
        backwardItem(step, gradients, item, sums + part.index * sumCount());
      }
    });
    for (size_t i = 1; i < threads; ++i) {
      for (size_t j = 0; j < sumCount(); ++j) sums[j] += sums[i * sumCount() + j];
    }
    gradients.weights->take(0, 0, {sums, kernelValues()});
    if (step.weights.size() > 1) gradients.weights->take(1, 0, {sums + kernelValues(), channels_});
  }

 private:
  size_t inputValues() const { return input_.height * input_.width * channels_; }
  size_t outputValues() const { return output_.height * output_.width * channels_; }
  size_t kernelValues() const { return window_.size.height * window_.size.width * channels_; }
  size_t sumCount() const { return kernelValues() + channels_; }

  // Calls body(where the pixel's channels start in the input, where the tap's do in the kernel).
  template <typename Body>
  void forEachTap(size_t y, size_t x, const Body& body) const {
    const WindowSpan rows =
        windowSpan(y, input_.height, window_.size.height, window_.strides.height, before_.height);
    const WindowSpan columns =
        windowSpan(x, input_.width, window_.size.width, window_.strides.width, before_.width);
    for (size_t row = rows.begin; row < rows.end; ++row) {
      const size_t tapRow = row - rows.begin + rows.skipped;
      for (size_t column = columns.begin; column < columns.end; ++column) {
        const size_t tapColumn = column - columns.begin + columns.skipped;
        body((row * input_.width + column) * channels_,
             (tapRow * window_.size.width + tapColumn) * channels_);
      }
    }
  }

  void backwardItem(const TrainingStep& step, const StepGradients& gradients, size_t item,
                    float* sums) const {
    const float* input = step.inputs[0] + item * inputValues();
    float* gradient = gradients.output + item * outputValues();
    backwardActivation(activation_, step.output + item * outputValues(), gradient, outputValues(),
                       channels_);
    float* inputGradient =
        gradients.inputs[0] ? gradients.inputs[0] + item * inputValues() : nullptr;
    if (inputGradient) std::fill_n(inputGradient, inputValues(), 0.0f);
    float* biasSums = sums + kernelValues();
    for (size_t y = 0; y < output_.height; ++y) {
      for (size_t x = 0; x < output_.width; ++x, gradient += channels_) {
        for (size_t c = 0; c < channels_; ++c) biasSums[c] += gradient[c];
        forEachTap(y, x, [&](size_t inputAt, size_t kernelAt) {
          multiplyAddChannels(input + inputAt, gradient, sums + kernelAt, channels_);
          if (!inputGradient) return;
          multiplyAddChannels(step.weights[0] + kernelAt, gradient, inputGradient + inputAt,
                              channels_);
        });
      }
    }
  }

  Extent2D input_;
  Extent2D output_;
  Window window_;
  size_t channels_;
  Activation activation_;
  Extent2D before_;  // padding above and left of the input
};

}  // namespace

TrainablePtr makeTrainableDepthwiseConvolution(const ConvolutionGeometry& geometry,
                                               Activation activation) {
  return std::make_unique<DepthwiseConvolutionTraining>(geometry, activation);
}

}  // namespace loupe
