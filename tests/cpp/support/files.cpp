#include "support/files.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#ifdef __EMSCRIPTEN__
#include <emscripten/em_js.h>
#endif

namespace loupe::test {
namespace {

#ifdef __EMSCRIPTEN__
// Emscripten's getenv knows nothing of node's environment.
EM_JS_DEPS(environment, "$stringToUTF8,$UTF8ToString");
EM_JS(void, readNodeEnvironment, (const char* name, char* value, size_t capacity),
      { stringToUTF8(process.env[UTF8ToString(name)] || "", value, capacity); });

std::string environment(const char* name) {
  char value[4096] = "";
  readNodeEnvironment(name, value, sizeof value);
  return value;
}
#else
std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}
#endif

void saySkipped(const std::string& reason) {
  std::printf("skipped: %s: %s\n", doctest::getContextOptions()->currentTest->m_name,
              reason.c_str());
}

}  // namespace

std::vector<std::byte> readFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::byte> bytes(static_cast<size_t>(std::filesystem::file_size(path)));
  if (!file.read(reinterpret_cast<char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()))) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return bytes;
}

std::filesystem::path fixtures() { return std::filesystem::path(LOUPE_TESTS_DIR) / "fixtures"; }

std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder,
                                           const std::string& extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::optional<std::filesystem::path> photoData() {
  const std::string named = environment("LOUPE_DATA");
  const std::filesystem::path beside =
      std::filesystem::path(LOUPE_TESTS_DIR).parent_path().parent_path() / "shared/data";
  std::filesystem::path folder = named.empty() ? beside : std::filesystem::path(named);
  if (std::filesystem::is_directory(folder)) return folder;
  saySkipped("there are no photos at " + folder.string() + " (LOUPE_DATA)");
  return std::nullopt;
}

std::optional<std::vector<std::byte>> pretrainedModel(const std::string& fileName) {
  const std::string folder = environment("LOUPE_MODELS");
  if (folder.empty()) {
    saySkipped("LOUPE_MODELS names no folder with " + fileName);
    return std::nullopt;
  }
  return readFile(std::filesystem::path(folder) / fileName);
}

}  // namespace loupe::test
