// An ONNX model, put together node by node and written as the protocol buffer that it is, by hand: the format is
// a dozen messages, and no library of protocol buffers is as small.
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 and https://protobuf.dev/programming-guides/encoding/
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/tensor.h"

namespace loupe {

// A message of a protocol buffer, written from front to back.
class ProtoMessage {
 public:
  ProtoMessage& integer(uint32_t field, uint64_t value);
  ProtoMessage& bytes(uint32_t field, std::string_view value);  // a string, or bytes
  ProtoMessage& message(uint32_t field, const ProtoMessage& value) {
    return bytes(field, value.bytes_);
  }

  const std::string& written() const { return bytes_; }

 private:
  void varint(uint64_t value);

  std::string bytes_;
};

// TensorProto's number for the type.
int64_t onnxType(DataType type);

// An integer, or a list of them.
struct OnnxAttribute {
  std::string_view name;
  std::vector<int64_t> integers;
  bool isList = true;
};

// For batches of any size: the first extent of every input and output is "N". Operator set 13 (2020), IR version 7.
class OnnxGraph {
 public:
  explicit OnnxGraph(std::string_view name);

  // float32. `shape` is without the batch.
  void addInput(const std::string& name, const Shape& shape);
  void addOutput(const std::string& name, const Shape& shape);

  // A constant; returns its name.
  std::string addTensor(const std::string& name, DataType type, const Shape& shape,
                        std::span<const std::byte> data);
  template <typename T>
  std::string addTensor(const std::string& name, const Shape& shape, std::span<const T> values) {
    return addTensor(name, dataTypeOf<T>(), shape, std::as_bytes(values));
  }
  std::string addScalar(const std::string& name, float value) {
    return addTensor(name, {}, std::span<const float>(&value, 1));
  }

  // An operator with one output, which is called `output`, as the node is; returns its name.
  std::string addNode(std::string_view operatorType, const std::vector<std::string>& inputs,
                      const std::string& output, const std::vector<OnnxAttribute>& attributes = {});

  void addMetadata(std::string_view key, std::string_view text);

  // The whole file.
  std::vector<std::byte> write(std::string_view documentation) const;

 private:
  ProtoMessage graph_;
  ProtoMessage metadata_;
};

}  // namespace loupe
