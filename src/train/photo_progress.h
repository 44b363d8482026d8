// Who is told how many photos are done, of how many, while a network looks at all of them once.
#pragma once

#include <cstddef>
#include <functional>

namespace loupe {

using PhotoProgress = std::function<void(size_t done, size_t total)>;

}  // namespace loupe
