// What people may call a tag, and how its name says where it belongs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace loupe {

// The name as it is kept: without blanks around it. Throws Error(Storage) for one that nobody could search for or read: it
// needs a letter or a digit, is one line of UTF-8 and has at most kLongestTagName characters.
std::string checkedTagName(const std::string& name);

constexpr size_t kLongestTagName = 200;

// "Family|Anna" is Anna below Family, as Lightroom and darktable have it: the levels from the top down.
std::vector<std::string> ownTagPath(const std::string& name);

}  // namespace loupe
