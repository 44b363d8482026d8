#include "models/classifier.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <numeric>
#include <utility>

#include "error.h"
#include "image/decode.h"
#include "kernels/quantize.h"
#include "models/model_file.h"
#include "models/preprocessing.h"
#include "nn/executor.h"

namespace loupe {
namespace {

// Not by std::chrono, whose clock can throw an error with a message: that takes printf, 10 KB of WebAssembly.
class Stopwatch {
 public:
  // Milliseconds since the last lap or the start.
  double lap() {
    const double now = milliseconds();
    return now - std::exchange(last_, now);
  }

 private:
  static double milliseconds() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
  }

  double last_ = milliseconds();
};

PhotoPreprocessor readPreprocessor(const Safetensors& file, const Graph& graph) {
  const JsonDocument document(file.metadata("preprocessing"), "preprocessing");
  return {document.root(), graph.input()};
}

Taxonomy readTaxonomy(const Safetensors& file, size_t classCount) {
  if (!file.hasMetadata("taxonomy")) return {};
  const JsonDocument document(file.metadata("taxonomy"), "taxonomy");
  return {document.root(), classCount};
}

std::vector<std::string> keptLayers(const Architecture& architecture,
                                    const std::optional<NoveltyTest>& noveltyTest) {
  std::vector<std::string> kept;
  if (!architecture.embedding.empty()) kept.push_back(architecture.embedding);
  if (noveltyTest) kept.push_back(architecture.graph.nodes()[noveltyTest->node].layer->name());
  return kept;
}

}  // namespace

struct Classifier::State {
  State(const Safetensors& file, ThreadPool& pool)
      : architecture(readArchitecture(file)),
        classNames(readClassNames(file)),
        taxonomy(readTaxonomy(file, classNames.size())),
        noveltyTest(readNoveltyTest(file, architecture.graph)),
        executor(architecture.graph, file, /*batch=*/1, pool,
                 keptLayers(architecture, noveltyTest)),
        preprocessor(readPreprocessor(file, architecture.graph)) {
    requireOneOutputAClass(architecture.graph, classNames.size());
  }

  void run(const ImageView& photo) {
    Stopwatch stopwatch;
    preprocessor.apply(photo, executor);
    timings.resize = stopwatch.lap();
    executor.run();
    timings.network = stopwatch.lap();
    readProbabilities();
    requireNumbers();
  }

  // One sigmoid unit for two classes says how probable the second one is.
  void readProbabilities() {
    probabilities = executor.output<float>(architecture.graph.nodes().size() - 1);
    if (probabilities.size() == classNames.size()) return;
    binary = {1 - probabilities[0], probabilities[0]};
    probabilities = binary;
  }

  void requireNumbers() const {
    if (std::ranges::all_of(probabilities, [](float p) { return std::isfinite(p); })) return;
    throw Error(ErrorCode::BadModel,
                "the model's answer is not a number; its weights are damaged or overflow");
  }

  std::optional<Familiarity> familiarity() const {
    if (!noveltyTest) return std::nullopt;
    const float similarity = *std::ranges::max_element(executor.output<float>(noveltyTest->node));
    return Familiarity{similarity, similarity < noveltyTest->threshold};
  }

  void requireEmbedding() const {
    if (!architecture.embedding.empty()) return;
    throw Error(ErrorCode::NotSupported, "this model names no layer that describes a photo");
  }

  // Of the last run.
  std::span<const float> readEmbedding() {
    const size_t node = *architecture.graph.find(architecture.embedding);
    const TensorSpec& spec = architecture.graph.nodes()[node].output;
    if (spec.type == DataType::Float32) return executor.output<float>(node);
    const std::span<const int8_t> q = executor.output<int8_t>(node);
    embedding.resize(q.size());
    dequantize(q, spec.quantization, embedding);
    return embedding;
  }

  std::vector<Prediction> predictions(size_t topK) const {
    const std::span<const float> p = probabilities;
    std::vector<size_t> order(p.size());
    std::iota(order.begin(), order.end(), size_t{0});
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(topK, order.size()));
    std::partial_sort(order.begin(), end, order.end(),
                      [&](size_t a, size_t b) { return p[a] > p[b] || (p[a] == p[b] && a < b); });
    std::vector<Prediction> predictions;
    for (auto index = order.begin(); index != end; ++index) {
      predictions.push_back({classNames[*index], *index, p[*index]});
    }
    return predictions;
  }

  Architecture architecture;
  std::vector<std::string> classNames;
  Taxonomy taxonomy;
  std::optional<NoveltyTest> noveltyTest;
  Executor executor;
  PhotoPreprocessor preprocessor;
  std::span<const float> probabilities;  // one a class, of the last run
  std::array<float, 2> binary{};         // they, where the network has one output for two
  std::vector<float> embedding;          // of an int8 network, as real numbers
  Timings timings;
};

Classifier::Classifier(std::span<const std::byte> safetensors, ThreadPool& pool)
    : state_(std::make_unique<State>(Safetensors(safetensors), pool)) {}

Classifier::~Classifier() = default;
Classifier::Classifier(Classifier&&) noexcept = default;
Classifier& Classifier::operator=(Classifier&&) noexcept = default;

Classification Classifier::classify(std::span<const std::byte> file, size_t topK) {
  Stopwatch stopwatch;
  const Image image = decode(file);
  const double decodeTime = stopwatch.lap();
  Classification classification = classify(image.view(), topK);
  classification.timings.decode = decodeTime;
  return classification;
}

Classification Classifier::classify(const ImageView& photo, size_t topK) {
  state_->run(photo);
  return {state_->predictions(topK), state_->taxonomy.tags(state_->probabilities),
          state_->familiarity(), state_->timings};
}

std::span<const float> Classifier::embed(std::span<const std::byte> file) {
  return embed(decode(file).view());
}

std::span<const float> Classifier::embed(const ImageView& photo) {
  state_->requireEmbedding();
  state_->run(photo);
  return state_->readEmbedding();
}

Description Classifier::describe(const ImageView& photo, size_t topK) {
  state_->requireEmbedding();
  Classification classification = classify(photo, topK);
  return {std::move(classification), state_->probabilities, state_->readEmbedding()};
}

const std::string& Classifier::name() const { return state_->architecture.graph.name(); }

bool Classifier::isQuantized() const {
  return state_->architecture.graph.input().type == DataType::Int8;
}

const std::vector<std::string>& Classifier::classNames() const { return state_->classNames; }

const std::vector<std::string>& Classifier::classWnids() const {
  return state_->taxonomy.classWnids();
}

std::vector<SummaryRow> Classifier::summary() const { return state_->architecture.graph.summary(); }

}  // namespace loupe
