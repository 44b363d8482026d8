#include "train/network.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "error.h"
#include "nn/memory_plan.h"
#include "tensor/random.h"
#include "train/trainable_layers.h"

namespace loupe {
namespace {

constexpr double kMegabyte = 1e6;
constexpr size_t kMaxInputs = 2;  // of a layer: Add's

// `shape` with its axes in the order that `axes` gives; as it is when that is empty.
Shape permuted(const Shape& shape, std::span<const size_t> axes) {
  Shape result = shape;
  for (size_t i = 0; i < axes.size(); ++i) result[i] = shape[axes[i]];
  return result;
}

// Copies `from`, whose shape is `shape`, to `to` with the axes in the order of `axes`; the other way round
// when `back`.
void permute(std::span<const float> from, const Shape& shape, std::span<const size_t> axes,
             bool back, std::span<float> to) {
  if (axes.empty()) {
    std::ranges::copy(from, to.begin());
    return;
  }
  size_t strides[Shape::kMaxRank];  // of `shape`
  for (size_t axis = shape.rank(), stride = 1; axis-- > 0; stride *= shape[axis])
    strides[axis] = stride;
  const Shape target = permuted(shape, axes);
  size_t index[Shape::kMaxRank] = {};
  for (size_t at = 0; at < from.size(); ++at) {
    size_t source = 0;
    for (size_t i = 0; i < axes.size(); ++i) source += index[i] * strides[axes[i]];
    if (back) {
      to[source] = from[at];
    } else {
      to[at] = from[source];
    }
    for (size_t i = axes.size(); i-- > 0;) {
      if (++index[i] < target[i]) break;
      index[i] = 0;
    }
  }
}

// Passes a layer's gradients on, with the layer's own numbers turned into the network's.
class LayerGradients final : public GradientSink {
 public:
  LayerGradients(WeightGradients& gradients, size_t firstWeight)
      : gradients_(gradients), firstWeight_(firstWeight) {}

  void take(size_t weight, size_t first, std::span<const float> gradient) override {
    gradients_.take(firstWeight_ + weight, first, gradient);
  }

 private:
  WeightGradients& gradients_;
  size_t firstWeight_;
};

}  // namespace

TrainingNetwork::TrainingNetwork(const Graph& graph, size_t maxBatch, ThreadPool& pool,
                                 size_t memoryLimit)
    : graph_(graph), maxBatch_(maxBatch), pool_(pool) {
  if (graph.input().type != DataType::Float32) {
    throw Error(ErrorCode::NotSupported,
                "an int8 network cannot be trained; take its float32 form");
  }
  outputs_ = graph.output().shape.elementCount();
  makeNodes();
  planArena(memoryLimit);
}

void TrainingNetwork::makeNodes() {
  const auto graphNodes = graph_.nodes();
  for (size_t i = 0; i < graphNodes.size(); ++i) {
    const std::vector<TensorSpec> inputs = graph_.inputSpecs(graphNodes[i]);
    const Layer& layer = *graphNodes[i].layer;
    Node node;
    node.inputs = graphNodes[i].inputs;
    node.firstWeight = weights_.size();
    for (ParameterSpec& spec : layer.parameters(inputs)) {
      const Shape shape = permuted(spec.shape, spec.kerasAxes);
      const std::string name = layer.name() + "." + spec.name;
      weights_.push_back({name, std::move(spec), shape, Tensor(DataType::Float32, shape)});
    }
    node.weightCount = weights_.size() - node.firstWeight;
    if (!node.inputs.empty() && nodes_[node.inputs[0]].merged) {
      Node& before = nodes_[node.inputs[0]];
      node.trainable = std::move(before.trainable);
      node.inputs = before.inputs;
      node.firstWeight = before.firstWeight;
      node.weightCount = before.weightCount;
    } else if (const Layer* next = onlyConsumer(i)) {
      node.trainable = makeTrainableWith(layer, *next, inputs);
      node.merged = node.trainable != nullptr;
    }
    if (node.merged) {
      nodes_.push_back(std::move(node));
      continue;
    }
    if (!node.trainable) {
      node.trainable = makeTrainable(layer, inputs, /*forLogits=*/i + 1 == graphNodes.size());
    }
    node.wantsGradient = node.weightCount > 0;
    for (const size_t input : node.inputs) {
      node.wantsGradient = node.wantsGradient || nodes_[input].wantsGradient;
      nodes_[ownerOf(input)].consumers.push_back(i);
    }
    nodes_.push_back(std::move(node));
  }
}

// The layer that alone takes the node's output, and takes nothing else; null where there is no such layer.
const Layer* TrainingNetwork::onlyConsumer(size_t node) const {
  const Layer* found = nullptr;
  for (const Graph::Node& other : graph_.nodes()) {
    if (std::ranges::count(other.inputs, node) == 0) continue;
    if (found || other.inputs.size() > 1) return nullptr;
    found = other.layer.get();
  }
  return found;
}

// The node whose buffer holds the node's output: itself, unless its output is its input as it is.
size_t TrainingNetwork::ownerOf(size_t node) const {
  while (!nodes_[node].trainable && !nodes_[node].inputs.empty()) node = nodes_[node].inputs[0];
  return node;
}

size_t TrainingNetwork::valuesOf(size_t node) const {
  return graph_.nodes()[node].output.shape.elementCount();
}

void TrainingNetwork::planArena(size_t memoryLimit) {
  const size_t count = nodes_.size();
  const auto backwardStep = [&](size_t node) { return 2 * count - 1 - node; };
  std::vector<Lifetime> lifetimes;
  std::vector<size_t> activation(count, SIZE_MAX);
  std::vector<size_t> kept(count, SIZE_MAX);
  std::vector<size_t> gradient(count, SIZE_MAX);
  size_t workspaceBytes = 0;
  for (size_t i = 0; i < count; ++i) {
    const Node& node = nodes_[i];
    if (node.merged) continue;
    if (node.trainable) {
      workspaceBytes =
          std::max(workspaceBytes, node.trainable->workspaceBytes(maxBatch_, pool_.threads()));
      kept[i] = lifetimes.size();
      lifetimes.push_back({node.trainable->keptBytes(maxBatch_), i, backwardStep(i)});
    }
    const size_t owner = ownerOf(i);
    if (owner != i) {
      activation[i] = activation[owner];
      gradient[i] = gradient[owner];
      continue;
    }
    const size_t bytes = maxBatch_ * valuesOf(i) * sizeof(float) + kPaddingBytes;
    if (i > 0) {
      activation[i] = lifetimes.size();
      lifetimes.push_back({bytes, i, backwardStep(i)});
    }
    if (!node.wantsGradient) continue;
    const size_t lastConsumer = node.consumers.empty() ? count - 1 : node.consumers.back();
    gradient[i] = lifetimes.size();
    lifetimes.push_back({bytes, backwardStep(lastConsumer), backwardStep(i)});
    if (node.consumers.size() > 1) sharedValues_ = std::max(sharedValues_, maxBatch_ * valuesOf(i));
  }
  const size_t workspace = lifetimes.size();
  lifetimes.push_back({workspaceBytes, 0, 2 * count});
  lifetimes.push_back({kMaxInputs * sharedValues_ * sizeof(float), count, 2 * count});

  const MemoryPlan plan = planMemory(lifetimes);
  if (plan.totalBytes > memoryLimit) {
    throw Error(ErrorCode::OutOfMemory,
                "training would need " +
                    std::to_string(std::lround(static_cast<double>(plan.totalBytes) / kMegabyte)) +
                    " MB for a batch of " + std::to_string(maxBatch_) + ", but there are " +
                    std::to_string(std::lround(static_cast<double>(memoryLimit) / kMegabyte)) +
                    " MB; use a smaller batch, smaller pictures or fewer filters");
  }
  arena_ = AlignedBuffer(plan.totalBytes);
  const auto at = [&](size_t lifetime) {
    return lifetime == SIZE_MAX ? nullptr : arena_.data() + plan.offsets[lifetime];
  };
  const auto floatsAt = [&](size_t lifetime) { return reinterpret_cast<float*>(at(lifetime)); };
  for (size_t i = 0; i < count; ++i) {
    activations_.push_back(floatsAt(activation[i]));
    kept_.push_back(at(kept[i]));
    gradients_.push_back(floatsAt(gradient[i]));
  }
  workspace_ = at(workspace);
  shared_ = floatsAt(workspace + 1);
  hasGradient_.resize(count);
}

void TrainingNetwork::initialize(uint64_t seed) {
  for (size_t i = 0; i < weights_.size(); ++i) {
    const std::span<float> values = weights_[i].values.values<float>();
    const ParameterSpec& spec = weights_[i].spec;
    if (spec.fanIn == 0) {
      std::ranges::fill(values, 0.0f);
      continue;
    }
    const auto limit =
        static_cast<float>(std::sqrt(6.0 / static_cast<double>(spec.fanIn + spec.fanOut)));
    const uint64_t key = mix64(seed) + i;
    for (size_t j = 0; j < values.size(); ++j) values[j] = (2 * uniform(key, j) - 1) * limit;
  }
}

void TrainingNetwork::load(const WeightSource& source) {
  auto next = weights_.begin();
  for (const Graph::Node& node : graph_.nodes()) {
    const std::vector<ParameterSpec> specs = node.layer->parameters(graph_.inputSpecs(node));
    const Parameters parameters(node.layer->name(), specs, source);
    for (size_t i = 0; i < specs.size(); ++i) {
      Weight& weight = *next++;
      permute(parameters.get<float>(weight.spec.name), weight.spec.shape, weight.spec.kerasAxes,
              /*back=*/false, weight.values.values<float>());
    }
  }
}

std::vector<std::pair<std::string, Tensor>> TrainingNetwork::save() const {
  std::vector<std::pair<std::string, Tensor>> saved;
  for (const Weight& weight : weights_) {
    Tensor tensor(DataType::Float32, weight.spec.shape);
    permute(weight.values.values<float>(), weight.spec.shape, weight.spec.kerasAxes, /*back=*/true,
            tensor.values<float>());
    saved.emplace_back(weight.name, std::move(tensor));
  }
  return saved;
}

size_t TrainingNetwork::weightBytes() const {
  size_t bytes = 0;
  for (const Weight& weight : weights_) bytes += weight.values.bytes().size();
  return bytes;
}

TrainingStep TrainingNetwork::stepOf(size_t node) {
  stepInputs_.clear();
  for (const size_t input : nodes_[node].inputs) {
    stepInputs_.push_back(activations_[input] ? activations_[input] : input_);
  }
  stepWeights_.clear();
  for (size_t i = 0; i < nodes_[node].weightCount; ++i) {
    stepWeights_.push_back(weights_[nodes_[node].firstWeight + i].values.values<float>().data());
  }
  TrainingStep step;
  step.batch = batch_;
  step.inputs = stepInputs_;
  step.weights = stepWeights_;
  step.output = activations_[node];
  step.workspace = workspace_;
  step.kept = kept_[node];
  step.pool = &pool_;
  step.training = training_;
  step.seed = mix64(seed_) + node;
  return step;
}

std::span<const float> TrainingNetwork::forward(std::span<const float> inputs, size_t batch,
                                                bool training, uint64_t seed) {
  input_ = inputs.data();
  batch_ = batch;
  training_ = training;
  seed_ = seed;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].trainable) nodes_[i].trainable->forward(stepOf(i));
  }
  return {activations_.back(), batch * outputs_};
}

void TrainingNetwork::backward(std::span<const float> logitsGradient, WeightGradients& gradients) {
  if (!gradients_.back()) return;
  std::ranges::copy(logitsGradient, gradients_.back());
  hasGradient_.assign(nodes_.size(), false);
  for (size_t i = nodes_.size(); i-- > 0;) {
    if (nodes_[i].trainable && nodes_[i].wantsGradient) backwardNode(i, gradients);
  }
}

// An output that several layers take gets the sum of their gradients.
void TrainingNetwork::backwardNode(size_t node, WeightGradients& gradients) {
  const std::vector<size_t>& inputs = nodes_[node].inputs;
  inputGradients_.assign(inputs.size(), nullptr);
  for (size_t i = 0; i < inputs.size(); ++i) {
    const size_t owner = ownerOf(inputs[i]);
    if (!gradients_[owner]) continue;
    inputGradients_[i] = hasGradient_[owner] ? shared_ + i * sharedValues_ : gradients_[owner];
    hasGradient_[owner] = true;
  }
  LayerGradients sink(gradients, nodes_[node].firstWeight);
  nodes_[node].trainable->backward(stepOf(node), {gradients_[node], inputGradients_, &sink});
  for (size_t i = 0; i < inputs.size(); ++i) {
    float* const sum = gradients_[ownerOf(inputs[i])];
    if (!sum || inputGradients_[i] == sum) continue;
    for (size_t j = 0; j < batch_ * valuesOf(inputs[i]); ++j) sum[j] += inputGradients_[i][j];
  }
}

}  // namespace loupe
