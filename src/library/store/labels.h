// What a model saw in a photo, as table photo keeps it for the tags that are shown.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace loupe {

struct Label {
  size_t index = 0;  // of the concept, in the built-in vocabulary
  double probability = 0;
};

// The surest first; concepts that the vocabulary lacks are left out. Throws LibraryError for a text that is none.
std::vector<Label> readLabels(const std::string& json);

}  // namespace loupe
