#include "train/fine_tuning.h"

#include <algorithm>
#include <array>
#include <set>

#include "error.h"
#include "models/architecture.h"
#include "models/json_writer.h"
#include "models/model_file.h"
#include "train/novelty_layer.h"
#include "transfer/feature_network.h"
#include "transfer/head.h"

namespace loupe {
namespace {

constexpr float kWhite = 255;  // photos come as 0 to 1

// How the network's own preprocessing scales a photo of 0 to 1: x * scale + offset.
std::string rescalingOf(const JsonValue& preprocessing) {
  const std::vector<JsonValue> means = preprocessing["mean"].items();
  const std::vector<JsonValue> stds = preprocessing["std"].items();
  const float mean = means.at(0).real();
  const float std = stds.at(0).real();
  const auto differs = [](float value) {
    return [value](const JsonValue& json) { return json.real() != value; };
  };
  if (std::ranges::any_of(means, differs(mean)) || std::ranges::any_of(stds, differs(std))) {
    throw Error(ErrorCode::NotSupported,
                "a network that scales colours differently cannot be fine-tuned");
  }
  JsonWriter json;
  json.member("scale", kWhite / std).member("offset", -mean / std);
  return json.text();
}

// The layers of a model file that transfer learning made, for photos of 0 to 1, without what tells novelty: that
// belongs to features that training changes. What was fine-tuned before takes such photos already.
std::string wholeArchitecture(const Safetensors& file) {
  std::string text = withoutNoveltyLayer(file);
  const JsonDocument document(text, "architecture");
  const JsonDocument preprocessing(file.metadata("preprocessing"), "preprocessing");
  if (!preprocessing.root().has("crop_fraction")) return text;
  const JsonValue json = document.root();
  const std::vector<JsonValue> layers = json["layers"].items();
  std::string scaled = R"({"name":"photo","type":"InputLayer"},{"name":)" +
                       quoteJson(layers.at(0)["name"].string()) + R"(,"type":"Rescaling",)" +
                       rescalingOf(preprocessing.root()) + "}";
  for (const JsonValue& layer : std::span(layers).subspan(1)) scaled += "," + layer.text();
  return R"({"name":)" + quoteJson(json["name"].string() + "-fine-tuned") + R"(,"input_shape":)" +
         json["input_shape"].text() + R"(,"embedding":)" + quoteJson(json["embedding"].string()) +
         R"(,"layers":[)" + scaled + "]}";
}

// The node whose output is all that the nodes from `first` on take from those before; nothing where they take more.
std::optional<size_t> onlyBridge(const Graph& graph, size_t first) {
  std::set<size_t> bridges;
  for (size_t i = first; i < graph.nodes().size(); ++i) {
    for (const size_t input : graph.nodes()[i].inputs) {
      if (input < first) bridges.insert(input);
    }
  }
  if (bridges.size() != 1) return std::nullopt;
  return *bridges.begin();
}

struct Block {
  std::string name;
  size_t first = 0;   // node
  size_t bridge = 0;  // the node before it that alone feeds it and all that comes after
};

// "block12" of "block12_expand_conv".
std::string blockOf(const Layer& layer) { return layer.name().substr(0, layer.name().find('_')); }

bool hasWeights(const Graph& graph, size_t node) {
  return !graph.nodes()[node].layer->parameters(graph.inputSpecs(graph.nodes()[node])).empty();
}

// Where fine-tuning can start.
std::vector<Block> blocksOf(const Graph& graph) {
  constexpr size_t kFirst = 2;  // after the photo and its scaling
  std::vector<Block> blocks;
  size_t end = graph.nodes().size();
  while (!hasWeights(graph, end - 1)) --end;
  for (size_t i = kFirst; i < end; ++i) {
    const std::string name = blockOf(*graph.nodes()[i].layer);
    if (i > kFirst && name == blockOf(*graph.nodes()[i - 1].layer)) continue;
    if (const auto bridge = onlyBridge(graph, i)) blocks.push_back({name, i, *bridge});
  }
  return blocks;
}

Block blockNamed(const Graph& graph, const std::string& name) {
  const std::vector<Block> blocks = blocksOf(graph);
  const auto found = std::ranges::find(blocks, name, &Block::name);
  if (found != blocks.end()) return *found;
  std::string names;
  for (const Block& block : blocks) names += (names.empty() ? "" : ", ") + block.name;
  throw Error(ErrorCode::NotSupported,
              "there is no block '" + name + "' to fine-tune from; it can be one of " + names);
}

std::string shapeText(const Shape& shape) {
  std::string text;
  for (const size_t extent : shape.extents()) {
    text += (text.empty() ? "" : ",") + std::to_string(extent);
  }
  return "[" + text + "]";
}

// Layers [first, last] of the whole.
std::string layersText(const JsonValue& whole, size_t first, size_t last) {
  const std::vector<JsonValue> layers = whole["layers"].items();
  std::string text;
  for (size_t i = first; i <= last; ++i) text += (text.empty() ? "" : ",") + layers[i].text();
  return text;
}

std::string frozenArchitecture(const JsonValue& whole, const Block& block) {
  return R"({"name":"frozen","input_shape":)" + whole["input_shape"].text() + R"(,"layers":[)" +
         layersText(whole, 0, block.bridge) + "]}";
}

std::string trainedArchitecture(const JsonValue& whole, const Graph& graph, const Block& block) {
  const Graph::Node& bridge = graph.nodes()[block.bridge];
  return R"({"name":)" + quoteJson(graph.name()) + R"(,"input_shape":)" +
         shapeText(bridge.output.shape) + R"(,"layers":[{"name":)" +
         quoteJson(bridge.layer->name()) + R"(,"type":"InputLayer"},)" +
         layersText(whole, block.first, graph.nodes().size() - 1) + "]}";
}

// A model file with the head that transfer learning solves on the training photos.
std::vector<std::byte> transferred(std::span<const std::byte> pretrained, const TrainingData& data,
                                   ThreadPool& pool, const PhotoProgress& onPhoto) {
  FeatureNetwork network(pretrained, pool, /*cropFraction=*/1);
  const Dataset& dataset = *data.training;
  const PhotoFormat& format = dataset.format();
  Examples examples(network.size());
  std::vector<uint8_t> scratch(format.bytes());
  for (const uint32_t photo : data.trainingPhotos) {
    const ImageView pixels{dataset.pixels(photo, scratch).data(), format.width, format.height};
    examples.add(network.embed(pixels), dataset.photos()[photo].label);
    if (onPhoto) onPhoto(examples.count(), data.trainingPhotos.size());
  }
  return network.modelWith(trainHead(examples).head, dataset.classNames(), "");
}

// Of two classes; the layers are those of any head.
Head unlearnedHead(size_t features) {
  Head head;
  head.classes = {0, 1};
  head.kernel.resize(head.classes.size() * features);
  head.bias.resize(head.classes.size());
  head.novelty.prototypes = head.kernel;
  return head;
}

void requireFloat(const Safetensors& file) {
  if (readArchitecture(file).graph.input().type == DataType::Float32) return;
  throw Error(ErrorCode::NotSupported,
              "an int8 network cannot be fine-tuned; take its float32 form, such as "
              "efficientnet-lite0-float32");
}

}  // namespace

TrainingOptions fineTuningOptions() {
  TrainingOptions options;
  options.epochs = 12;
  options.optimizer = defaultOptimizer(OptimizerKind::AdamW);
  options.optimizer.learningRate = 1e-4f;
  options.schedule.kind = ScheduleKind::Cosine;
  return options;
}

AugmentationOptions fineTuningAugmentation() {
  AugmentationOptions options;
  options.rotation = 10;
  options.widthShift = options.heightShift = 0.1f;
  options.shear = 5;
  options.zoom = {0.8f, 1.1f};
  options.brightness = options.contrast = options.saturation = {0.8f, 1.2f};
  return options;
}

PhotoFormat fineTuningFormat(std::span<const std::byte> pretrained) {
  const Shape input = featureInput(readArchitecture(Safetensors(pretrained)));
  PhotoFormat format;
  format.height = static_cast<int>(input[0]);
  format.width = static_cast<int>(input[1]);
  format.interpolation = Interpolation::Area;
  format.cropToAspectRatio = true;
  return format;
}

void requireFineTuning(std::span<const std::byte> pretrained, const std::string& from) {
  requireFloat(Safetensors(pretrained));
  ThreadPool pool(1);
  const FeatureNetwork network(pretrained, pool);
  const std::vector<std::byte> model =
      network.modelWith(unlearnedHead(network.size()), std::array<std::string, 2>{}, "");
  const std::string text = wholeArchitecture(Safetensors(model));
  static_cast<void>(blockNamed(readArchitecture(text).graph, from));
}

struct FineTuning::State {
  State(std::span<const std::byte> pretrained, const std::string& from, const TrainingData& data,
        size_t batchSize, ThreadPool& pool, const PhotoProgress& onPhoto)
      : model(transferred(pretrained, data, pool, onPhoto)),
        file(model),
        text(wholeArchitecture(file)),
        document(text, "architecture"),
        whole(readArchitecture(document.root())),
        block(blockNamed(whole.graph, from)),
        before(readArchitecture(frozenArchitecture(document.root(), block))),
        after(readArchitecture(trainedArchitecture(document.root(), whole.graph, block))),
        frozen(before.graph, file, batchSize, pool) {}

  std::vector<std::byte> model;
  Safetensors file;  // of the model
  std::string text;
  JsonDocument document;  // of the text
  Architecture whole;
  Block block;
  Architecture before;
  Architecture after;
  FrozenLayers frozen;
};

FineTuning::FineTuning(std::span<const std::byte> pretrained, const std::string& from,
                       const TrainingData& data, size_t batchSize, ThreadPool& pool,
                       const PhotoProgress& onPhoto) {
  requireFloat(Safetensors(pretrained));
  state_ = std::make_unique<State>(pretrained, from, data, batchSize, pool, onPhoto);
}

FineTuning::~FineTuning() = default;
FineTuning::FineTuning(FineTuning&&) noexcept = default;

const std::string& FineTuning::architecture() const { return state_->text; }
const Graph& FineTuning::whole() const { return state_->whole.graph; }
const Graph& FineTuning::trained() const { return state_->after.graph; }
FrozenLayers& FineTuning::frozen() { return state_->frozen; }
const WeightSource& FineTuning::weights() const { return state_->file; }

}  // namespace loupe
