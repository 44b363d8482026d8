#include "transfer/feature_network.h"

#include <algorithm>
#include <map>

#include "error.h"
#include "image/decode.h"
#include "models/architecture.h"
#include "models/json_writer.h"
#include "models/preprocessing.h"
#include "models/safetensors.h"
#include "nn/executor.h"

namespace loupe {
namespace {

// What the earlier features count for, beside the embedding's 1.
constexpr float kEarlierScale = 0.5f;
// Of the pictures that the features are made of, by the pretrained network's: 240 pixels for 224.
constexpr size_t kLarger = 14;
// Of a photo's shorter side, what they show, 240 of 246 pixels: the network's own preprocessing cuts off more.
constexpr float kCropFraction = 240.0f / 246;

// FNV-1a, of 64 bits. http://www.isthe.com/chongo/tech/comp/fnv/
std::string hashOf(std::initializer_list<std::span<const std::byte>> parts) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const auto part : parts) {
    for (const std::byte byte : part) hash = (hash ^ static_cast<uint64_t>(byte)) * 0x100000001b3;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[(hash >> shift) & 15];
  return text;
}

[[noreturn]] void refuse() {
  throw Error(
      ErrorCode::NotSupported,
      "this network cannot be the base of another: its embedding is no global average of what a "
      "convolution makes of a picture");
}

// The layer that feeds `node`.
const Graph::Node& sourceOf(const Graph& graph, const Graph::Node& node) {
  if (node.inputs.empty()) refuse();
  return graph.nodes()[node.inputs[0]];
}

std::string joined(const std::string& name, const std::string& first, const std::string& second) {
  return R"({"name":")" + name + R"(","type":"Concatenate","inputs":[")" + first + R"(",")" +
         second + R"("]},)";
}

// The mean of an earlier layer's picture over its pixels, of length kEarlierScale.
std::string meanOf(const Graph::Node& earlier, const Graph::Node& top, const std::string& name) {
  return R"({"name":")" + name + R"(_pool","type":"GlobalWeightedPooling2D","inputs":[)" +
         quoteJson(earlier.layer->name()) + "," + quoteJson(top.layer->name()) + R"(]},{"name":")" +
         name + R"(_unit","type":"UnitNormalization"},{"name":")" + name +
         R"(_features","type":"Rescaling","scale":)" + JsonWriter().value(kEarlierScale).text() +
         "},";
}

bool haveOneSize(const Graph::Node& a, const Graph::Node& b) {
  const Shape& shape = a.output.shape;
  return shape.rank() == 3 && shape[0] == b.output.shape[0] && shape[1] == b.output.shape[1];
}

// The last sum of a residual block before `node` that is of the size of `top`, if there is any.
const Graph::Node* sumBefore(const Graph& graph, const Graph::Node& node, const Graph::Node& top) {
  const Graph::Node* last = nullptr;
  for (const Graph::Node& each : graph.nodes()) {
    if (&each == &node) break;
    if (each.layer->type() == "Add" && haveOneSize(each, top)) last = &each;
  }
  return last;
}

// Whether the network's embedding is such features already, as that of a model made here is.
bool makesFeatures(const Architecture& network) {
  const auto embedding = network.graph.find(network.embedding);
  return embedding && network.embedding == "features" &&
         network.graph.nodes()[*embedding].layer->type() == "UnitNormalization";
}

// The layers from the first to the one named, that one included.
std::string layersUntil(const JsonValue& json, const std::string& last) {
  std::string layers;
  for (const JsonValue& layer : json["layers"].items()) {
    layers += (layers.empty() ? "" : ",") + layer.text();
    if (layer["name"].string() == last) break;
  }
  return layers;
}

// The layers from the pretrained network's first to the convolution that its embedding is made of, then those that
// make the features.
std::string featureLayers(const JsonValue& json) {
  const Architecture pretrained = readArchitecture(json);
  const Graph& graph = pretrained.graph;
  if (makesFeatures(pretrained)) return layersUntil(json, pretrained.embedding);
  const auto embedding = graph.find(pretrained.embedding);
  if (!embedding) refuse();
  const Graph::Node& pool = graph.nodes()[*embedding];
  if (pool.layer->type() != "GlobalAveragePooling2D") refuse();
  const Graph::Node& top = sourceOf(graph, pool);
  const Graph::Node& early = sourceOf(graph, top);

  const Graph::Node& last = graph.nodes()[*embedding - 1];
  std::string layers = layersUntil(json, last.layer->name()) + ",";
  layers += R"({"name":"late_pool","type":"GlobalLpPooling2D","inputs":[)" +
            quoteJson(top.layer->name()) + "]},";
  layers += R"({"name":"late_features","type":"UnitNormalization"},)";
  if (haveOneSize(early, top)) {
    layers += meanOf(early, top, "early");
    layers += joined("both_features", "late_features", "early_features");
    if (const Graph::Node* sum = sumBefore(graph, early, top)) {
      layers += meanOf(*sum, top, "sum");
      layers += joined("all_features", "both_features", "sum_features");
    }
  }
  layers += R"({"name":"features","type":"UnitNormalization"})";
  return layers;
}

std::string inputShapeOf(const Architecture& pretrained) {
  JsonWriter shape;
  shape.beginArray();
  const Shape input = featureInput(pretrained);
  for (const size_t extent : input.extents()) shape.value(extent);
  return shape.endArray().text();
}

std::string headLayers(size_t classes) {
  const std::string units = std::to_string(classes);
  return R"(,{"name":"similarity","type":"Dense","inputs":["features"],"use_bias":false,"units":)" +
         units + R"(},{"name":"logits","type":"Dense","inputs":["features"],"units":)" + units +
         R"(},{"name":"probabilities","type":"Activation","activation":"softmax"})";
}

std::string architectureOf(const JsonValue& pretrained, const std::string& layers) {
  const Architecture network = readArchitecture(pretrained);
  const std::string made = makesFeatures(network) ? "" : "-transfer";
  return R"({"name":)" + quoteJson(network.graph.name() + made) + R"(,"input_shape":)" +
         inputShapeOf(network) + R"(,"embedding":"features","layers":[)" + layers + "]}";
}

// The file's, but for how much of a photo is shown. Features that the file brings along keep that too, and where
// photos are prepared as training does it, they are whole.
std::string preprocessingOf(const Safetensors& file, const Architecture& pretrained,
                            std::optional<float> cropFraction) {
  const std::string& own = file.metadata("preprocessing");
  const JsonDocument document(own, "preprocessing");
  if (!document.root().has("crop_fraction")) return own;
  if (!cropFraction && makesFeatures(pretrained)) return own;
  return R"({"crop_fraction":)" + JsonWriter().value(cropFraction.value_or(kCropFraction)).text() +
         R"(,"interpolation":"bicubic","mean":)" + document.root()["mean"].text() + R"(,"std":)" +
         document.root()["std"].text() + "}";
}

Tensor tensorOf(std::span<const float> values, const Shape& shape) {
  Tensor tensor(DataType::Float32, shape);
  std::ranges::copy(values, tensor.values<float>().begin());
  return tensor;
}

TensorView viewOf(const Tensor& tensor) { return {tensor.type(), tensor.shape(), tensor.bytes()}; }

}  // namespace

Shape featureInput(const Architecture& pretrained) {
  const Shape& shape = pretrained.graph.input().shape;
  if (makesFeatures(pretrained)) return shape;
  return {shape[0] + shape[0] / kLarger, shape[1] + shape[1] / kLarger, shape[2]};
}

struct FeatureNetwork::State {
  State(std::span<const std::byte> bytes, ThreadPool& pool, std::optional<float> cropFraction)
      : copy(bytes.begin(), bytes.end()),
        file(copy),
        pretrained(file.metadata("architecture"), "architecture"),
        layers(featureLayers(pretrained.root())),
        recipe(architectureOf(pretrained.root(), layers)),
        architecture(readArchitecture(recipe)),
        preprocessing(preprocessingOf(file, readArchitecture(pretrained.root()), cropFraction)),
        executor(architecture.graph, file, /*batch=*/1, pool),
        preprocessor(JsonDocument(preprocessing, "preprocessing").root(),
                     architecture.graph.input()),
        id(architecture.graph.name() + "-" +
           hashOf({copy, std::as_bytes(std::span(recipe)),
                   std::as_bytes(std::span(preprocessing))})) {}

  // The tensors of the layers that are kept.
  std::map<std::string, TensorView> weights() const {
    std::map<std::string, TensorView> weights;
    for (const auto& [name, tensor] : file.tensors()) {
      if (architecture.graph.find(name.substr(0, name.rfind('.')))) weights[name] = tensor;
    }
    return weights;
  }

  std::vector<std::byte> copy;
  Safetensors file;
  JsonDocument pretrained;
  std::string layers;  // JSON, without the brackets
  std::string recipe;  // the architecture of the features
  Architecture architecture;
  std::string preprocessing;
  Executor executor;
  PhotoPreprocessor preprocessor;
  std::string id;
};

FeatureNetwork::FeatureNetwork(std::span<const std::byte> safetensors, ThreadPool& pool,
                               std::optional<float> cropFraction)
    : state_(std::make_unique<State>(safetensors, pool, cropFraction)) {}

FeatureNetwork::~FeatureNetwork() = default;
FeatureNetwork::FeatureNetwork(FeatureNetwork&&) noexcept = default;

size_t FeatureNetwork::size() const { return state_->architecture.graph.output().shape[0]; }

const std::string& FeatureNetwork::id() const { return state_->id; }

std::span<const float> FeatureNetwork::embed(std::span<const std::byte> file) {
  return embed(decode(file).view());
}

std::span<const float> FeatureNetwork::embed(const ImageView& photo) {
  state_->preprocessor.apply(photo, state_->executor);
  state_->executor.run();
  return state_->executor.output<float>(state_->architecture.graph.nodes().size() - 1);
}

std::vector<std::byte> FeatureNetwork::modelWith(const Head& head,
                                                 std::span<const std::string> classNames,
                                                 const std::string& provenance) const {
  const size_t classes = head.classes.size();
  if (classes < 2) {
    throw Error(ErrorCode::BadDataset, "a model needs two classes with photos at least");
  }
  const Tensor similarity = tensorOf(head.novelty.prototypes, {classes, size()});
  const Tensor kernel = tensorOf(head.kernel, {classes, size()});
  const Tensor bias = tensorOf(head.bias, {classes});
  std::map<std::string, TensorView> weights = state_->weights();
  weights["similarity.kernel"] = viewOf(similarity);
  weights["logits.kernel"] = viewOf(kernel);
  weights["logits.bias"] = viewOf(bias);

  JsonWriter names;
  names.beginArray();
  for (const uint32_t index : head.classes) names.value(classNames[index]);
  JsonWriter novelty;
  novelty.beginObject().member("layer", "similarity").member("threshold", head.novelty.threshold);
  JsonWriter source;
  source.beginObject().member("source", provenance).key("base").value(id()).endObject();
  return writeSafetensors(
      weights, {{"format", "photoloupe"},
                {"version", "1"},
                {"architecture",
                 architectureOf(state_->pretrained.root(), state_->layers + headLayers(classes))},
                {"class_names", names.endArray().text()},
                {"preprocessing", state_->preprocessing},
                {"novelty", novelty.endObject().text()},
                {"provenance", source.text()}});
}

}  // namespace loupe
