// A network as a table, as Keras's Model.summary() prints it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "tensor/shape.h"

namespace loupe {

struct SummaryRow {
  std::string name;
  std::string type;   // Keras's class name: "Conv2D", "Dense", ...
  Shape outputShape;  // without the batch
  size_t parameters = 0;
};

// The rows as text with a header and the total, thousands separated: "9,494,561".
std::string formatSummary(const std::string& modelName, std::span<const SummaryRow> rows);

}  // namespace loupe
