// A tag taught by examples: which photos of a library it is, by their embeddings.
//
// The head of transfer learning (transfer/head.h) tells the photos that are it from those that are not and from others
// of the library that are little like them, which nobody has looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "library/similar.h"

namespace loupe {

// From here on a photo is said to have a taught tag.
constexpr uint32_t kTaughtFrom = 400;  // permille

// `yes` and `no` are rows of the matrix. For each row how probable it is that the tag is its, in permille: 1000 for
// `yes`, 0 for `no`. Without `yes` none has it.
std::vector<uint32_t> teachTag(const EmbeddingMatrix& photos, std::span<const size_t> yes,
                               std::span<const size_t> no);

}  // namespace loupe
