#include "models/convnet.h"

#include "nn/conv2d.h"
#include "nn/dense.h"
#include "nn/elementwise.h"
#include "nn/input_layer.h"
#include "nn/pooling.h"

namespace loupe {
namespace {

std::string numbered(const std::string& name, size_t number) {
  return number == 0 ? name : name + "_" + std::to_string(number);
}

}  // namespace

Graph makeConvnet(const ConvnetConfig& config) {
  Graph graph("convnet");
  graph.add(std::make_unique<InputLayer>("input", Shape{config.height, config.width, 3}));
  for (size_t i = 0; i < config.filters.size(); ++i) {
    Conv2DConfig convolution;
    convolution.filters = config.filters[i];
    convolution.window = {{config.kernelSize, config.kernelSize}, {1, 1}, config.padding};
    convolution.activation = Activation::Relu;
    graph.add(std::make_unique<Conv2D>(numbered("conv2d", i), convolution));
    const Window halves = {{2, 2}, {2, 2}, Padding::Valid};
    graph.add(std::make_unique<MaxPooling2D>(numbered("max_pooling2d", i), halves));
  }
  graph.add(std::make_unique<Flatten>("flatten"));
  graph.add(std::make_unique<Dense>("dense", DenseConfig{config.units, Activation::Relu, true}));
  const bool binary = config.classes == 2;
  const DenseConfig output = {binary ? 1 : config.classes,
                              binary ? Activation::Sigmoid : Activation::Softmax, true};
  graph.add(std::make_unique<Dense>("dense_1", output));
  return graph;
}

}  // namespace loupe
