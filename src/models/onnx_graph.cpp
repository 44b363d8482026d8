#include "models/onnx_graph.h"

#include <cstring>

namespace loupe {
namespace {

constexpr uint64_t kIrVersion = 7;
constexpr uint64_t kOperatorSet = 13;

// The messages' fields, by the names that onnx.proto3 gives them.
namespace model {
constexpr uint32_t kIrVersionField = 1;
constexpr uint32_t kProducerName = 2;
constexpr uint32_t kProducerVersion = 3;
constexpr uint32_t kDocString = 6;
constexpr uint32_t kGraph = 7;
constexpr uint32_t kOpsetImport = 8;
constexpr uint32_t kMetadataProps = 14;
}  // namespace model

namespace opset {
constexpr uint32_t kVersion = 2;
}

namespace graph {
constexpr uint32_t kNode = 1;
constexpr uint32_t kName = 2;
constexpr uint32_t kInitializer = 5;
constexpr uint32_t kInput = 11;
constexpr uint32_t kOutput = 12;
}  // namespace graph

namespace node {
constexpr uint32_t kInput = 1;
constexpr uint32_t kOutput = 2;
constexpr uint32_t kName = 3;
constexpr uint32_t kOpType = 4;
constexpr uint32_t kAttribute = 5;
}  // namespace node

namespace attribute {
constexpr uint32_t kName = 1;
constexpr uint32_t kInt = 3;
constexpr uint32_t kInts = 8;
constexpr uint32_t kType = 20;
constexpr uint64_t kTypeInt = 2;
constexpr uint64_t kTypeInts = 7;
}  // namespace attribute

namespace tensor {
constexpr uint32_t kDims = 1;
constexpr uint32_t kDataType = 2;
constexpr uint32_t kName = 8;
constexpr uint32_t kRawData = 9;
constexpr int64_t kFloat = 1;
constexpr int64_t kUint8 = 2;
constexpr int64_t kInt8 = 3;
constexpr int64_t kInt32 = 6;
}  // namespace tensor

// ValueInfoProto, with the messages in it: TypeProto, TypeProto.Tensor, TensorShapeProto and its Dimension.
namespace value {
constexpr uint32_t kName = 1;
constexpr uint32_t kType = 2;
constexpr uint32_t kTensorType = 1;
constexpr uint32_t kElementType = 1;
constexpr uint32_t kShape = 2;
constexpr uint32_t kDimension = 1;
constexpr uint32_t kDimensionValue = 1;
constexpr uint32_t kDimensionName = 2;
}  // namespace value

namespace property {
constexpr uint32_t kKey = 1;
constexpr uint32_t kValue = 2;
}  // namespace property

enum class WireType : uint32_t { Varint = 0, LengthDelimited = 2 };

uint64_t tag(uint32_t field, WireType type) { return field << 3 | static_cast<uint32_t>(type); }

std::string_view characters(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

ProtoMessage floatValue(const std::string& name, const Shape& itemShape) {
  ProtoMessage shape;
  shape.message(value::kDimension, ProtoMessage().bytes(value::kDimensionName, "N"));
  for (const size_t extent : itemShape.extents()) {
    shape.message(value::kDimension, ProtoMessage().integer(value::kDimensionValue, extent));
  }
  ProtoMessage type;
  type.integer(value::kElementType, static_cast<uint64_t>(tensor::kFloat))
      .message(value::kShape, shape);
  return ProtoMessage()
      .bytes(value::kName, name)
      .message(value::kType, ProtoMessage().message(value::kTensorType, type));
}

ProtoMessage attributeOf(const OnnxAttribute& from) {
  ProtoMessage message;
  message.bytes(attribute::kName, from.name);
  for (const int64_t integer : from.integers) {
    message.integer(from.isList ? attribute::kInts : attribute::kInt,
                    static_cast<uint64_t>(integer));
  }
  return message.integer(attribute::kType,
                         from.isList ? attribute::kTypeInts : attribute::kTypeInt);
}

}  // namespace

int64_t onnxType(DataType type) {
  switch (type) {
    case DataType::Float32:
      break;
    case DataType::Int32:
      return tensor::kInt32;
    case DataType::Int8:
      return tensor::kInt8;
    case DataType::Uint8:
      return tensor::kUint8;
  }
  return tensor::kFloat;
}

ProtoMessage& ProtoMessage::integer(uint32_t field, uint64_t value) {
  varint(tag(field, WireType::Varint));
  varint(value);
  return *this;
}

ProtoMessage& ProtoMessage::bytes(uint32_t field, std::string_view value) {
  varint(tag(field, WireType::LengthDelimited));
  varint(value.size());
  bytes_ += value;
  return *this;
}

void ProtoMessage::varint(uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
  bytes_ += static_cast<char>(value);
}

OnnxGraph::OnnxGraph(std::string_view name) { graph_.bytes(graph::kName, name); }

void OnnxGraph::addInput(const std::string& name, const Shape& shape) {
  graph_.message(graph::kInput, floatValue(name, shape));
}

void OnnxGraph::addOutput(const std::string& name, const Shape& shape) {
  graph_.message(graph::kOutput, floatValue(name, shape));
}

std::string OnnxGraph::addTensor(const std::string& name, DataType type, const Shape& shape,
                                 std::span<const std::byte> data) {
  ProtoMessage message;
  for (const size_t extent : shape.extents()) message.integer(tensor::kDims, extent);
  message.integer(tensor::kDataType, static_cast<uint64_t>(onnxType(type)))
      .bytes(tensor::kName, name);
  graph_.message(graph::kInitializer, message.bytes(tensor::kRawData, characters(data)));
  return name;
}

std::string OnnxGraph::addNode(std::string_view operatorType,
                               const std::vector<std::string>& inputs, const std::string& output,
                               const std::vector<OnnxAttribute>& attributes) {
  ProtoMessage message;
  for (const std::string& input : inputs) message.bytes(node::kInput, input);
  message.bytes(node::kOutput, output).bytes(node::kName, output);
  message.bytes(node::kOpType, operatorType);
  for (const OnnxAttribute& attribute : attributes) {
    message.message(node::kAttribute, attributeOf(attribute));
  }
  graph_.message(graph::kNode, message);
  return output;
}

void OnnxGraph::addMetadata(std::string_view key, std::string_view text) {
  metadata_.message(model::kMetadataProps,
                    ProtoMessage().bytes(property::kKey, key).bytes(property::kValue, text));
}

std::vector<std::byte> OnnxGraph::write(std::string_view documentation) const {
  ProtoMessage whole;
  whole.integer(model::kIrVersionField, kIrVersion);
  whole.bytes(model::kProducerName, "photoloupe").bytes(model::kProducerVersion, LOUPE_VERSION);
  whole.bytes(model::kDocString, documentation).message(model::kGraph, graph_);
  whole.message(model::kOpsetImport, ProtoMessage().integer(opset::kVersion, kOperatorSet));
  const std::string& start = whole.written();
  const std::string& end = metadata_.written();
  std::vector<std::byte> file(start.size() + end.size());
  std::memcpy(file.data(), start.data(), start.size());
  std::memcpy(file.data() + start.size(), end.data(), end.size());
  return file;
}

}  // namespace loupe
