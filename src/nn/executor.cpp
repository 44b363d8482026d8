#include "nn/executor.h"

#include <algorithm>

#include "error.h"
#include "nn/memory_plan.h"

namespace loupe {
namespace {

// Makes a layer's operator, and says in failures which layer it was.
OperatorPtr makeOperator(const Graph::Node& node, std::span<const TensorSpec> inputs,
                         const Parameters& parameters) {
  try {
    return node.layer->makeOperator(inputs, node.output, parameters);
  } catch (const Error& error) {
    throw Error(error.code(), "layer '" + node.layer->name() + "': " + error.what());
  }
}

}  // namespace

Executor::Executor(const Graph& graph, const WeightSource& weights, size_t batch, ThreadPool& pool,
                   std::span<const std::string> kept)
    : graph_(graph), batch_(batch), pool_(pool) {
  makeOperators(weights);
  planArena(kept);
  setUpOperators();
}

void Executor::makeOperators(const WeightSource& weights) {
  for (const Graph::Node& node : graph_.nodes()) {
    const std::vector<TensorSpec> inputs = graph_.inputSpecs(node);
    const Parameters parameters(node.layer->name(), node.layer->parameters(inputs), weights);
    OperatorPtr op = makeOperator(node, inputs, parameters);
    if (op) workspaceBytes_ = std::max(workspaceBytes_, op->reshape(batch_, pool_));
    operators_.push_back(std::move(op));
  }
}

void Executor::planArena(std::span<const std::string> kept) {
  const auto nodes = graph_.nodes();
  const size_t end = nodes.size();
  // A node without an operator shares the buffer of its input: buffers[i] is the index in lifetimes.
  std::vector<size_t> buffers(nodes.size());
  std::vector<Lifetime> lifetimes;
  for (size_t i = 0; i < nodes.size(); ++i) {
    for (const size_t input : nodes[i].inputs) lifetimes[buffers[input]].last = i;
    const bool shares = !operators_[i] && !nodes[i].inputs.empty();
    buffers[i] = shares ? buffers[nodes[i].inputs[0]] : lifetimes.size();
    if (shares) continue;
    const TensorSpec& output = nodes[i].output;
    lifetimes.push_back({batch_ * output.shape.elementCount() * sizeInBytes(output.type), i, i});
  }
  lifetimes[buffers.back()].last = end;
  for (const std::string& name : kept) {
    const auto node = graph_.find(name);
    if (!node) throw Error(ErrorCode::BadModel, "the model has no layer '" + name + "'");
    lifetimes[buffers[*node]].last = end;
  }
  lifetimes.push_back({workspaceBytes_, 0, end});

  const MemoryPlan plan = planMemory(lifetimes);
  arena_ = AlignedBuffer(plan.totalBytes);
  for (const size_t buffer : buffers) activations_.push_back(arena_.data() + plan.offsets[buffer]);
  workspace_ = arena_.data() + plan.offsets.back();
}

void Executor::setUpOperators() {
  for (size_t i = 0; i < operators_.size(); ++i) {
    if (!operators_[i]) continue;
    std::vector<const std::byte*> inputs;
    for (const size_t input : graph_.nodes()[i].inputs) inputs.push_back(activations_[input]);
    operators_[i]->setup(inputs, activations_[i], workspace_);
  }
}

void Executor::run() {
  for (const OperatorPtr& op : operators_) {
    if (op) op->run(pool_);
  }
}

void Executor::requireType(size_t node, DataType wanted) const {
  const DataType type = graph_.nodes()[node].output.type;
  if (type == wanted) return;
  throw Error(ErrorCode::NotSupported, "layer '" + graph_.nodes()[node].layer->name() +
                                           "' answers in " + std::string(toString(type)) +
                                           ", not in " + std::string(toString(wanted)));
}

}  // namespace loupe
