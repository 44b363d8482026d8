#include "models/head_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>

#include "error.h"
#include "models/json.h"
#include "models/json_writer.h"
#include "models/model_file.h"
#include "models/safetensors.h"

namespace loupe {
namespace {

using Tensors = std::map<std::string, TensorView>;

constexpr std::array<uint32_t, 256> makeTable() {
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < table.size(); ++i) {
    uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) ? 0xedb88320U : 0U);
    table[i] = value;
  }
  return table;
}

constexpr std::array<uint32_t, 256> kTable = makeTable();

uint32_t checksumOf(const Tensors& tensors) {
  uint32_t value = ~0U;
  for (const auto& [name, tensor] : tensors) {
    for (const std::byte byte : tensor.bytes)
      value = (value >> 8) ^ kTable[(value ^ static_cast<uint32_t>(byte)) & 255];
  }
  return ~value;
}

std::string layerOf(const std::string& tensor) { return tensor.substr(0, tensor.rfind('.')); }

bool isSame(const TensorView& a, const TensorView& b) {
  return a.type == b.type && a.shape == b.shape && std::ranges::equal(a.bytes, b.bytes);
}

}  // namespace

std::vector<std::byte> headAlone(std::span<const std::byte> model, std::span<const std::byte> base,
                                 const std::string& name) {
  const Safetensors whole(model);
  const Safetensors network(base);
  std::set<std::string> learned;  // layers
  for (const auto& [tensorName, tensor] : whole.tensors()) {
    const TensorView* original = network.find(tensorName);
    if (!original || !isSame(*original, tensor)) learned.insert(layerOf(tensorName));
  }
  Tensors own;
  Tensors shared;
  for (const auto& [tensorName, tensor] : whole.tensors())
    (learned.contains(layerOf(tensorName)) ? own : shared)[tensorName] = tensor;
  if (shared.empty() || own.empty()) {
    throw Error(ErrorCode::BadModel, "this model has no head of its own on '" + name + "'");
  }
  std::map<std::string, std::string> metadata(whole.metadata().begin(), whole.metadata().end());
  metadata["base"] = JsonWriter()
                         .beginObject()
                         .member("model", name)
                         .member("checksum", size_t{checksumOf(shared)})
                         .endObject()
                         .text();
  return writeSafetensors(own, metadata);
}

std::string missingBase(std::span<const std::byte> file) {
  const Safetensors head(file);
  if (!head.hasMetadata("base")) return "";
  return JsonDocument(head.metadata("base"), "base").root()["model"].string();
}

std::vector<std::byte> withBase(std::span<const std::byte> head, std::span<const std::byte> base) {
  const Safetensors own(head);
  const Safetensors network(base);
  const Architecture architecture = readArchitecture(own);
  Tensors tensors(own.tensors().begin(), own.tensors().end());
  std::set<std::string> learned;  // layers
  for (const auto& [name, tensor] : own.tensors()) learned.insert(layerOf(name));
  Tensors shared;
  for (const auto& [name, tensor] : network.tensors()) {
    const std::string layer = layerOf(name);
    if (!learned.contains(layer) && architecture.graph.find(layer)) shared[name] = tensor;
  }
  tensors.insert(shared.begin(), shared.end());
  const JsonDocument document(own.metadata("base"), "base");
  if (document.root()["checksum"].size() != checksumOf(shared)) {
    throw Error(ErrorCode::BadModel, "this head was learned on another version of the network '" +
                                         document.root()["model"].string() + "'");
  }
  std::map<std::string, std::string> metadata(own.metadata().begin(), own.metadata().end());
  metadata.erase("base");
  return writeSafetensors(tensors, metadata);
}

}  // namespace loupe
