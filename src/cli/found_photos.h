// Photos that were found in a library, on standard output.
#pragma once

#include <vector>

#include "library/store/library_search.h"

namespace loupe::cli {

// JSON: [{"file","score","tags"}] on one line.
void print(const std::vector<FoundPhoto>& photos, bool asJson);

}  // namespace loupe::cli
