#include "models/model_file.h"

#include "error.h"

namespace loupe {

Architecture readArchitecture(const Safetensors& file) {
  if (file.metadata("format") != "photoloupe" || file.metadata("version") != "1") {
    throw Error(ErrorCode::BadModel, "the model file is of format '" + file.metadata("format") +
                                         "' version " + file.metadata("version") +
                                         "; this program reads 'photoloupe' version 1");
  }
  const JsonDocument document(file.metadata("architecture"), "architecture");
  return readArchitecture(document.root());
}

std::vector<std::string> readClassNames(const Safetensors& file) {
  const JsonDocument document(file.metadata("class_names"), "class_names");
  std::vector<std::string> names;
  for (const JsonValue& name : document.root().items()) names.push_back(name.string());
  return names;
}

}  // namespace loupe
