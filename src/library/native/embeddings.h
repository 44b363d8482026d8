// A library's embeddings, in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "library/native/database.h"
#include "library/similar.h"

namespace loupe {

std::vector<int8_t> toValues(std::span<const std::byte> blob);

// Of all photos, by id. Throws Error(Storage) when two models made them.
EmbeddingMatrix readEmbeddings(const Database& library);

}  // namespace loupe
