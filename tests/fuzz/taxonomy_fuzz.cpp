#include "fuzz.h"
#include "models/taxonomy.h"

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  constexpr float kProbabilities[] = {0.4f, 0.35f, 0.25f};
  const JsonDocument document(textOf(input), "taxonomy");
  static_cast<void>(Taxonomy(document.root(), std::size(kProbabilities)).tags(kProbabilities));
}
