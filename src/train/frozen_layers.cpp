#include "train/frozen_layers.h"

#include <algorithm>

namespace loupe {
namespace {

// Photos at once: enough to share out among threads, and few enough for the caches.
constexpr size_t kPhotosAtOnce = 4;

}  // namespace

FrozenLayers::FrozenLayers(const Graph& graph, const WeightSource& weights, size_t maxBatch,
                           ThreadPool& pool)
    : graph_(graph),
      weights_(weights),
      executor_(graph, weights, std::min(kPhotosAtOnce, maxBatch), pool),
      inputValues_(graph.input().shape.elementCount()),
      outputValues_(graph.output().shape.elementCount()),
      outputs_(maxBatch * outputValues_ * sizeof(float)) {}

bool FrozenLayers::keep(size_t photos, size_t memoryLimit) {
  if (photos * outputValues_ * sizeof(float) > memoryLimit) return false;
  mostKept_ = photos;
  return true;
}

std::span<const float> FrozenLayers::forward(const Batch& batch, const Dataset* unchanged) {
  const size_t count = batch.photos.size();
  const std::span<float> outputs(reinterpret_cast<float*>(outputs_.data()), count * outputValues_);
  std::vector<std::vector<float>*> kept(count);
  for (size_t i = 0; i < count; ++i) kept[i] = keptOf(unchanged, batch.photos[i]);
  const bool knowsAll = std::ranges::all_of(
      kept, [](const std::vector<float>* output) { return output && !output->empty(); });
  if (!knowsAll) run(batch.images, outputs);
  for (size_t i = 0; i < count; ++i) {
    const std::span<float> output = outputs.subspan(i * outputValues_, outputValues_);
    if (knowsAll) {
      std::ranges::copy(*kept[i], output.begin());
    } else if (kept[i]) {
      kept[i]->assign(output.begin(), output.end());
    }
  }
  return outputs;
}

void FrozenLayers::run(std::span<const float> images, std::span<float> outputs) {
  const std::span<float> input = executor_.input<float>();
  const size_t atOnce = input.size() / inputValues_;
  while (!images.empty()) {
    const size_t count = std::min(atOnce, images.size() / inputValues_);
    std::ranges::copy(images.first(count * inputValues_), input.begin());
    executor_.run();
    const auto output = executor_.output<float>(graph_.nodes().size() - 1);
    std::ranges::copy(output.first(count * outputValues_), outputs.begin());
    images = images.subspan(count * inputValues_);
    outputs = outputs.subspan(count * outputValues_);
  }
}

// Null where nothing is kept.
std::vector<float>* FrozenLayers::keptOf(const Dataset* dataset, uint32_t photo) {
  if (!dataset) return nullptr;
  const auto found = kept_.find({dataset, photo});
  if (found != kept_.end()) return &found->second;
  if (kept_.size() >= mostKept_) return nullptr;
  return &kept_[{dataset, photo}];
}

size_t FrozenLayers::memoryBytes() const {
  return executor_.arenaBytes() + outputs_.size() + mostKept_ * outputValues_ * sizeof(float);
}

std::map<std::string, TensorView> FrozenLayers::weights() const {
  std::map<std::string, TensorView> weights;
  for (const Graph::Node& node : graph_.nodes()) {
    for (const ParameterSpec& spec : node.layer->parameters(graph_.inputSpecs(node))) {
      const std::string name = node.layer->name() + "." + spec.name;
      weights[name] = *weights_.find(name);
    }
  }
  return weights;
}

}  // namespace loupe
