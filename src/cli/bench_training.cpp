#include "cli/bench_training.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <vector>

#include "models/architecture.h"
#include "models/convnet.h"
#include "models/json.h"
#include "tensor/random.h"
#include "train/loss.h"
#include "train/network.h"
#include "train/optimizer.h"

namespace loupe::cli {
namespace {

constexpr size_t kBatch = 20;
constexpr int kWarmUpSteps = 3;
constexpr int kTimedSteps = 15;
constexpr const char* kHiddenLayer = "dense.kernel";

// Updates weights as the trainer does, and counts what that moves for one of them.
class CountingUpdates final : public WeightGradients {
 public:
  CountingUpdates(TrainingNetwork& network, Optimizer& optimizer, size_t counted)
      : network_(network), optimizer_(optimizer), counted_(counted) {}

  void take(size_t weight, size_t first, std::span<const float> gradient) override {
    const std::span<float> values = network_.weights()[weight].values.values<float>();
    optimizer_.update(weight, first, values.subspan(first, gradient.size()), gradient);
    if (weight == counted_) updated_ += gradient.size_bytes();
  }

  size_t takeUpdatedBytes() { return updated_.exchange(0); }

 private:
  TrainingNetwork& network_;
  Optimizer& optimizer_;
  size_t counted_;
  std::atomic<size_t> updated_ = 0;  // bytes of weights
};

std::vector<size_t> sizesOf(const TrainingNetwork& network) {
  std::vector<size_t> sizes;
  for (const auto& weight : network.weights()) sizes.push_back(weight.values.elementCount());
  return sizes;
}

}  // namespace

TrainingStepResult measureTrainingStep(int threads) {
  ThreadPool pool(threads);
  const JsonDocument json(convnetArchitecture(), "architecture");
  const Architecture architecture = readArchitecture(json.root());
  TrainingNetwork network(architecture.graph, kBatch, pool);
  network.initialize(/*seed=*/1);
  Optimizer optimizer(defaultOptimizer(OptimizerKind::RmsProp), sizesOf(network));
  const auto hidden = std::ranges::find(network.weights(), kHiddenLayer,
                                        [](const auto& weight) { return weight.name; });
  CountingUpdates updates(network, optimizer,
                          static_cast<size_t>(hidden - network.weights().begin()));
  const Loss loss(network.outputs());
  Tensor photos(DataType::Float32, {kBatch, architecture.graph.input().shape.elementCount()});
  const std::span<float> pixels = photos.values<float>();
  for (size_t i = 0; i < pixels.size(); ++i) pixels[i] = uniform(/*key=*/1, i);
  std::vector<uint32_t> labels(kBatch);
  for (size_t i = 0; i < kBatch; ++i) labels[i] = i % 2;
  std::vector<float> gradient(kBatch * network.outputs());

  TrainingStepResult result;
  result.threads = static_cast<size_t>(threads);
  std::vector<double> times;
  for (int step = 0; step < kWarmUpSteps + kTimedSteps; ++step) {
    const auto start = std::chrono::steady_clock::now();
    loss.compute(network.forward(pixels, kBatch, /*training=*/true), labels, gradient);
    optimizer.beginStep(optimizer.config().learningRate);
    network.backward(gradient, updates);
    const std::chrono::duration<double, std::milli> elapsed =
        std::chrono::steady_clock::now() - start;
    const size_t updated = updates.takeUpdatedBytes();
    result.denseBytesWritten = updated * (1 + optimizer.slotCount());
    result.denseBytesRead = hidden->values.bytes().size() + result.denseBytesWritten;
    if (step >= kWarmUpSteps) times.push_back(elapsed.count());
  }
  std::ranges::nth_element(times, times.begin() + kTimedSteps / 2);
  result.stepMs = times[kTimedSteps / 2];
  return result;
}

}  // namespace loupe::cli
