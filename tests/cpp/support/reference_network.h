// A network in double precision by the obvious loops: what the engine's gradients are compared with.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/json.h"

namespace loupe::test {

struct ReferenceTensor {
  size_t height = 1;
  size_t width = 1;
  size_t channels = 0;  // or all values, of what is no picture
  std::vector<double> values;

  double& at(size_t y, size_t x, size_t c) { return values[(y * width + x) * channels + c]; }
  double at(size_t y, size_t x, size_t c) const { return values[(y * width + x) * channels + c]; }
};

class ReferenceNetwork {
 public:
  // By name, "conv2d.kernel", laid out as Keras lays them out.
  using Weights = std::map<std::string, std::vector<double>>;

  // As models/architecture.h reads it.
  explicit ReferenceNetwork(std::string_view architecture);

  // The last layer's output for one item, without its sigmoid or softmax. `dropped`: what each value of the
  // Dropout layer's input is multiplied by.
  std::vector<double> logits(std::span<const float> input, const Weights& weights,
                             std::span<const float> dropped) const;

 private:
  JsonDocument document_;
};

// The formulas of train/loss.h for one item.
double referenceLoss(std::span<const double> logits, uint32_t label, double weight,
                     double smoothing);

}  // namespace loupe::test
