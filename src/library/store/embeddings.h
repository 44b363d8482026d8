// A library's embeddings, in memory as far as they are needed there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "library/similar.h"
#include "library/store/database.h"

namespace loupe {

std::vector<int8_t> toValues(std::span<const std::byte> blob);

class Embeddings {
 public:
  // `library` outlives it.
  explicit Embeddings(const Database& library) : library_(library) {}

  // Of all photos. It is read when it is first asked for and kept up to date then. Throws Error(Storage) when two models
  // made them.
  const EmbeddingMatrix& matrix();

  // What was written to the library, or taken out of it.
  void put(int64_t photo, const Embedding& embedding);
  void remove(int64_t photo);
  // What was written has not come about.
  void forget() { matrix_.reset(); }

 private:
  const Database& library_;
  std::optional<EmbeddingMatrix> matrix_;
};

}  // namespace loupe
