// A network as layers that feed each other, with every shape checked.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nn/layer.h"
#include "nn/summary.h"

namespace loupe {

class Graph {
 public:
  struct Node {
    std::unique_ptr<Layer> layer;
    std::vector<size_t> inputs;  // indices of earlier nodes
    TensorSpec output;
  };

  explicit Graph(std::string name) : name_(std::move(name)) {}

  // Adds a layer fed by those of the given names; without names, by the layer added last. The first
  // layer is the InputLayer and the only one. Throws Error(BadModel) for a name that is taken or
  // unknown, and for shapes that do not fit. Returns the node's index.
  size_t add(std::unique_ptr<Layer> layer, const std::vector<std::string>& inputs = {});

  const std::string& name() const { return name_; }
  std::span<const Node> nodes() const { return nodes_; }
  const TensorSpec& input() const { return nodes_.front().output; }
  const TensorSpec& output() const { return nodes_.back().output; }
  std::optional<size_t> find(std::string_view layerName) const;

  // The output shapes of the layers that feed `node`.
  std::vector<TensorSpec> inputSpecs(const Node& node) const;

  std::vector<SummaryRow> summary() const;

 private:
  std::vector<size_t> resolveInputs(const Layer& layer,
                                    const std::vector<std::string>& names) const;

  std::string name_;
  std::vector<Node> nodes_;
};

}  // namespace loupe
