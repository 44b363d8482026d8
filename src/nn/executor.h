// Runs a network forward: operators, packed weights and memory are made once, here, and `run`
// allocates nothing.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "nn/graph.h"
#include "tensor/aligned_buffer.h"

namespace loupe {

class Executor {
 public:
  // Packs the weights (`weights` is not referred to afterwards) and plans for `batch` items. `kept`
  // names the layers whose output must still be there after `run`; the last one's always is. `graph`
  // and `pool` outlive the executor. Throws Error(BadModel) when weights are missing or do not fit.
  Executor(const Graph& graph, const WeightSource& weights, size_t batch, ThreadPool& pool,
           std::span<const std::string> kept = {});

  // To be filled before each `run` (a run may overwrite it): `batch` items of the graph's input.
  template <typename T>
  std::span<T> input() {
    return values<T>(0);
  }

  void run();

  // The output of a layer, by its index in the graph: the last or a kept one, valid until the next run.
  template <typename T>
  std::span<const T> output(size_t node) const {
    return const_cast<Executor*>(this)->values<T>(node);
  }

  const ThreadPool& pool() const { return pool_; }

  size_t arenaBytes() const { return arena_.size(); }

 private:
  void makeOperators(const WeightSource& weights);
  void planArena(std::span<const std::string> kept);
  void setUpOperators();
  void requireType(size_t node, DataType wanted) const;

  template <typename T>
  std::span<T> values(size_t node) {
    requireType(node, dataTypeOf<T>());
    const size_t count = batch_ * graph_.nodes()[node].output.shape.elementCount();
    return {reinterpret_cast<T*>(activations_[node]), count};
  }

  const Graph& graph_;
  size_t batch_;
  ThreadPool& pool_;
  std::vector<OperatorPtr> operators_;   // by node; null where the output is the input
  std::vector<std::byte*> activations_;  // by node, in the arena
  size_t workspaceBytes_ = 0;
  std::byte* workspace_ = nullptr;
  AlignedBuffer arena_;
};

}  // namespace loupe
