// A convolution trained with its pooling against the two trained one after the other, which agree with Keras
// (tests/cpp/train/layer_gradients_test.cpp).
#include "kernels/training/convolution_pooling.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "kernels/gemm.h"
#include "kernels/gemm_sparse.h"
#include "kernels/training/convolution.h"
#include "kernels/training/pooled_row.h"
#include "kernels/training/pooling.h"
#include "support/threads.h"
#include "support/tolerance.h"
#include "tensor/aligned_buffer.h"

namespace loupe::test {
namespace {

constexpr float kTolerance = 1e-5f;

using Values = std::vector<float>;

constexpr size_t kReadBeyond = kPaddingBytes / sizeof(float);

struct Layer {
  TrainablePtr trainable;
  size_t outputValues;  // of an item
};

struct Case {
  const char* what;
  ConvolutionGeometry convolution;
  Window pooling;
  Activation activation = Activation::Relu;
  bool hasBias = true;
  bool hasTies = false;  // a few whole numbers only
};

// What a backward pass gives.
struct Passes {
  Values output;
  Values inputGradient;
  std::vector<Values> weightGradients;
};

class Collected final : public GradientSink {
 public:
  explicit Collected(std::vector<Values>& values) : values_(values) {}
  void take(size_t weight, size_t first, std::span<const float> gradient) override {
    std::ranges::copy(gradient, values_[weight].begin() + static_cast<std::ptrdiff_t>(first));
  }

 private:
  std::vector<Values>& values_;
};

Values randomValues(size_t count, unsigned seed, bool whole) {
  std::mt19937 random(seed);
  Values values(count + kReadBeyond);
  for (float& value : values) {
    const float any = std::uniform_real_distribution(-1.0f, 1.0f)(random);
    value = whole ? std::round(2 * any) : any;
  }
  return values;
}

// The layers one after the other; the first one has the weights.
Passes train(const std::vector<Layer>& layers, const Values& input, size_t inputValues,
             const std::vector<Values>& weights, const Values& outputGradient, size_t batch,
             int threads) {
  std::vector<Values> activations = {input};
  std::vector<Values> kept;
  std::vector<const float*> pointers;
  for (const Values& weight : weights) pointers.push_back(weight.data());
  ThreadPool& pool = threadPool(threads);
  Passes passes;
  for (const Values& weight : weights) passes.weightGradients.emplace_back(weight.size());
  Collected collected(passes.weightGradients);
  Values workspace;
  Values gradient = outputGradient;
  const auto stepOf = [&](size_t layer, const float* const& layerInput) {
    const Trainable& trainable = *layers[layer].trainable;
    const size_t needed = trainable.workspaceBytes(batch, threads) / sizeof(float);
    workspace.assign(needed + kReadBeyond, 1e9f);
    TrainingStep step;
    step.batch = batch;
    step.inputs = {&layerInput, 1};
    if (layer == 0) step.weights = pointers;
    step.output = activations[layer + 1].data();
    step.workspace = reinterpret_cast<std::byte*>(workspace.data());
    step.kept = reinterpret_cast<std::byte*>(kept[layer].data());
    step.pool = &pool;
    return step;
  };
  for (size_t i = 0; i < layers.size(); ++i) {
    activations.emplace_back(batch * layers[i].outputValues + kReadBeyond, 1e9f);
    kept.emplace_back(layers[i].trainable->keptBytes(batch) / sizeof(float) + 1);
    const float* const layerInput = activations[i].data();
    layers[i].trainable->forward(stepOf(i, layerInput));
  }
  for (size_t i = layers.size(); i-- > 0;) {
    const float* const layerInput = activations[i].data();
    Values inputGradient(batch * (i == 0 ? inputValues : layers[i - 1].outputValues) + kReadBeyond,
                         1e9f);
    float* const inputGradients[] = {inputGradient.data()};
    layers[i].trainable->backward(stepOf(i, layerInput),
                                  {gradient.data(), inputGradients, &collected});
    gradient = std::move(inputGradient);
  }
  const auto trimmed = [](Values values) {
    values.resize(values.size() - kReadBeyond);
    return values;
  };
  passes.output = trimmed(activations.back());
  passes.inputGradient = trimmed(gradient);
  for (Values& weight : passes.weightGradients) weight = trimmed(weight);
  return passes;
}

struct Compared {
  Passes together;
  Passes apart;
};

Compared compare(const Case& c, size_t batch, int threads) {
  const ConvolutionGeometry& geometry = c.convolution;
  const Extent2D between = windowOutput(geometry.input, geometry.window);
  const Extent2D pooled = windowOutput(between, c.pooling);
  const size_t filters = geometry.outputChannels;
  const size_t inputValues = geometry.input.height * geometry.input.width * geometry.inputChannels;
  const size_t outputValues = pooled.height * pooled.width * filters;
  const Extent2D& size = geometry.window.size;
  std::vector<Values> weights = {
      randomValues(size.height * size.width * geometry.inputChannels * filters, 2, c.hasTies)};
  if (c.hasBias) weights.push_back(randomValues(filters, 3, c.hasTies));
  const Values input = randomValues(batch * inputValues, 1, c.hasTies);
  const Values gradient = randomValues(batch * outputValues, 4, c.hasTies);
  const auto run = [&](std::vector<Layer> layers) {
    return train(layers, input, inputValues, weights, gradient, batch, threads);
  };
  std::vector<Layer> together;
  together.push_back(
      {makeTrainableConvolutionPooling(geometry, c.activation, c.pooling), outputValues});
  std::vector<Layer> apart;
  apart.push_back(
      {makeTrainableConvolution(geometry, c.activation), between.height * between.width * filters});
  apart.push_back({makeTrainableMaxPooling({between, filters, c.pooling}), outputValues});
  return {run(std::move(together)), run(std::move(apart))};
}

const Window k2x2 = {{2, 2}, {2, 2}, Padding::Valid};
const Window k3x3 = {{3, 3}, {1, 1}, Padding::Valid};
const Window k3x3Same = {{3, 3}, {1, 1}, Padding::Same};

const Case kCases[] = {
    {"as in the exercise's first layer", {{14, 14}, 3, 16, k3x3}, k2x2},
    {"as in its second", {{12, 12}, 16, 32, k3x3}, k2x2},
    {"as in its third", {{9, 9}, 32, 64, k3x3}, k2x2},
    {"odd rows and columns are left over", {{10, 11}, 4, 16, k3x3}, k2x2},
    {"channels and filters that fill no vector", {{9, 10}, 5, 7, k3x3}, k2x2},
    {"padded", {{8, 7}, 16, 20, k3x3Same}, k2x2},
    {"padded, one channel and one filter", {{6, 6}, 1, 1, k3x3Same}, k2x2},
    {"strides", {{17, 15}, 3, 8, {{3, 2}, {2, 3}, Padding::Valid}}, k2x2},
    {"padded strides", {{17, 15}, 8, 8, {{3, 3}, {2, 2}, Padding::Same}}, k2x2},
    {"a large window of many channels", {{9, 9}, 40, 9, {{5, 5}, {1, 1}, Padding::Valid}}, k2x2},
    {"one pixel", {{6, 6}, 16, 16, {{1, 1}, {1, 1}, Padding::Valid}}, k2x2},
    {"pooling of 3x2", {{12, 12}, 8, 16, k3x3}, {{3, 2}, {3, 2}, Padding::Valid}},
    {"ReLU6", {{9, 9}, 16, 16, k3x3}, k2x2, Activation::Relu6},
    {"no activation", {{9, 9}, 16, 16, k3x3}, k2x2, Activation::Linear},
    {"no bias", {{9, 9}, 16, 16, k3x3}, k2x2, Activation::Relu, false},
    {"ties go to the first", {{9, 9}, 2, 16, k3x3}, k2x2, Activation::Linear, true, true},
};

}  // namespace

TEST_CASE("a convolution and its pooling at once compute what the two compute") {
  for (const Case& c : kCases) {
    CAPTURE(c.what);
    for (const size_t batch : {size_t{1}, size_t{5}}) {
      const auto [together, apart] = compare(c, batch, 2);
      CHECK(relativeDifference(together.output, apart.output) < kTolerance);
      CHECK(relativeDifference(together.inputGradient, apart.inputGradient) < kTolerance);
      for (size_t i = 0; i < apart.weightGradients.size(); ++i) {
        CHECK(relativeDifference(together.weightGradients[i], apart.weightGradients[i]) <
              kTolerance);
      }
    }
  }
}

TEST_CASE("a convolution and its pooling give the same bits on any number of threads") {
  const Passes one = compare(kCases[1], 7, 1).together;
  const Passes three = compare(kCases[1], 7, 3).together;
  CHECK(one.output == three.output);
  CHECK(one.inputGradient == three.inputGradient);
  CHECK(one.weightGradients == three.weightGradients);
}

TEST_CASE("only poolings that see a pixel once are trained with the convolution before them") {
  CHECK(canTrainWithPooling(Activation::Relu, k2x2));
  CHECK_FALSE(canTrainWithPooling(Activation::Sigmoid, k2x2));
  CHECK_FALSE(canTrainWithPooling(Activation::Relu, {{3, 3}, {2, 2}, Padding::Valid}));
  CHECK_FALSE(canTrainWithPooling(Activation::Relu, {{2, 2}, {2, 2}, Padding::Same}));
  CHECK_FALSE(canTrainWithPooling(Activation::Relu, {{20, 20}, {20, 20}, Padding::Valid}));
}

TEST_CASE("what is no number is the largest of its window") {
  constexpr size_t kChannels = 17;  // a whole vector of places, and one more
  const std::vector<uint32_t> places = {0, kChannels, 2 * kChannels, 3 * kChannels};
  for (const size_t at : {size_t{0}, size_t{1}, size_t{3}}) {
    Values window(4 * kChannels, 1.0f);
    for (size_t c = 0; c < kChannels; ++c) window[at * kChannels + c] = NAN;
    Values largest(kChannels);
    std::vector<uint8_t> which(kChannels, 9);
    poolRow(window.data(), 1, kChannels, 0, places, largest.data(), which.data());
    CHECK(std::ranges::all_of(largest, [](float value) { return std::isnan(value); }));
    CHECK(std::ranges::all_of(which, [&](uint8_t place) { return place == at; }));
  }
}

TEST_CASE("a sparse product is the sum over its values, for any number of vectors and taps") {
  constexpr size_t kTaps[] = {1, 2, 3, 5};
  const std::vector<SparseValue> values = {{3, 2.0f}, {0, -1.0f}, {40, 0.5f}, {7, 3.0f}};
  for (const size_t taps : kTaps) {
    for (size_t vectors = 1; vectors < 60; vectors += 4) {
      CAPTURE(taps);
      CAPTURE(vectors);
      const size_t run = vectors * gemmLanes();
      const auto tap = static_cast<ptrdiff_t>(run);
      const std::vector<SparseRow> rows = {{0, 0, 3},
                                           {static_cast<ptrdiff_t>(taps * run), 3, 3},
                                           {static_cast<ptrdiff_t>(2 * taps * run), 3, 4}};
      const Values b = randomValues(taps * run + 40, 1, true);
      Values c(3 * taps * run, 1.0f);
      Values expected = c;
      for (const SparseRow& row : rows) {
        for (size_t i = row.begin; i < row.end; ++i) {
          for (size_t n = 0; n < taps * run; ++n) {
            expected[static_cast<size_t>(row.offset) + n] +=
                values[i].value * b[static_cast<size_t>(values[i].offset) + n];
          }
        }
      }
      sparseGemm({taps, run, tap, tap}, rows, values.data(), b.data(), c.data());
      CHECK(c == expected);
    }
  }
}

}  // namespace loupe::test
