// Where the tests' files are: the fixtures beside them, and photos and models that a machine may lack.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace loupe::test {

std::vector<std::byte> readFile(const std::filesystem::path& path);

// tests/fixtures: see its README.md.
std::filesystem::path fixtures();

// The files of a folder whose names end in `extension`, sorted.
std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder,
                                           const std::string& extension);

// Labelled photos and hard picture files: LOUPE_DATA, else ../shared/data beside the project. Where there
// are none the test says that it is skipped, and gets nothing.
std::optional<std::filesystem::path> photoData();

// A converted model, such as "efficientnet-lite0.safetensors", in LOUPE_MODELS. Where there is none the
// test says that it is skipped, and gets nothing.
std::optional<std::vector<std::byte>> pretrainedModel(const std::string& fileName);

}  // namespace loupe::test
