#include "library/store/labels.h"

#include "library/store/library_error.h"
#include "library/store/library_schema.h"
#include "models/json.h"

namespace loupe {
namespace {

std::vector<Label> read(const JsonValue& json) {
  std::vector<Label> labels;
  for (const JsonValue& item : json.items()) {
    const std::vector<JsonValue> pair = item.items();
    if (pair.size() != 2) item.fail("is no label");
    const auto index = builtInVocabulary().indexOf(static_cast<uint32_t>(pair[0].size()));
    if (index) labels.push_back({*index, static_cast<double>(pair[1].size()) / 1000});
  }
  return labels;
}

}  // namespace

std::vector<Label> readLabels(const std::string& json) {
  if (json.empty()) return {};
  try {
    return read(JsonDocument(json, "labels").root());
  } catch (const Error& error) {
    throw LibraryError(LibraryFailure::Damaged,
                       std::string("this library is damaged (") + error.what() + ")");
  }
}

}  // namespace loupe
