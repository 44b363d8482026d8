#include "support/model_file.h"

#include <stdexcept>

namespace loupe::test {
namespace {

std::map<std::string, std::string> metadata() {
  return {{"format", "photoloupe"},
          {"version", "1"},
          {"class_names", R"(["red","green","blue"])"},
          {"preprocessing", R"({"crop_fraction":1,"interpolation":"bicubic","mean":[0,0,0],)"
                            R"("std":[255,255,255]})"},
          {"taxonomy", R"({"threshold":0.5,"class_wnids":["n1","n2","n3"],"concepts":[)"
                       R"({"wnid":"n1","name":"red","parents":["n4"]},)"
                       R"({"wnid":"n2","name":"green","parents":["n4"]},)"
                       R"({"wnid":"n3","name":"blue","parents":["n5"]},)"
                       R"({"wnid":"n4","name":"warm","parents":["n5"]},)"
                       R"({"wnid":"n5","name":"colour","parents":[]}]})"}};
}

// A 3 x 3 matrix with `value` on its diagonal.
template <typename T>
std::vector<T> diagonal(T value) {
  return {value, 0, 0, 0, value, 0, 0, 0, value};
}

}  // namespace

std::vector<std::byte> ModelFile::bytes() const {
  std::map<std::string, TensorView> views;
  for (const auto& [name, tensor] : tensors) {
    views[name] = {tensor.type(), tensor.shape(), tensor.bytes()};
  }
  return writeSafetensors(views, metadata);
}

ModelFile colourModel() {
  ModelFile model{metadata(), {}};
  model.metadata["architecture"] =
      R"({"name":"colours","input_shape":[8,8,3],"embedding":"pool","layers":[
      {"name":"input","type":"InputLayer"},
      {"name":"conv","type":"Conv2D","filters":3,"kernel_size":[1,1],"activation":"relu6"},
      {"name":"pool","type":"GlobalAveragePooling2D"},
      {"name":"dense","type":"Dense","units":3,"activation":"softmax"}]})";
  model.tensors["conv.kernel"] = tensorOf<float>({3, 1, 1, 3}, diagonal(1.0f));
  model.tensors["conv.bias"] = tensorOf<float>({3}, {0, 0, 0});
  model.tensors["dense.kernel"] = tensorOf<float>({3, 3}, diagonal(10.0f));
  model.tensors["dense.bias"] = tensorOf<float>({3}, {0, 0, 0});
  return model;
}

ModelFile quantizedColourModel() {
  ModelFile model{metadata(), {}};
  model.metadata["architecture"] =
      R"({"name":"colours","input_shape":[8,8,3],"embedding":"pool","layers":[
      {"name":"input","type":"InputLayer","quantization":{"scale":0.0039215686,"zero_point":-128}},
      {"name":"conv","type":"Conv2D","filters":3,"kernel_size":[1,1],"activation":"relu6",
       "quantization":{"scale":0.0039215686,"zero_point":-128}},
      {"name":"pool","type":"GlobalAveragePooling2D","quantization":{"scale":0.0039215686,"zero_point":-128}},
      {"name":"dense","type":"Dense","units":3,"quantization":{"scale":0.05,"zero_point":-128}},
      {"name":"softmax","type":"Activation","activation":"softmax"}]})";
  const std::vector<float> scales(3, 1.0f / 127);
  model.tensors["conv.kernel"] = tensorOf<int8_t>({3, 1, 1, 3}, diagonal<int8_t>(127));
  model.tensors["conv.kernel_scale"] = tensorOf<float>({3}, scales);
  model.tensors["conv.bias"] = tensorOf<int32_t>({3}, {0, 0, 0});
  model.tensors["dense.kernel"] = tensorOf<int8_t>({3, 3}, diagonal<int8_t>(127));
  model.tensors["dense.kernel_scale"] = tensorOf<float>({3}, std::vector<float>(3, 10.0f / 127));
  model.tensors["dense.bias"] = tensorOf<int32_t>({3}, {0, 0, 0});
  return model;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
    throw std::invalid_argument("'" + from + "' is not in the text exactly once");
  }
  return text.replace(at, from.size(), to);
}

}  // namespace loupe::test
