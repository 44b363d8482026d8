// The safetensors container: named tensors and a few strings, nothing that runs.
//
// Layout (https://github.com/huggingface/safetensors#format): 8 bytes little-endian N, N bytes of JSON
//   {"__metadata__": {"key": "text"}, "name": {"dtype": "F32", "shape": [..], "data_offsets": [b, e]}}
// padded with spaces, then the data that the offsets count from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "nn/weights.h"

namespace loupe {

// A file that somebody else holds in memory and that outlives this. Reading is strict: the header must
// be at most 100 MB of valid JSON, and the tensors must cover the data exactly: in bounds, without
// overlap or gap, each as long as its shape and dtype say.
class Safetensors final : public WeightSource {
 public:
  // Throws Error(BadModel) saying what is wrong with the file.
  explicit Safetensors(std::span<const std::byte> file);

  const TensorView* find(std::string_view name) const override;
  const std::map<std::string, TensorView, std::less<>>& tensors() const { return tensors_; }

  // Throws Error(BadModel) when the file has no such metadata.
  const std::string& metadata(std::string_view key) const;
  bool hasMetadata(std::string_view key) const { return metadata_.contains(key); }
  const std::map<std::string, std::string, std::less<>>& metadata() const { return metadata_; }

 private:
  std::map<std::string, TensorView, std::less<>> tensors_;
  std::map<std::string, std::string, std::less<>> metadata_;
};

// The whole file. The data is ordered so that every tensor is aligned to its element's size.
std::vector<std::byte> writeSafetensors(const std::map<std::string, TensorView>& tensors,
                                        const std::map<std::string, std::string>& metadata);

}  // namespace loupe
