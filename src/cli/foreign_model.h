// Models of other programs, told by how their files begin, so that who gives one is told what it is.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace loupe::cli {

// Throws Error(BadModel) that names the kind of a model file at `path` that another program wrote, or that was exported
// for one, and what can be read instead. Any other file passes, whatever it is.
void refuseForeignModel(const std::string& path, std::span<const std::byte> file);

}  // namespace loupe::cli
