// The whole of EfficientNet-Lite0 against the original weights in PyTorch: tests/fixtures/efficientnet-lite0.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "image/input_transform.h"
#include "kernels/quantize.h"
#include "models/architecture.h"
#include "nn/executor.h"
#include "support/fixture.h"
#include "support/threads.h"

namespace loupe::test {
namespace {

struct Answer {
  std::vector<float> probabilities;
  std::vector<float> embedding;
};

// A pretrained model that takes pixels which are cropped and resized already.
class Network {
 public:
  Network(std::span<const std::byte> model, ThreadPool& pool)
      : file_(model),
        architecture_(readArchitecture(JsonDocument(file_.metadata("architecture"), "it").root())),
        executor_(architecture_.graph, file_, /*batch=*/1, pool, {{architecture_.embedding}}),
        transform_(kSide, kSide, {1.0f, {127, 127, 127}, {128, 128, 128}}) {}

  Answer run(const std::vector<uint8_t>& pixels) {
    const ImageView photo = {pixels.data(), kSide, kSide};
    const TensorSpec& input = architecture_.graph.input();
    if (input.type == DataType::Int8) {
      transform_.apply(photo, input.quantization, executor_.input<int8_t>());
    } else {
      transform_.apply(photo, executor_.input<float>());
    }
    executor_.run();
    const auto probabilities = executor_.output<float>(architecture_.graph.nodes().size() - 1);
    return {{probabilities.begin(), probabilities.end()}, embedding()};
  }

 private:
  static constexpr int kSide = 224;

  std::vector<float> embedding() const {
    const size_t node = *architecture_.graph.find(architecture_.embedding);
    const TensorSpec& spec = architecture_.graph.nodes()[node].output;
    std::vector<float> values(spec.shape.elementCount());
    if (spec.type == DataType::Int8) {
      dequantize(executor_.output<int8_t>(node), spec.quantization, values);
    } else {
      std::ranges::copy(executor_.output<float>(node), values.begin());
    }
    return values;
  }

  Safetensors file_;
  Architecture architecture_;
  Executor executor_;
  InputTransform transform_;
};

float largestDifference(std::span<const float> a, std::span<const float> b) {
  REQUIRE(a.size() == b.size());
  float largest = 0;
  for (size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::fabs(a[i] - b[i]));
  return largest;
}

double cosine(std::span<const float> a, std::span<const float> b) {
  const auto dot = [](auto x, auto y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  };
  return dot(a, b) / std::sqrt(dot(a, a) * dot(b, b));
}

std::ptrdiff_t best(const std::vector<float>& probabilities) {
  return std::ranges::max_element(probabilities) - probabilities.begin();
}

}  // namespace

TEST_CASE("EfficientNet-Lite0 in float32 answers as PyTorch does") {
  const auto model = pretrainedModel("efficientnet-lite0-float32.safetensors");
  if (!model) return;
  for (const int threads : {1, 2}) {
    Network network(*model, threadPool(threads));
    for (const auto& path : filesIn(fixtures() / "efficientnet-lite0", ".safetensors")) {
      CAPTURE(path.stem().string());
      const Fixture fixture(path);
      const Answer answer = network.run(fixture.values<uint8_t>("pixels"));
      const auto embedding = fixture.values<float>("embedding");
      CHECK(largestDifference(answer.probabilities, fixture.values<float>("probabilities")) <=
            1e-4f);
      CHECK(largestDifference(answer.embedding, embedding) <=
            1e-4f * *std::ranges::max_element(embedding));
    }
  }
}

TEST_CASE("EfficientNet-Lite0 in int8 stays close to PyTorch") {
  const auto model = pretrainedModel("efficientnet-lite0.safetensors");
  if (!model) return;
  Network network(*model, threadPool(1));
  for (const auto& path : filesIn(fixtures() / "efficientnet-lite0", ".safetensors")) {
    CAPTURE(path.stem().string());
    const Fixture fixture(path);
    const Answer answer = network.run(fixture.values<uint8_t>("pixels"));
    const auto probabilities = fixture.values<float>("probabilities");
    CHECK(best(answer.probabilities) == best(probabilities));
    CHECK(largestDifference(answer.probabilities, probabilities) <= 0.1f);
    CHECK(cosine(answer.embedding, fixture.values<float>("embedding")) >= 0.99);
  }
}

}  // namespace loupe::test
