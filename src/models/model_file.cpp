#include "models/model_file.h"

#include "error.h"

namespace loupe {

Architecture readArchitecture(const Safetensors& file) {
  if (file.metadata("format") != "photoloupe" || file.metadata("version") != "1") {
    throw Error(ErrorCode::BadModel, "the model file is of format '" + file.metadata("format") +
                                         "' version " + file.metadata("version") +
                                         "; this program reads 'photoloupe' version 1");
  }
  const JsonDocument document(file.metadata("architecture"), "architecture");
  return readArchitecture(document.root());
}

std::vector<std::string> readClassNames(const Safetensors& file) {
  const JsonDocument document(file.metadata("class_names"), "class_names");
  std::vector<std::string> names;
  for (const JsonValue& name : document.root().items()) names.push_back(name.string());
  return names;
}

void requireOneOutputAClass(const Graph& graph, size_t classCount) {
  const TensorSpec& output = graph.output();
  const bool isBinary = classCount == 2 && output.shape == Shape{1};
  if (output.type == DataType::Float32 && (isBinary || output.shape == Shape{classCount})) return;
  throw Error(ErrorCode::BadModel, "the model answers " + std::string(toString(output.type)) + " " +
                                       output.shape.toString() + ", but it names " +
                                       std::to_string(classCount) + " classes");
}

std::optional<NoveltyTest> readNoveltyTest(const Safetensors& file, const Graph& graph) {
  if (!file.hasMetadata("novelty")) return std::nullopt;
  const JsonDocument document(file.metadata("novelty"), "novelty");
  const JsonValue layer = document.root()["layer"];
  const auto node = graph.find(layer.string());
  if (!node) layer.fail("names no layer of the network");
  const TensorSpec& output = graph.nodes()[*node].output;
  if (output.type != DataType::Float32) layer.fail("names an int8 layer");
  if (output.shape.rank() != 1) layer.fail("names a layer that answers with a picture");
  return NoveltyTest{*node, document.root()["threshold"].real()};
}

}  // namespace loupe
