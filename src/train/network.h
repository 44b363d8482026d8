// A network in training: its weights, and one pass forward and backward through its layers.
//
// All memory is planned and taken when it is made: activations live until their gradients are known, and
// gradients for as long as they are passed on, in one arena.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kernels/training/trainable.h"
#include "nn/graph.h"
#include "tensor/aligned_buffer.h"

namespace loupe {

// Takes gradients of weights, told apart by their index in TrainingNetwork::weights().
class WeightGradients {
 public:
  virtual ~WeightGradients() = default;

  // As GradientSink::take.
  virtual void take(size_t weight, size_t first, std::span<const float> gradient) = 0;
};

class TrainingNetwork {
 public:
  struct Weight {
    std::string name;    // "conv2d.kernel", as in model files
    ParameterSpec spec;  // as in model files
    Shape shape;         // as Keras has it
    Tensor values;       // in that shape
  };

  // For batches of up to `maxBatch` items. `graph` and `pool` outlive the network; a sigmoid or softmax at
  // its end is left to the loss. Weights are undefined until initialize or load. Throws Error(NotSupported)
  // for an int8 graph, and Error(OutOfMemory), before anything is taken, when the activations would need
  // more than `memoryLimit` bytes: it says how many and what would make them fewer.
  TrainingNetwork(const Graph& graph, size_t maxBatch, ThreadPool& pool,
                  size_t memoryLimit = SIZE_MAX);

  // Kernels evenly from +-sqrt(6 / (fan in + fan out)) (glorot_uniform: Glorot and Bengio, 2010), biases 0.
  void initialize(uint64_t seed);

  // Throws Error(BadModel) naming a tensor that is missing or of another shape or type.
  void load(const WeightSource& source);

  // The weights as model files lay them out, by name.
  std::vector<std::pair<std::string, Tensor>> save() const;

  std::span<Weight> weights() { return weights_; }
  std::span<const Weight> weights() const { return weights_; }

  // The last layer's output, without its sigmoid or softmax, for `batch` items of the graph's input, which may
  // be read kPaddingBytes beyond their end and must stay until `backward`. Valid until the next pass. `seed`
  // decides what Dropout drops when `training`.
  std::span<const float> forward(std::span<const float> inputs, size_t batch, bool training,
                                 uint64_t seed = 0);

  // After forward: from the gradient of the loss by its logits to those of all weights. `gradients` may
  // update the weights on the spot.
  void backward(std::span<const float> logitsGradient, WeightGradients& gradients);

  size_t maxBatch() const { return maxBatch_; }
  size_t outputs() const { return outputs_; }  // logits an item
  size_t arenaBytes() const { return arena_.size(); }
  size_t weightBytes() const;

 private:
  struct Node {
    TrainablePtr trainable;      // null when the output is the input as it is, and when merged
    std::vector<size_t> inputs;  // nodes
    bool merged = false;         // into its consumer, which has its inputs and trains its weights
    size_t firstWeight = 0;
    size_t weightCount = 0;
    bool wantsGradient = false;  // it has weights, or a node before it has
    std::vector<size_t> consumers;
  };

  void makeNodes();
  const Layer* onlyConsumer(size_t node) const;
  void planArena(size_t memoryLimit);
  size_t ownerOf(size_t node) const;
  size_t valuesOf(size_t node) const;
  TrainingStep stepOf(size_t node);
  void backwardNode(size_t node, WeightGradients& gradients);

  const Graph& graph_;
  size_t maxBatch_;
  ThreadPool& pool_;
  size_t outputs_ = 0;
  std::vector<Node> nodes_;
  std::vector<Weight> weights_;
  AlignedBuffer arena_;
  std::vector<float*> activations_;  // by node; null for the input and what is the input as it is
  std::vector<std::byte*> kept_;     // by node: what its forward pass leaves for the backward pass
  std::vector<float*> gradients_;    // by node; null where none is wanted
  std::vector<bool> hasGradient_;    // whether a consumer has written it in this pass
  float* shared_ = nullptr;          // gradients on their way to be added to others, one an input
  size_t sharedValues_ = 0;          // of each
  std::byte* workspace_ = nullptr;

  // Of the pass that is under way.
  const float* input_ = nullptr;
  size_t batch_ = 0;
  bool training_ = false;
  uint64_t seed_ = 0;
  std::vector<const float*> stepInputs_;
  std::vector<const float*> stepWeights_;
  std::vector<float*> inputGradients_;
};

}  // namespace loupe
