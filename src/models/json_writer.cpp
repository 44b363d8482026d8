#include "models/json_writer.h"

#include <charconv>
#include <cmath>

#include "models/json.h"

namespace loupe {
namespace {

template <typename T>
std::string shortest(T number) {
  char digits[64];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return {digits, end};
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  text_ += quoteJson(name) + ":";
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) { return append(quoteJson(text)); }

JsonWriter& JsonWriter::value(bool truth) { return append(truth ? "true" : "false"); }

JsonWriter& JsonWriter::value(size_t number) { return append(shortest(number)); }

JsonWriter& JsonWriter::value(float number) {
  return append(std::isfinite(number) ? shortest(number) : "null");
}

JsonWriter& JsonWriter::value(double number) {
  return append(std::isfinite(number) ? shortest(number) : "null");
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  text_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  text_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::append(std::string_view token) {
  separate();
  text_ += token;
  return *this;
}

void JsonWriter::separate() {
  const bool isFirst =
      text_.empty() || text_.back() == '{' || text_.back() == '[' || text_.back() == ':';
  if (!isFirst) text_ += ',';
}

}  // namespace loupe
