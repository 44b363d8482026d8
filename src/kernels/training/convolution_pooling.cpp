#include "kernels/training/convolution_pooling.h"

#include <algorithm>
#include <vector>

#include "kernels/gemm_sparse.h"
#include "kernels/parallel.h"
#include "kernels/training/activation.h"
#include "kernels/training/convolution_plan.h"
#include "kernels/training/pooled_row.h"
#include "kernels/training/workspace.h"

namespace loupe {
namespace {

// Weight gradients are summed in groups of items, always the same ones, whatever the number of threads: as
// many groups as share the work out evenly, fewer where a kernel is so large that its copies would need more
// memory than this.
constexpr size_t kMaxGroups = 10;
constexpr size_t kMinGroups = 4;
constexpr size_t kGroupValues = 1 << 20;  // 4 MB

constexpr size_t kMaxPlaces = 256;  // in a pooling window, so that a byte tells them apart

size_t roundUp(size_t value, size_t step) { return (value + step - 1) / step * step; }

class ConvolutionPoolingTraining final : public Trainable {
 public:
  ConvolutionPoolingTraining(const ConvolutionGeometry& geometry, Activation activation,
                             const Window& pooling)
      : plan_(geometry),
        activation_(activation),
        window_(pooling.size),
        pooled_(windowOutput(plan_.output, pooling)),
        tapRun_(roundUp(plan_.tapValues(), gemmLanes())) {
    for (size_t y = 0; y < window_.height; ++y) {
      for (size_t x = 0; x < window_.width; ++x) {
        const size_t pixel = y * pooled_.width * window_.width + x;
        outputPlaces_.push_back(static_cast<uint32_t>(pixel * plan_.filters));
        inputPlaces_.push_back(static_cast<int32_t>(
            y * plan_.strides.height * plan_.paddedRowValues() + x * pixelStep()));
      }
    }
  }

  size_t keptBytes(size_t batch) const override { return batch * pooledValues(); }

  size_t workspaceBytes(size_t batch, int threads) const override {
    return std::max(Forward(*this, nullptr, threads).bytes,
                    Backward(*this, nullptr, threads, groupsOf(batch)).bytes);
  }

  void forward(const TrainingStep& step) override {
    const Forward pieces(*this, step.workspace, step.pool->threads());
    plan_.packKernel(step.weights[0], pieces.kernel);
    const float* bias = step.weights.size() > 1 ? step.weights[1] : nullptr;
    const float floor = activationFloor(activation_);
    const size_t rowPixels = pooled_.width * window_.width;
    const size_t bandValues = window_.height * rowPixels * plan_.filters;
    parallelForOnThreads(*step.pool, step.batch, [&](size_t thread, size_t item) {
      const float* input =
          plan_.pad(step.inputs[0] + item * plan_.inputValues(), pieces.paddedInput.of(thread));
      float* band = pieces.band.of(thread);  // of rows that are pooled into one
      for (size_t y = 0; y < pooled_.height; ++y) {
        for (size_t row = 0; row < window_.height; ++row) {
          plan_.forwardRow(input, y * window_.height + row, rowPixels, pieces.kernel, bias, floor,
                           band + row * rowPixels * plan_.filters);
        }
        applyRestOfActivation(activation_, band, bandValues, plan_.filters);
        const size_t at = item * pooledValues() + y * pooledRowValues();
        poolRow(band, pooled_.width, plan_.filters, window_.width * plan_.filters, outputPlaces_,
                step.output + at, placesOf(step) + at);
      }
    });
  }

  void backward(const TrainingStep& step, const StepGradients& gradients) override {
    const size_t groups = groupsOf(step.batch);
    const Backward pieces(*this, step.workspace, step.pool->threads(), groups);
    if (gradients.inputs[0]) packTransposedKernel(step.weights[0], pieces.kernel);
    parallelForOnThreads(*step.pool, groups, [&](size_t thread, size_t group) {
      float* sums = pieces.sums.of(group);
      std::fill_n(sums, sumValues(), 0.0f);
      const size_t end = step.batch * (group + 1) / groups;
      for (size_t item = step.batch * group / groups; item < end; ++item) {
        backwardItem(step, gradients, item, pieces, thread, sums);
      }
    });
    float* sums = pieces.sums.of(0);
    for (size_t group = 1; group < groups; ++group) {
      const float* more = pieces.sums.of(group);
      for (size_t i = 0; i < sumValues(); ++i) sums[i] += more[i];
    }
    unpackKernelGradient(sums, pieces.kernelGradient);
    gradients.weights->take(0, 0, {pieces.kernelGradient, plan_.windowValues() * plan_.filters});
    if (step.weights.size() > 1) {
      gradients.weights->take(1, 0, {sums + kernelSumValues(), plan_.filters});
    }
  }

 private:
  // The same number of values for every thread (or group).
  struct Copies {
    Copies() = default;
    Copies(Workspace& workspace, size_t copies, size_t values)
        : stride(roundUp(values + kPaddingBytes / sizeof(float), kAlignmentBytes / sizeof(float))),
          first(workspace.floats(copies * stride)) {}
    float* of(size_t copy) const { return first + copy * stride; }
    size_t stride = 0;
    float* first = nullptr;
  };

  struct Forward {
    Forward(const ConvolutionPoolingTraining& layer, std::byte* base, int threads) {
      Workspace workspace(base);
      const auto copies = static_cast<size_t>(threads);
      kernel = workspace.floats(layer.plan_.packedKernelValues());
      band = {workspace, copies, layer.outputPlaces_.size() * layer.pooledRowValues()};
      if (layer.plan_.isPadded()) paddedInput = {workspace, copies, layer.plan_.paddedValues()};
      bytes = workspace.used();
    }
    float* kernel;
    Copies band;
    Copies paddedInput;
    size_t bytes;
  };

  struct Backward {
    Backward(const ConvolutionPoolingTraining& layer, std::byte* base, int threads, size_t groups) {
      Workspace workspace(base);
      const auto copies = static_cast<size_t>(threads);
      const ConvolutionPlan& plan = layer.plan_;
      const size_t valueFloats = sizeof(SparseValue) / sizeof(float);
      const size_t rowFloats = sizeof(SparseRow) / sizeof(float);
      kernel = workspace.floats(layer.kernelSumValues());
      kernelGradient = workspace.floats(plan.windowValues() * plan.filters);
      sums = {workspace, groups, layer.sumValues()};
      masked = {workspace, copies, layer.pooledRowValues()};
      byFilter = {workspace, copies, valueFloats * layer.pooledRowValues()};
      byPixel = {workspace, copies,
                 valueFloats * layer.outputPlaces_.size() * layer.pooledRowValues()};
      filters = {workspace, copies, rowFloats * plan.filters};
      pixels = {workspace, copies, rowFloats * layer.outputPlaces_.size() * layer.pooled_.width};
      if (plan.isPadded()) paddedInput = {workspace, copies, plan.paddedValues()};
      if (!layer.writesInputGradient()) {
        inputGradient = {workspace, copies, plan.paddedValues() + layer.tapRun_};
      }
      bytes = workspace.used();
    }
    float* kernel;          // [window rows][filters][tapRun_]
    float* kernelGradient;  // as Keras has it
    Copies sums;            // [filters][window rows][tapRun_], then the bias's; one a group
    Copies masked;          // a row of the gradient behind the activation
    Copies byFilter;        // its values that are not zero
    Copies byPixel;
    Copies filters;  // where those of each filter are
    Copies pixels;
    Copies paddedInput;
    Copies inputGradient;
    size_t bytes;
  };

  size_t pooledRowValues() const { return pooled_.width * plan_.filters; }
  size_t pooledValues() const { return pooled_.height * pooledRowValues(); }
  size_t kernelSumValues() const { return plan_.filters * plan_.size.height * tapRun_; }
  size_t sumValues() const { return kernelSumValues() + plan_.filters; }
  size_t pixelStep() const { return plan_.strides.width * plan_.inputChannels; }

  // Whether sums of whole vectors can be written where the gradient belongs.
  bool writesInputGradient() const { return !plan_.isPadded() && tapRun_ == plan_.tapValues(); }

  size_t groupsOf(size_t batch) const {
    return std::min(batch, std::clamp(kGroupValues / sumValues(), kMinGroups, kMaxGroups));
  }

  static uint8_t* placesOf(const TrainingStep& step) {
    return reinterpret_cast<uint8_t*>(step.kept);
  }

  void packTransposedKernel(const float* kernel, float* packed) const {
    for (size_t t = 0; t < plan_.size.height; ++t) {
      for (size_t f = 0; f < plan_.filters; ++f, packed += tapRun_) {
        const float* from = kernel + t * plan_.tapValues() * plan_.filters + f;
        for (size_t i = 0; i < plan_.tapValues(); ++i) packed[i] = from[i * plan_.filters];
        std::fill(packed + plan_.tapValues(), packed + tapRun_, 0.0f);
      }
    }
  }

  void unpackKernelGradient(const float* sums, float* gradient) const {
    for (size_t f = 0; f < plan_.filters; ++f) {
      for (size_t t = 0; t < plan_.size.height; ++t, sums += tapRun_) {
        float* to = gradient + t * plan_.tapValues() * plan_.filters + f;
        for (size_t i = 0; i < plan_.tapValues(); ++i) to[i * plan_.filters] = sums[i];
      }
    }
  }

  void backwardItem(const TrainingStep& step, const StepGradients& gradients, size_t item,
                    const Backward& pieces, size_t thread, float* sums) const {
    const float* input =
        plan_.pad(step.inputs[0] + item * plan_.inputValues(), pieces.paddedInput.of(thread));
    float* itemGradient =
        gradients.inputs[0] ? gradients.inputs[0] + item * plan_.inputValues() : nullptr;
    float* inputGradient = writesInputGradient() ? itemGradient : pieces.inputGradient.of(thread);
    if (itemGradient) std::fill_n(inputGradient, plan_.paddedValues(), 0.0f);
    float* masked = pieces.masked.of(thread);
    for (size_t y = 0; y < pooled_.height; ++y) {
      const size_t at = item * pooledValues() + y * pooledRowValues();
      maskAndSum(activation_, step.output + at, gradients.output + at, pooled_.width, plan_.filters,
                 masked, plan_.filters, sums + kernelSumValues());
      const size_t top = y * window_.height * plan_.strides.height * plan_.paddedRowValues();
      backwardKernel(masked, placesOf(step) + at, input + top, pieces, thread, sums);
      if (!itemGradient) continue;
      backwardInput(masked, placesOf(step) + at, pieces, thread, inputGradient + top);
    }
    if (itemGradient && !writesInputGradient()) plan_.unpad(inputGradient, itemGradient);
  }

  // dW: a filter's gradient is made of the input's windows where its values are.
  void backwardKernel(const float* masked, const uint8_t* places, const float* input,
                      const Backward& pieces, size_t thread, float* sums) const {
    auto* values = reinterpret_cast<SparseValue*>(pieces.byFilter.of(thread));
    auto* rows = reinterpret_cast<SparseRow*>(pieces.filters.of(thread));
    for (size_t f = 0; f < plan_.filters; ++f) {
      size_t at = f * pooled_.width;
      rows[f] = {static_cast<ptrdiff_t>(f * plan_.size.height * tapRun_), at, at};
      size_t offset = 0;
      for (size_t i = f; i < pooledRowValues(); i += plan_.filters) {
        values[at] = {static_cast<int32_t>(offset) + inputPlaces_[places[i]], masked[i]};
        at += masked[i] != 0.0f ? 1 : 0;
        offset += window_.width * pixelStep();
      }
      rows[f].end = at;
    }
    SparseShape shape;
    shape.taps = plan_.size.height;
    shape.run = tapRun_;
    shape.bTap = static_cast<ptrdiff_t>(plan_.paddedRowValues());
    shape.cTap = static_cast<ptrdiff_t>(tapRun_);
    sparseGemm(shape, {rows, plan_.filters}, values, input, sums);
  }

  // dX: an output pixel's window of it takes from the filters that have a value there.
  void backwardInput(const float* masked, const uint8_t* places, const Backward& pieces,
                     size_t thread, float* inputGradient) const {
    auto* values = reinterpret_cast<SparseValue*>(pieces.byPixel.of(thread));
    auto* rows = reinterpret_cast<SparseRow*>(pieces.pixels.of(thread));
    const size_t placeCount = inputPlaces_.size();
    for (size_t x = 0; x < pooled_.width; ++x) {
      SparseRow* window = rows + x * placeCount;
      for (size_t place = 0; place < placeCount; ++place) {
        const size_t first = (x * placeCount + place) * plan_.filters;
        window[place] = {
            static_cast<ptrdiff_t>(x * window_.width * pixelStep()) + inputPlaces_[place], first,
            first};
      }
      const float* gradient = masked + x * plan_.filters;
      const uint8_t* place = places + x * plan_.filters;
      for (size_t f = 0; f < plan_.filters; ++f) {
        SparseRow& row = window[place[f]];
        values[row.end] = {static_cast<int32_t>(f * tapRun_), gradient[f]};
        row.end += gradient[f] != 0.0f ? 1 : 0;
      }
    }
    SparseShape shape;
    shape.taps = plan_.size.height;
    shape.run = tapRun_;
    shape.bTap = static_cast<ptrdiff_t>(plan_.filters * tapRun_);
    shape.cTap = static_cast<ptrdiff_t>(plan_.paddedRowValues());
    sparseGemm(shape, {rows, pooled_.width * placeCount}, values, pieces.kernel, inputGradient);
  }

  ConvolutionPlan plan_;
  Activation activation_;
  Extent2D window_;  // of the pooling
  Extent2D pooled_;
  size_t tapRun_;                       // values of a window's row, as whole vectors
  std::vector<uint32_t> outputPlaces_;  // of a pooling window's pixels, in the rows that are pooled
  std::vector<int32_t> inputPlaces_;    // where those pixels' windows begin in the padded input
};

}  // namespace

bool canTrainWithPooling(Activation activation, const Window& pooling) {
  return clampOf(activation) && pooling.strides == pooling.size &&
         pooling.padding == Padding::Valid &&
         pooling.size.height * pooling.size.width <= kMaxPlaces;
}

TrainablePtr makeTrainableConvolutionPooling(const ConvolutionGeometry& geometry,
                                             Activation activation, const Window& pooling) {
  return std::make_unique<ConvolutionPoolingTraining>(geometry, activation, pooling);
}

}  // namespace loupe
