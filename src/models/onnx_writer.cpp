#include "models/onnx_writer.h"

#include <string>

#include "models/json_writer.h"
#include "models/model_file.h"
#include "models/onnx_graph.h"
#include "models/onnx_layers.h"
#include "models/preprocessing.h"

namespace loupe {
namespace {

// From "image" to what the first layer takes; returns its name.
std::string addNormalization(OnnxGraph& onnx, const Shape& shape, const JsonValue& preprocessing) {
  onnx.addInput("image", shape);
  const Preprocessing normalization = readNormalization(preprocessing);
  const size_t channels = shape[2];
  const auto perChannel = [&](const std::string& name, const std::array<float, 3>& values) {
    return onnx.addTensor(name, {channels}, std::span(values).first(channels));
  };
  const std::string shifted =
      onnx.addNode("Sub", {"image", perChannel("image/mean", normalization.mean)}, "image/shifted");
  const std::string normalized = onnx.addNode(
      "Div", {shifted, perChannel("image/std", normalization.std)}, "image/normalized");
  return onnx.addNode("Transpose", {normalized}, "image/channels_first", {{"perm", {0, 3, 1, 2}}});
}

// One probability a class, where the network has one output for two: that of the second.
std::string addBothClasses(OnnxGraph& onnx, const std::string& second) {
  const std::string one = onnx.addScalar("probabilities/one", 1.0f);
  const std::string first = onnx.addNode("Sub", {one, second}, "probabilities/first");
  return onnx.addNode("Concat", {first, second}, "probabilities/both", {{"axis", {1}, false}});
}

void addOutput(OnnxGraph& onnx, const std::string& name, const std::string& value, size_t size) {
  onnx.addNode("Identity", {value}, name);
  onnx.addOutput(name, {size});
}

// What is left to do to a photo: mean and std are in the model.
std::string withoutNormalization(const JsonValue& preprocessing) {
  std::string members;
  for (const auto& [name, value] : preprocessing.members()) {
    if (name == "mean" || name == "std") continue;
    members += (members.empty() ? "" : ",") + quoteJson(name) + ":" + value.text();
  }
  return "{" + members + "}";
}

}  // namespace

std::vector<std::byte> writeOnnx(std::span<const std::byte> safetensors) {
  const Safetensors file(safetensors);
  const Architecture architecture = readArchitecture(file);
  const Graph& graph = architecture.graph;
  const size_t classes = readClassNames(file).size();
  requireOneOutputAClass(graph, classes);
  const auto noveltyTest = readNoveltyTest(file, graph);
  const JsonDocument preprocessing(file.metadata("preprocessing"), "preprocessing");
  // Refuses what is no model for photos.
  static_cast<void>(PhotoPreprocessor(preprocessing.root(), graph.input()));

  OnnxGraph onnx(graph.name());
  const std::string image = addNormalization(onnx, graph.input().shape, preprocessing.root());
  const std::vector<std::string> outputs = addLayers(onnx, graph, file, image);
  const bool isBinary = graph.output().shape.elementCount() != classes;
  addOutput(onnx, "probabilities", isBinary ? addBothClasses(onnx, outputs.back()) : outputs.back(),
            classes);
  if (noveltyTest) {
    const Shape& shape = graph.nodes()[noveltyTest->node].output.shape;
    addOutput(onnx, "similarity", outputs[noveltyTest->node], shape.elementCount());
  }

  for (const char* key : {"class_names", "novelty", "provenance"}) {
    if (file.hasMetadata(key)) onnx.addMetadata(key, file.metadata(key));
  }
  onnx.addMetadata("preprocessing", withoutNormalization(preprocessing.root()));
  onnx.addMetadata("Image.BitmapPixelFormat", graph.input().shape[2] == 1 ? "Gray8" : "Rgb8");
  onnx.addMetadata("Image.ColorSpaceGamma", "SRGB");
  onnx.addMetadata("Image.NominalPixelRange", "NominalRange_0_255");
  return onnx.write(
      "Takes \"image\", float32 [N, height, width, channels] from 0 to 255; gives \""
      "probabilities\" of the classes in the metadata's \"class_names\".");
}

}  // namespace loupe
