// Photos that look like another one: by the product of their embeddings with its, all of them, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "library/embedding.h"

namespace loupe {

struct SimilarPhoto {
  int64_t id = 0;
  float similarity = 0;  // cosine
};

// Embeddings in one block, row after row: 1,280 bytes a photo of EfficientNet-Lite0.
class EmbeddingMatrix {
 public:
  explicit EmbeddingMatrix(size_t size) : size_(size) {}

  // Throws Error(Storage) for an embedding of another size: another model made it.
  void add(int64_t id, float scale, std::span<const int8_t> values);
  void remove(int64_t id);  // the last row takes its place
  // Room for so many rows.
  void reserve(size_t count);

  size_t count() const { return ids_.size(); }
  size_t size() const { return size_; }
  int64_t id(size_t row) const { return ids_[row]; }
  std::optional<size_t> rowOf(int64_t id) const;
  Embedding embedding(size_t row) const;

  // The cosine of each row with `embedding`.
  std::vector<float> similarities(const Embedding& embedding) const;
  // The most similar first.
  std::vector<SimilarPhoto> nearest(const Embedding& embedding, size_t limit) const;

 private:
  std::span<const int8_t> row(size_t row) const {
    return std::span(values_).subspan(row * size_, size_);
  }

  size_t size_;
  std::vector<int64_t> ids_;
  std::vector<float> scales_;
  std::vector<int8_t> values_;
  std::unordered_map<int64_t, size_t> rows_;  // by id
};

}  // namespace loupe
