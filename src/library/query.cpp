#include "library/query.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "calendar.h"
#include "library/text.h"

namespace loupe {
namespace {

constexpr std::string_view kCamera = "camera:";
constexpr std::string_view kRange = "..";

struct Token {
  std::string text;  // folded
  bool quoted = false;
  bool excluded = false;
  bool isCamera = false;
};

bool isSpace(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Telephones and word processors put other quotation marks for the one that is typed.
std::string withPlainQuotes(std::string_view text) {
  constexpr std::array<std::string_view, 3> kQuotes = {"\u201c", "\u201d", "\u201e"};
  std::string plain(text);
  for (const std::string_view quote : kQuotes) {
    for (size_t at = 0; (at = plain.find(quote, at)) != std::string::npos;) {
      plain.replace(at, quote.size(), "\"");
    }
  }
  return plain;
}

// Takes the next token off the front of `text`, which does not start with a space. A quotation mark that is not
// closed reaches to the end.
Token nextToken(std::string_view& text) {
  Token token;
  if (text.size() > 1 && text.front() == '-' && !isSpace(text[1])) {
    token.excluded = true;
    text.remove_prefix(1);
  }
  if (foldText(text.substr(0, kCamera.size())) == kCamera) {
    token.isCamera = true;
    text.remove_prefix(kCamera.size());
  }
  if (text.starts_with('"')) {
    token.quoted = true;
    text.remove_prefix(1);
    const size_t end = std::min(text.find('"'), text.size());
    token.text = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return token;
  }
  const auto end = std::ranges::find_if(text, [](char c) { return isSpace(c) || c == '"'; });
  token.text.assign(text.begin(), end);
  text.remove_prefix(token.text.size());
  return token;
}

// "cat.png", and what cameras count with, which is no word of a photo (wordsOf): "IMG_2041", "dsc0042".
bool mayBeFileName(std::string_view text) {
  if (text.find(kRange) != std::string_view::npos) return false;
  constexpr size_t kLeastDigits = 3;
  constexpr size_t kLongestEnding = 4;
  if (std::ranges::count_if(text, isDigit) >= static_cast<std::ptrdiff_t>(kLeastDigits))
    return true;
  const size_t dot = text.rfind('.');
  if (dot == 0 || dot == std::string_view::npos) return false;
  const std::string_view ending = text.substr(dot + 1);
  return !ending.empty() && ending.size() <= kLongestEnding;
}

struct Date {
  int year = 0;
  int month = 0;  // 0: not given
  int day = 0;
};

// "2019", "2019-05" or "2019-05-24", all of `text`.
std::optional<Date> readDate(std::string_view text) {
  std::array<int, 3> parts{};
  const std::array<size_t, 3> digits = {4, 2, 2};
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && text.empty()) break;
    if (i > 0 && text.front() != '-') return std::nullopt;
    if (i > 0) text.remove_prefix(1);
    if (text.size() < digits[i]) return std::nullopt;
    const std::string part(text.substr(0, digits[i]));
    if (!std::ranges::all_of(part, isDigit)) return std::nullopt;
    parts[i] = std::stoi(part);
    if (parts[i] < 1) return std::nullopt;
    text.remove_prefix(digits[i]);
  }
  if (!text.empty()) return std::nullopt;
  return Date{parts[0], parts[1], parts[2]};
}

std::optional<int64_t> startOf(const Date& date) {
  return secondsOf(date.year, std::max(date.month, 1), std::max(date.day, 1));
}

std::optional<int64_t> endOf(const Date& date) {
  constexpr int64_t kDay = 24 * 60 * 60;
  if (date.day > 0) {
    const std::optional<int64_t> start = startOf(date);
    return start ? std::optional(*start + kDay) : std::nullopt;
  }
  const bool isYear = date.month == 0 || date.month == 12;
  return isYear ? secondsOf(date.year + 1, 1, 1) : secondsOf(date.year, date.month + 1, 1);
}

std::optional<DateRange> rangeOf(std::string_view first, std::string_view last) {
  DateRange range;
  if (!first.empty()) {
    const std::optional<Date> date = readDate(first);
    const std::optional<int64_t> from = date ? startOf(*date) : std::nullopt;
    if (!from) return std::nullopt;
    range.from = *from;
  }
  if (!last.empty()) {
    const std::optional<Date> date = readDate(last);
    const std::optional<int64_t> to = date ? endOf(*date) : std::nullopt;
    if (!to) return std::nullopt;
    range.to = *to;
  }
  return range;
}

// "2021..2019" is the years from 2019 to 2021, too.
std::optional<DateRange> readRange(std::string_view text) {
  const size_t dots = text.find(kRange);
  if (dots == std::string_view::npos || text == kRange) return std::nullopt;
  const std::string_view first = text.substr(0, dots);
  const std::string_view last = text.substr(dots + kRange.size());
  const std::optional<DateRange> range = rangeOf(first, last);
  return range && range->from >= range->to ? rangeOf(last, first) : range;
}

// A date by itself; a bare year only where photos can be from.
std::optional<DateRange> readMoment(std::string_view text) {
  constexpr int kFirstPhoto = 1826;
  constexpr int kLastYear = 2100;
  const std::optional<Date> date = readDate(text);
  if (!date || date->year < kFirstPhoto || date->year > kLastYear) return std::nullopt;
  const std::optional<int64_t> from = startOf(*date);
  const std::optional<int64_t> to = endOf(*date);
  return from && to ? std::optional(DateRange{*from, *to}) : std::nullopt;
}

// Not a part of a name of several words.
bool standsAlone(const QueryTerm& term) {
  return term.quoted || term.excluded || term.dates || !term.fileName.empty();
}

std::string joined(const std::vector<std::string>& words, size_t first, size_t count) {
  std::string text;
  for (size_t i = first; i < first + count; ++i) text += (i > first ? " " : "") + words[i];
  return text;
}

SearchTerm termOf(const std::vector<std::string>& words, size_t first, size_t count,
                  const QueryTerm& from, const Vocabulary& vocabulary) {
  SearchTerm term;
  term.text = joined(words, first, count);
  for (size_t i = first; i < first + count; ++i) term.words.push_back(singular(words[i]));
  term.concepts = vocabulary.find(term.text);
  term.fileName = from.fileName;
  term.excluded = from.excluded;
  term.dates = from.dates;
  return term;
}

}  // namespace

Query parseQuery(std::string_view typed) {
  const std::string plain = withPlainQuotes(typed);
  std::string_view text = plain;
  Query query;
  while (true) {
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    if (text.empty()) return query;
    const Token token = nextToken(text);
    const std::string folded = foldText(token.text);
    if (token.isCamera) {
      if (!folded.empty()) query.cameras.push_back({folded, token.excluded});
      continue;
    }
    QueryTerm term;
    term.quoted = token.quoted;
    term.excluded = token.excluded;
    if (!token.quoted) term.dates = readRange(token.text);
    if (!term.dates) {
      if (!token.quoted) term.dates = readMoment(token.text);
      term.words = splitWords(folded);
      if (!term.dates && mayBeFileName(folded)) term.fileName = folded;
    }
    if (term.dates || !term.words.empty()) query.terms.push_back(std::move(term));
  }
}

std::vector<SearchTerm> findTerms(const Query& query, const Vocabulary& vocabulary) {
  std::vector<SearchTerm> found;
  for (size_t at = 0; at < query.terms.size();) {
    const QueryTerm& first = query.terms[at];
    if (standsAlone(first)) {
      found.push_back(termOf(first.words, 0, first.words.size(), first, vocabulary));
      ++at;
      continue;
    }
    // Unquoted words up to the next term that stands alone.
    std::vector<std::string> words;
    for (; at < query.terms.size(); ++at) {
      const QueryTerm& term = query.terms[at];
      if (standsAlone(term)) break;
      words.insert(words.end(), term.words.begin(), term.words.end());
    }
    for (size_t start = 0; start < words.size();) {
      size_t count = std::min(vocabulary.longestName(), words.size() - start);
      while (count > 1 && vocabulary.find(joined(words, start, count)).empty()) --count;
      count = std::max<size_t>(count, 1);
      found.push_back(termOf(words, start, count, first, vocabulary));
      start += count;
    }
  }
  return found;
}

}  // namespace loupe
