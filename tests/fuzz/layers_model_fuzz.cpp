// A saved layers-model: model.json, a zero byte, weights.bin. What comes of it is loaded.
#include <algorithm>

#include "fuzz.h"
#include "models/classifier.h"
#include "models/layers_model.h"

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  static ThreadPool pool(1);
  const auto end = std::ranges::find(input, std::byte{0});
  const std::string_view model(reinterpret_cast<const char*>(input.data()),
                               static_cast<size_t>(end - input.begin()));
  const auto weights = input.subspan(std::min(input.size(), model.size() + 1));
  const Classifier classifier(importLayersModel(model, weights, R"({"labels":["a","b","c"]})"),
                              pool);
}
