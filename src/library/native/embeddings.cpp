#include "library/native/embeddings.h"

namespace loupe {
namespace {

std::span<const int8_t> valuesOf(std::span<const std::byte> blob) {
  return {reinterpret_cast<const int8_t*>(blob.data()), blob.size()};
}

}  // namespace

std::vector<int8_t> toValues(std::span<const std::byte> blob) {
  const std::span<const int8_t> values = valuesOf(blob);
  return {values.begin(), values.end()};
}

EmbeddingMatrix readEmbeddings(const Database& library) {
  const auto size =
      static_cast<size_t>(library.integer("SELECT length(vector) FROM embedding LIMIT 1"));
  EmbeddingMatrix matrix(size);
  Statement rows = library.prepare("SELECT photo, scale, vector FROM embedding ORDER BY photo");
  while (rows.step()) {
    matrix.add(rows.integer(0), static_cast<float>(rows.real(1)), valuesOf(rows.blob(2)));
  }
  return matrix;
}

}  // namespace loupe
