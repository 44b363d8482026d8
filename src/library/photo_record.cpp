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

bool isYear(std::string_view number) {
  return number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
}

// Letters and digits apart: "rome2019" are two words.
std::vector<std::string> partsOf(const std::string& path) {
  std::vector<std::string> parts;
  for (const std::string& whole : splitWords(foldText(path))) {
    std::string_view word = whole;
    while (!word.empty()) {
      const bool isNumber = isDigit(word.front());
      const auto end = std::ranges::find_if(word, [&](char c) { return isDigit(c) != isNumber; });
      parts.emplace_back(word.begin(), end);
      word.remove_prefix(parts.back().size());
    }
  }
  return parts;
}

}  // namespace

std::vector<std::string> wordsOf(const std::string& path, const std::string& exifText) {
  std::set<std::string> words;
  bool isCounter = false;  // the number behind "IMG"
  for (const std::string& part : partsOf(path.substr(0, path.rfind('.')))) {
    const bool isMeaningless = std::ranges::find(kMeaningless, part) != kMeaningless.end();
    const bool isMeant =
        isDigit(part.front()) ? isYear(part) && !isCounter : part.size() > 1 && !isMeaningless;
    if (isMeant) words.insert(singular(part));
    isCounter = isMeaningless;
  }
  for (const std::string& word : splitWords(foldText(exifText))) words.insert(singular(word));
  return {words.begin(), words.end()};
}

}  // namespace loupe
