// Any bytes as a model file, of a head alone too, which rests on itself then; where it makes a small network, it is
// exported and a photo goes through it.
#include <algorithm>
#include <vector>

#include "fuzz.h"
#include "models/classifier.h"
#include "models/head_file.h"
#include "models/onnx_writer.h"

namespace {

bool isSmall(const loupe::Classifier& classifier) {
  constexpr size_t kMaxValues = 10'000;
  const auto rows = classifier.summary();
  return rows.size() < 50 && std::ranges::all_of(
                                 rows,
                                 [](const loupe::SummaryRow& row) {
                                   return row.outputShape.elementCount() <= kMaxValues &&
                                          row.parameters <= kMaxValues;
                                 });
}

}  // namespace

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  std::vector<std::byte> whole;
  if (!missingBase(input).empty()) {
    whole = withBase(input, input);
    input = whole;
  }
  static ThreadPool pool(1);
  Classifier classifier(input, pool);
  if (!isSmall(classifier)) return;
  static_cast<void>(writeOnnx(input));
  constexpr uint8_t kPixels[2 * 2 * 3] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9};
  classifier.classify(ImageView{kPixels, 2, 2}, 5);
  classifier.embed(ImageView{kPixels, 2, 2});
}
