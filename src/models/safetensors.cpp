#include "models/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "error.h"
#include "models/json.h"

namespace loupe {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors data is little-endian");

constexpr size_t kMaxHeaderBytes = 100'000'000;  // the reference implementation's limit
constexpr size_t kLengthBytes = 8;

struct NamedType {
  std::string_view name;
  DataType type;
};

constexpr std::array<NamedType, 4> kTypes = {{{"F32", DataType::Float32},
                                              {"I32", DataType::Int32},
                                              {"I8", DataType::Int8},
                                              {"U8", DataType::Uint8}}};

[[noreturn]] void fail(const std::string& reason) {
  throw Error(ErrorCode::BadModel, "this is not a complete safetensors file: " + reason);
}

std::string_view nameOf(DataType type) {
  return std::ranges::find(kTypes, type, &NamedType::type)->name;
}

DataType typeOf(const JsonValue& dtype) {
  const std::string name = dtype.string();
  const auto found = std::ranges::find(kTypes, name, &NamedType::name);
  if (found == kTypes.end()) {
    dtype.fail("is \"" + name + "\"; the engine reads F32, I32, I8 and U8");
  }
  return found->type;
}

Shape shapeOf(const JsonValue& json) {
  std::vector<size_t> extents;
  for (const JsonValue& extent : json.items()) extents.push_back(extent.size());
  return Shape(extents);
}

std::string_view headerOf(std::span<const std::byte> file) {
  if (file.size() < kLengthBytes) {
    fail("it has " + std::to_string(file.size()) +
         " bytes, fewer than the 8 of its header's length");
  }
  uint64_t length = 0;
  std::memcpy(&length, file.data(), kLengthBytes);
  if (length > kMaxHeaderBytes || length > file.size() - kLengthBytes) {
    fail("its header claims " + std::to_string(length) + " bytes, but the file has " +
         std::to_string(file.size()));
  }
  const std::string_view header(reinterpret_cast<const char*>(file.data()) + kLengthBytes,
                                static_cast<size_t>(length));
  if (!header.starts_with('{')) fail("its header does not start with '{'");
  return header;
}

TensorView tensorOf(const JsonValue& json, std::span<const std::byte> data) {
  static_cast<void>(json.members());  // refuses what is said twice
  TensorView view;
  view.type = typeOf(json["dtype"]);
  view.shape = shapeOf(json["shape"]);
  const std::vector<JsonValue> offsets = json["data_offsets"].items();
  if (offsets.size() != 2) json["data_offsets"].fail("must be [begin, end]");
  const size_t begin = offsets[0].size();
  const size_t end = offsets[1].size();
  if (begin > end || end > data.size()) {
    json.fail("lies at bytes " + std::to_string(begin) + " to " + std::to_string(end) +
              ", but the file's data has " + std::to_string(data.size()));
  }
  const size_t count = view.shape.elementCount();
  if ((end - begin) % sizeInBytes(view.type) != 0 ||
      (end - begin) / sizeInBytes(view.type) != count) {
    json.fail("has " + std::to_string(end - begin) + " bytes, which are not those of " +
              std::string(toString(view.type)) + " " + view.shape.toString());
  }
  view.bytes = data.subspan(begin, end - begin);
  return view;
}

// Every byte of the data must belong to one tensor.
void requireExactCover(const std::map<std::string, TensorView, std::less<>>& tensors,
                       std::span<const std::byte> data) {
  std::vector<std::span<const std::byte>> parts;
  for (const auto& [name, view] : tensors) parts.push_back(view.bytes);
  std::ranges::sort(parts, {},
                    [](const auto& part) { return std::pair(part.data(), part.size()); });
  const std::byte* expected = data.data();
  for (const auto& part : parts) {
    if (part.data() != expected) fail("its tensors overlap or leave a gap");
    expected += part.size();
  }
  if (expected != data.data() + data.size()) {
    fail(std::to_string(data.data() + data.size() - expected) + " bytes belong to no tensor");
  }
}

}  // namespace

Safetensors::Safetensors(std::span<const std::byte> file) {
  const std::string_view header = headerOf(file);
  const std::span<const std::byte> data = file.subspan(kLengthBytes + header.size());
  const JsonDocument document(header, "the safetensors header");
  for (const auto& [name, value] : document.root().members()) {
    if (name == "__metadata__") {
      for (const auto& [key, text] : value.members()) metadata_[key] = text.string();
    } else {
      tensors_.emplace(name, tensorOf(value, data));
    }
  }
  requireExactCover(tensors_, data);
}

const TensorView* Safetensors::find(std::string_view name) const {
  const auto found = tensors_.find(name);
  return found == tensors_.end() ? nullptr : &found->second;
}

const std::string& Safetensors::metadata(std::string_view key) const {
  const auto found = metadata_.find(key);
  if (found == metadata_.end()) {
    throw Error(ErrorCode::BadModel, "the model file has no metadata \"" + std::string(key) +
                                         "\"; is it one that Photoloupe wrote?");
  }
  return found->second;
}

std::vector<std::byte> writeSafetensors(const std::map<std::string, TensorView>& tensors,
                                        const std::map<std::string, std::string>& metadata) {
  std::vector<const std::pair<const std::string, TensorView>*> ordered;
  for (const auto& tensor : tensors) ordered.push_back(&tensor);
  std::ranges::stable_sort(ordered, std::greater{},
                           [](const auto* tensor) { return sizeInBytes(tensor->second.type); });

  std::string header = "{\"__metadata__\":{";
  for (const auto& [key, text] : metadata) {
    if (header.back() != '{') header += ',';
    header += quoteJson(key) + ":" + quoteJson(text);
  }
  header += "}";
  size_t offset = 0;
  for (const auto* tensor : ordered) {
    const TensorView& view = tensor->second;
    header += "," + quoteJson(tensor->first) + ":{\"dtype\":" + quoteJson(nameOf(view.type)) +
              ",\"shape\":[";
    for (const size_t extent : view.shape.extents()) {
      if (header.back() != '[') header += ',';
      header += std::to_string(extent);
    }
    header += "],\"data_offsets\":[" + std::to_string(offset) + ",";
    offset += view.bytes.size();
    header += std::to_string(offset) + "]}";
  }
  header += "}";
  header.resize((header.size() + kLengthBytes - 1) / kLengthBytes * kLengthBytes, ' ');

  std::vector<std::byte> file(kLengthBytes + header.size() + offset);
  const uint64_t length = header.size();
  std::memcpy(file.data(), &length, kLengthBytes);
  std::memcpy(file.data() + kLengthBytes, header.data(), header.size());
  std::byte* at = file.data() + kLengthBytes + header.size();
  for (const auto* tensor : ordered) at = std::ranges::copy(tensor->second.bytes, at).out;
  return file;
}

}  // namespace loupe
