#include "nn/summary.h"

#include <algorithm>

namespace loupe {
namespace {

std::string withThousands(size_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<size_t>(at), ",");
  }
  return text;
}

// "(None, 148, 148, 16)": Keras shows the batch, whose size is open, as None.
std::string withBatch(const Shape& shape) {
  std::string text = "(None";
  for (const size_t extent : shape.extents()) text += ", " + std::to_string(extent);
  return text + ")";
}

struct Cells {
  std::string layer;
  std::string shape;
  std::string parameters;
};

size_t widest(const std::vector<Cells>& table, std::string Cells::* column) {
  size_t width = 0;
  for (const Cells& cells : table) width = std::max(width, (cells.*column).size());
  return width;
}

std::string padRight(const std::string& text, size_t width) {
  return text + std::string(width - text.size(), ' ');
}

std::string padLeft(const std::string& text, size_t width) {
  return std::string(width - text.size(), ' ') + text;
}

}  // namespace

std::string formatSummary(const std::string& modelName, std::span<const SummaryRow> rows) {
  std::vector<Cells> table = {{"Layer (type)", "Output Shape", "Param #"}};
  size_t total = 0;
  for (const SummaryRow& row : rows) {
    table.push_back({row.name + " (" + row.type + ")", withBatch(row.outputShape),
                     withThousands(row.parameters)});
    total += row.parameters;
  }
  const size_t layerWidth = widest(table, &Cells::layer);
  const size_t shapeWidth = widest(table, &Cells::shape);
  const size_t parametersWidth = widest(table, &Cells::parameters);
  const std::string rule(layerWidth + shapeWidth + parametersWidth + 4, '-');

  std::string text = "Model: \"" + modelName + "\"\n" + rule + "\n";
  for (const Cells& cells : table) {
    text += padRight(cells.layer, layerWidth) + "  " + padRight(cells.shape, shapeWidth) + "  " +
            padLeft(cells.parameters, parametersWidth) + "\n";
    if (&cells == &table.front()) text += rule + "\n";
  }
  return text + rule + "\nTotal params: " + withThousands(total) + "\n";
}

}  // namespace loupe
