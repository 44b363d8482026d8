#include "library/photo_record.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string_view>

#include "library/text.h"

namespace loupe {
namespace {

// What cameras and programs call photos.
constexpr std::array<std::string_view, 12> kMeaningless = {
    "img", "dsc", "dscn", "dscf", "pict", "image", "photo", "pxl", "mvimg", "vid", "p", "imag"};

bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// "rome2019" are two words, and so are "IMG" and "2041".
void addParts(std::string_view word, std::set<std::string>& words) {
  while (!word.empty()) {
    const bool isNumber = isDigit(word.front());
    const auto end = std::ranges::find_if(word, [&](char c) { return isDigit(c) != isNumber; });
    const auto size = static_cast<size_t>(end - word.begin());
    const std::string_view part = word.substr(0, size);
    word.remove_prefix(size);
    constexpr size_t kYear = 4;  // digits; other numbers are counters
    const bool isMeant =
        isNumber ? size == kYear && (part.starts_with("19") || part.starts_with("20"))
                 : size > 1 && std::ranges::find(kMeaningless, part) == kMeaningless.end();
    if (isMeant) words.insert(singular(part));
  }
}

}  // namespace

std::vector<std::string> wordsOf(const std::string& path, const std::string& exifText) {
  std::set<std::string> words;
  const size_t dot = path.rfind('.');
  for (const std::string& word : splitWords(foldText(path.substr(0, dot)))) addParts(word, words);
  for (const std::string& word : splitWords(foldText(exifText))) words.insert(singular(word));
  return {words.begin(), words.end()};
}

}  // namespace loupe
