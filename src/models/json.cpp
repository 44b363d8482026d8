#include "models/json.h"

#include <yyjson.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>
#include <set>

#include "error.h"
#include "utf8.h"

namespace loupe {

void JsonValue::fail(const std::string& reason) const {
  throw Error(ErrorCode::BadModel, path_ + " " + reason);
}

bool JsonValue::has(std::string_view key) const {
  return yyjson_obj_getn(value_, key.data(), key.size()) != nullptr;
}

JsonValue JsonValue::operator[](std::string_view key) const {
  if (!yyjson_is_obj(value_)) fail("must be an object");
  yyjson_val* member = yyjson_obj_getn(value_, key.data(), key.size());
  if (!member) fail("lacks \"" + std::string(key) + "\"");
  return {member, path_ + "." + std::string(key)};
}

std::vector<JsonValue> JsonValue::items() const {
  if (!yyjson_is_arr(value_)) fail("must be an array");
  std::vector<JsonValue> items;
  items.reserve(yyjson_arr_size(value_));
  size_t index = 0;
  size_t count = 0;
  yyjson_val* item = nullptr;
  yyjson_arr_foreach(value_, index, count, item) {
    items.emplace_back(item, path_ + "[" + std::to_string(index) + "]");
  }
  return items;
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::members() const {
  if (!yyjson_is_obj(value_)) fail("must be an object");
  std::vector<std::pair<std::string, JsonValue>> members;
  std::set<std::string, std::less<>> names;
  size_t index = 0;
  size_t count = 0;
  yyjson_val* key = nullptr;
  yyjson_val* member = nullptr;
  yyjson_obj_foreach(value_, index, count, key, member) {
    std::string name(yyjson_get_str(key), yyjson_get_len(key));
    if (!names.insert(name).second) fail("has two members named \"" + name + "\"");
    std::string path = path_ + "." + name;
    members.emplace_back(std::move(name), JsonValue(member, std::move(path)));
  }
  return members;
}

std::string JsonValue::string() const {
  if (!yyjson_is_str(value_)) fail("must be a string");
  return {yyjson_get_str(value_), yyjson_get_len(value_)};
}

double JsonValue::number() const {
  if (!yyjson_is_num(value_)) fail("must be a number");
  return yyjson_get_num(value_);
}

float JsonValue::real() const {
  const double value = number();
  if (!(std::fabs(value) <= double{std::numeric_limits<float>::max()})) {
    fail("is beyond what float32 can hold");
  }
  return static_cast<float>(value);
}

bool JsonValue::boolean() const {
  if (!yyjson_is_bool(value_)) fail("must be true or false");
  return yyjson_get_bool(value_);
}

size_t JsonValue::size() const {
  constexpr double kMaxExact = 9007199254740992.0;  // 2^53
  const double max = std::min(kMaxExact, static_cast<double>(std::numeric_limits<size_t>::max()));
  const double value = number();
  if (!(value >= 0 && value <= max) || value != std::floor(value)) {
    fail("must be a whole number that is not negative");
  }
  return static_cast<size_t>(value);
}

std::string JsonValue::text() const {
  size_t length = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      yyjson_val_write(value_, YYJSON_WRITE_NOFLAG, &length), &std::free);
  if (!text) throw std::bad_alloc();
  return {text.get(), length};
}

JsonDocument::JsonDocument(std::string_view text, std::string name) : name_(std::move(name)) {
  yyjson_read_err error{};
  // The reader does not write to the text without YYJSON_READ_INSITU.
  document_.reset(yyjson_read_opts(const_cast<char*>(text.data()), text.size(), YYJSON_READ_NOFLAG,
                                   nullptr, &error));
  if (!document_) {
    throw Error(ErrorCode::BadModel, name_ + " is not valid JSON: " + error.msg + " at byte " +
                                         std::to_string(error.pos));
  }
}

JsonValue JsonDocument::root() const { return {yyjson_doc_get_root(document_.get()), name_}; }

void JsonDocument::Free::operator()(yyjson_doc* document) const { yyjson_doc_free(document); }

std::string quoteJson(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : toUtf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20) {
      quoted += "\\u00";
      quoted += kHex[byte >> 4];
      quoted += kHex[byte & 15];
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

}  // namespace loupe
