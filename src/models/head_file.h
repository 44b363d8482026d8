// What was learned on top of a pretrained network, without that network: 100 KB instead of 4 MB, for who has it already.
// It is a model file that lacks the layers which are the base's own. Its metadata says which network that is, and by the
// CRC-32 of their tensors, in the order of the names, that it is the same one:
//   "base": {"model": "efficientnet-lite0", "checksum": 305419896}
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace loupe {

// `name`: of the base. Throws Error(BadModel) for a model that has nothing of it, and what reading either throws.
std::vector<std::byte> headAlone(std::span<const std::byte> model, std::span<const std::byte> base,
                                 const std::string& name);

// The name of the network that is to be put back; empty for a whole model. Throws Error(BadModel) for what is no model.
std::string missingBase(std::span<const std::byte> file);

// The whole model. Throws Error(BadModel) when the base is not the one that it was learned on.
std::vector<std::byte> withBase(std::span<const std::byte> head, std::span<const std::byte> base);

}  // namespace loupe
