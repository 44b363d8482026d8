#include "fuzz.h"
#include "models/architecture.h"

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  const JsonDocument document(textOf(input), "architecture");
  const Architecture architecture = readArchitecture(document.root());
  static_cast<void>(formatSummary(architecture.graph.name(), architecture.graph.summary()));
}
