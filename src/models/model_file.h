// What a model file says of itself: its network and the words for its answers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/architecture.h"
#include "models/safetensors.h"

namespace loupe {

// All of these throw Error(BadModel) saying what is wrong with the file.
Architecture readArchitecture(const Safetensors& file);
std::vector<std::string> readClassNames(const Safetensors& file);

// One output of two classes will do: a sigmoid, which says how probable the second one is.
void requireOneOutputAClass(const Graph& graph, size_t classCount);

// Of a model file's "novelty", {"layer": "similarity", "threshold": 0.6}: a photo is unlike all classes when
// no output of the layer reaches the threshold. src/transfer/novelty.h says how it is made.
struct NoveltyTest {
  size_t node;
  float threshold;
};

// Nothing for a model that has no such test.
std::optional<NoveltyTest> readNoveltyTest(const Safetensors& file, const Graph& graph);

}  // namespace loupe
