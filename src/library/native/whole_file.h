// Files that are read and written as a whole.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace loupe {

// Throws Error(Storage) naming the file and the reason.
std::vector<std::byte> readFile(const std::string& path);

// Throws Error(Storage) where writeFile could only fail, so that nobody works for hours first.
void requireWritable(const std::string& path);

// The old file stays until the new one is whole and on the disk, whatever happens in between. Throws
// Error(Storage) naming the file and the reason.
void writeFile(const std::string& path, std::span<const std::byte> bytes);

}  // namespace loupe
