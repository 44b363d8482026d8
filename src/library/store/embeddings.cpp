#include "library/store/embeddings.h"

namespace loupe {
namespace {

std::span<const int8_t> valuesOf(std::span<const std::byte> blob) {
  return {reinterpret_cast<const int8_t*>(blob.data()), blob.size()};
}

EmbeddingMatrix read(const Database& library) {
  const auto size =
      static_cast<size_t>(library.integer("SELECT length(vector) FROM embedding LIMIT 1"));
  EmbeddingMatrix matrix(size);
  matrix.reserve(static_cast<size_t>(library.integer("SELECT count(*) FROM embedding")));
  Statement rows = library.prepare("SELECT photo, scale, vector FROM embedding ORDER BY photo");
  while (rows.step()) {
    matrix.add(rows.integer(0), static_cast<float>(rows.real(1)), valuesOf(rows.blob(2)));
  }
  return matrix;
}

}  // namespace

std::vector<int8_t> toValues(std::span<const std::byte> blob) {
  const std::span<const int8_t> values = valuesOf(blob);
  return {values.begin(), values.end()};
}

const EmbeddingMatrix& Embeddings::matrix() {
  if (!matrix_) matrix_ = read(library_);
  return *matrix_;
}

void Embeddings::put(int64_t photo, const Embedding& embedding) {
  if (!matrix_) return;
  if (matrix_->count() == 0) matrix_.emplace(embedding.values.size());
  matrix_->add(photo, embedding.scale, embedding.values);
}

void Embeddings::remove(int64_t photo) {
  if (matrix_) matrix_->remove(photo);
}

}  // namespace loupe
