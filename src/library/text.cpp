#include "library/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace loupe {
namespace {

constexpr char32_t kInvalid = U' ';

// The code point at text[at], which moves behind it; kInvalid for a byte that starts none.
char32_t nextCodePoint(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = byte(at++);
  if (first < 0x80) return first;
  const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4 || text.size() - at < static_cast<size_t>(more)) return kInvalid;
  char32_t point = first & (0x3fu >> more);
  for (int i = 0; i < more; ++i) {
    if ((byte(at + static_cast<size_t>(i)) & 0xc0) != 0x80) return kInvalid;
    point = point << 6 | (byte(at + static_cast<size_t>(i)) & 0x3fu);
  }
  at += static_cast<size_t>(more);
  return point;
}

void append(std::string& text, char32_t point) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    put(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    put(0xe0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  } else {
    put(0xf0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3f));
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  }
}

// U+00C0 to U+017F without accents, in lower case; '*' stays, only its case goes.
constexpr std::string_view kLatin =
    "aaaaaa*ceeeeiiii*nooooo*ouuuuy**aaaaaa*ceeeeiiii*nooooo*ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkk*llllll*"
    "*llnnnnnn***oooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

char32_t lower(char32_t point) {
  if (point >= 0xc0 && point < 0xde && point != 0xd7) return point + 0x20;
  if ((point >= 0x100 && point < 0x138) || (point >= 0x14a && point < 0x178)) return point | 1;
  if (point >= 0x391 && point <= 0x3a9) return point + 0x20;  // Greek
  if (point >= 0x400 && point < 0x410) return point + 0x50;   // Cyrillic
  if (point >= 0x410 && point < 0x430) return point + 0x20;
  return point;
}

char32_t fold(char32_t point) {
  constexpr char32_t kLatinStart = 0xc0;
  if (point < 0x80) return static_cast<char32_t>(std::tolower(static_cast<int>(point)));
  if (point >= kLatinStart && point < kLatinStart + kLatin.size()) {
    const char plain = kLatin[point - kLatinStart];
    if (plain != '*') return static_cast<char32_t>(plain);
  }
  return lower(point);
}

bool isWordByte(char c) { return std::isalnum(static_cast<uint8_t>(c)) != 0 || c < 0; }

}  // namespace

std::string foldText(std::string_view text) {
  std::string folded;
  for (size_t at = 0; at < text.size();) append(folded, fold(nextCodePoint(text, at)));
  return folded;
}

std::vector<std::string> splitWords(std::string_view folded) {
  std::vector<std::string> words;
  std::string word;
  for (size_t i = 0; i < folded.size(); ++i) {
    const bool isInside =
        !word.empty() && folded[i] == '\'' && i + 1 < folded.size() && isWordByte(folded[i + 1]);
    if (isWordByte(folded[i]) || isInside) {
      word += folded[i];
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::string singular(std::string_view word) {
  constexpr size_t kShortest = 4;  // "bus", "gas": too short to tell
  const auto without = [&](size_t letters, std::string_view ending = {}) {
    return std::string(word.substr(0, word.size() - letters)).append(ending);
  };
  if (word.size() < kShortest || !word.ends_with('s')) return std::string(word);
  for (const std::string_view kept : {"ss", "us", "is"}) {
    if (word.ends_with(kept)) return std::string(word);
  }
  if (word.ends_with("ies") && word.size() > kShortest) return without(3, "y");
  for (const std::string_view hissing : {"shes", "ches", "sses", "xes", "zes"}) {
    if (word.ends_with(hissing)) return without(2);
  }
  return without(1);
}

size_t editDistance(std::string_view a, std::string_view b, size_t limit) {
  const size_t apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (apart > limit) return limit + 1;
  // Rows of the table of distances between beginnings: this one, the one before and the one before that.
  std::array<std::vector<size_t>, 3> rows;
  rows.fill(std::vector<size_t>(b.size() + 1));
  for (size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    std::vector<size_t>& row = rows[i % 3];
    const std::vector<size_t>& above = rows[(i - 1) % 3];
    const std::vector<size_t>& twoAbove = rows[(i + 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], twoAbove[j - 2] + 1);
      }
    }
  }
  return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

}  // namespace loupe
