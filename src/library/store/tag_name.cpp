#include "library/store/tag_name.h"

#include <algorithm>
#include <string_view>

#include "error.h"
#include "library/text.h"
#include "utf8.h"

namespace loupe {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlanks) + 1 - first));
}

size_t countCharacters(std::string_view text) {
  return static_cast<size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

[[noreturn]] void refuse(const std::string& name, const std::string& reason) {
  throw Error(ErrorCode::Storage, "'" + name + "' is no name for a tag; " + reason);
}

}  // namespace

std::string checkedTagName(const std::string& name) {
  std::string checked = trimmed(name);
  const auto isControl = [](char c) { return c >= 0 && c < ' '; };
  if (!isUtf8(checked)) refuse(toUtf8(name), "it must be UTF-8");
  if (std::ranges::any_of(checked, isControl)) refuse(name, "it must be one line");
  if (splitWords(foldText(checked)).empty()) refuse(name, "it needs a letter or a digit");
  if (const size_t length = countCharacters(checked); length > kLongestTagName) {
    refuse(checked.substr(0, utf8Length(checked)) + "...",
           "it has " + std::to_string(length) + " characters, of " +
               std::to_string(kLongestTagName) + " at most");
  }
  return checked;
}

std::vector<std::string> ownTagPath(const std::string& name) {
  std::vector<std::string> path;
  for (size_t start = 0; start <= name.size();) {
    const size_t end = std::min(name.find('|', start), name.size());
    if (std::string level = trimmed(std::string_view(name).substr(start, end - start));
        !level.empty()) {
      path.push_back(std::move(level));
    }
    start = end + 1;
  }
  return path.empty() ? std::vector{name} : path;
}

}  // namespace loupe
