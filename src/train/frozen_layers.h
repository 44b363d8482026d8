// The layers of a network that training leaves as they are, before those that it changes.
//
// They run on the operators of inference, and what they make of a photo that comes again unchanged is kept: without
// augmentation they see each photo once, however many epochs there are.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "nn/executor.h"
#include "train/data/batches.h"

namespace loupe {

class FrozenLayers {
 public:
  // `graph`: from photos, as batches have them, to what the trained layers take. `graph`, `weights` and `pool` outlive
  // this. Throws what Executor throws.
  FrozenLayers(const Graph& graph, const WeightSource& weights, size_t maxBatch, ThreadPool& pool);

  // Keeps the outputs of as many photos as are asked for unchanged from now on, if they take `memoryLimit` bytes at
  // most. Returns whether they do.
  bool keep(size_t photos, size_t memoryLimit);

  // What the layers make of the batch, valid until the next call. `unchanged`: the dataset that the photos are of, when
  // they come as they are; null when they are augmented.
  std::span<const float> forward(const Batch& batch, const Dataset* unchanged);

  const TensorSpec& input() const { return graph_.input(); }
  size_t memoryBytes() const;

  // By name, for the file of the whole network.
  std::map<std::string, TensorView> weights() const;

 private:
  void run(std::span<const float> images, std::span<float> outputs);
  std::vector<float>* keptOf(const Dataset* dataset, uint32_t photo);

  const Graph& graph_;
  const WeightSource& weights_;
  Executor executor_;
  size_t inputValues_;
  size_t outputValues_;
  AlignedBuffer outputs_;  // of a batch
  size_t mostKept_ = 0;    // photos
  std::map<std::pair<const Dataset*, uint32_t>, std::vector<float>> kept_;
};

}  // namespace loupe
