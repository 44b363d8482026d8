#include "library/teaching.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "transfer/head.h"

namespace loupe {
namespace {

constexpr uint32_t kNo = 0;
constexpr uint32_t kYes = 1;
constexpr size_t kOthers = 400;       // photos that nobody has looked at, at most
constexpr double kLeastAlike = 0.95;  // they are taken from this share of the library

// The direction in which the examples lie.
Embedding meanOf(const EmbeddingMatrix& photos, std::span<const size_t> rows) {
  std::vector<float> mean(photos.size());
  for (const size_t row : rows) {
    const std::vector<float> values = dequantizeEmbedding(photos.embedding(row));
    for (size_t i = 0; i < mean.size(); ++i) mean[i] += values[i];
  }
  return quantizeEmbedding(mean);
}

// Photos to tell the examples from, evenly out of those that are least like them: some of the others have the tag.
std::vector<size_t> othersThan(const EmbeddingMatrix& photos, std::span<const size_t> yes) {
  const std::vector<float> similarities = photos.similarities(meanOf(photos, yes));
  std::vector<size_t> order(photos.count());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, {}, [&](size_t row) { return similarities[row]; });
  order.resize(static_cast<size_t>(kLeastAlike * static_cast<double>(order.size())));
  const size_t count = std::min(kOthers, order.size());
  std::vector<size_t> others;
  for (size_t i = 0; i < count; ++i) {
    const size_t row = order[i * order.size() / count];
    if (std::ranges::find(yes, row) == yes.end()) others.push_back(row);
  }
  return others;
}

}  // namespace

std::vector<uint32_t> teachTag(const EmbeddingMatrix& photos, std::span<const size_t> yes,
                               std::span<const size_t> no) {
  std::vector<uint32_t> permille(photos.count());
  if (yes.empty()) return permille;
  Examples examples(photos.size());
  const auto add = [&](std::span<const size_t> rows, uint32_t label) {
    for (const size_t row : rows) {
      const Embedding embedding = photos.embedding(row);
      if (embedding.scale > 0) examples.add(dequantizeEmbedding(embedding), label);
    }
  };
  add(yes, kYes);
  add(no, kNo);
  add(othersThan(photos, yes), kNo);
  if (examples.count() == 0) return permille;
  const Head head = trainHead(examples).head;
  if (head.classes.size() == 2) {
    for (size_t row = 0; row < photos.count(); ++row) {
      const std::vector<float> values = dequantizeEmbedding(photos.embedding(row));
      permille[row] = static_cast<uint32_t>(std::lround(1000 * probabilities(head, values)[kYes]));
    }
  }
  for (const size_t row : no) permille[row] = 0;
  for (const size_t row : yes) permille[row] = 1000;
  return permille;
}

}  // namespace loupe
