// What a model file says of itself: its network and the words for its answers.
#pragma once

#include <string>
#include <vector>

#include "models/architecture.h"
#include "models/safetensors.h"

namespace loupe {

// Both throw Error(BadModel) saying what is wrong with the file.
Architecture readArchitecture(const Safetensors& file);
std::vector<std::string> readClassNames(const Safetensors& file);

}  // namespace loupe
