#include "nn/graph.h"

#include <algorithm>

#include "error.h"

namespace loupe {
namespace {

// No network for photos comes near these; a damaged or hostile file does.
constexpr size_t kMaxElements = size_t{1} << 26;  // of one layer's output
constexpr size_t kMaxLayers = 4096;

[[noreturn]] void failAt(const Layer& layer, const std::string& reason) {
  throw Error(ErrorCode::BadModel, "layer '" + layer.name() + "' " + reason);
}

}  // namespace

std::optional<size_t> Graph::find(std::string_view layerName) const {
  for (size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].layer->name() == layerName) return i;
  }
  return std::nullopt;
}

std::vector<size_t> Graph::resolveInputs(const Layer& layer,
                                         const std::vector<std::string>& names) const {
  if (nodes_.empty() != (layer.inputCount() == 0)) {
    failAt(layer, "is out of place: a network starts with its InputLayer and has no other");
  }
  std::vector<size_t> inputs;
  for (const std::string& name : names) {
    const auto found = find(name);
    if (!found) failAt(layer, "takes its input from '" + name + "', which is no layer before it");
    inputs.push_back(*found);
  }
  if (names.empty() && layer.inputCount() == 1) inputs.push_back(nodes_.size() - 1);
  if (inputs.size() != layer.inputCount()) {
    failAt(layer, "has " + std::to_string(inputs.size()) + " inputs; it takes " +
                      std::to_string(layer.inputCount()));
  }
  return inputs;
}

size_t Graph::add(std::unique_ptr<Layer> layer, const std::vector<std::string>& inputs) {
  if (nodes_.size() == kMaxLayers) {
    failAt(*layer, "is one too many; a network has at most " + std::to_string(kMaxLayers));
  }
  if (find(layer->name())) failAt(*layer, "has a name that an earlier layer has already");
  Node node;
  node.inputs = resolveInputs(*layer, inputs);
  node.layer = std::move(layer);
  node.output = node.layer->output(inputSpecs(node));
  if (node.output.shape.elementCount() > kMaxElements) {
    failAt(*node.layer, "would make " + node.output.shape.toString() + ", more than " +
                            std::to_string(kMaxElements) + " values");
  }
  nodes_.push_back(std::move(node));
  return nodes_.size() - 1;
}

std::vector<TensorSpec> Graph::inputSpecs(const Node& node) const {
  std::vector<TensorSpec> specs;
  specs.reserve(node.inputs.size());
  for (const size_t input : node.inputs) specs.push_back(nodes_[input].output);
  return specs;
}

std::vector<SummaryRow> Graph::summary() const {
  std::vector<SummaryRow> rows;
  for (const Node& node : nodes_) {
    SummaryRow row;
    row.name = node.layer->name();
    row.type = node.layer->type();
    row.outputShape = node.output.shape;
    for (const ParameterSpec& parameter : node.layer->parameters(inputSpecs(node))) {
      if (parameter.counted) row.parameters += parameter.shape.elementCount();
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace loupe
