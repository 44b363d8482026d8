// JSON as the model files use it: every access checked, every error naming the place.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct yyjson_doc;
struct yyjson_val;

namespace loupe {

// A value in a JsonDocument, which must outlive it. Accessors throw Error(BadModel) naming the path,
// "architecture.layers[3].filters", when the value is missing or of another kind.
class JsonValue {
 public:
  JsonValue(yyjson_val* value, std::string path) : value_(value), path_(std::move(path)) {}

  bool has(std::string_view key) const;
  JsonValue operator[](std::string_view key) const;  // a member of an object
  std::vector<JsonValue> items() const;              // of an array
  // Of an object, in file order. Fails when two have one name.
  std::vector<std::pair<std::string, JsonValue>> members() const;

  std::string string() const;
  double number() const;
  float real() const;  // a number that float32 can hold
  bool boolean() const;
  size_t size() const;  // a whole number from 0 to 2^53, and not beyond size_t
  const std::string& path() const { return path_; }
  std::string text() const;  // the value as JSON, on one line

  // Throws Error(BadModel): "<path> <reason>".
  [[noreturn]] void fail(const std::string& reason) const;

 private:
  yyjson_val* value_;
  std::string path_;
};

class JsonDocument {
 public:
  // `name` stands for the whole in errors. Throws Error(BadModel) for text that is not JSON.
  JsonDocument(std::string_view text, std::string name);

  JsonValue root() const;

 private:
  struct Free {
    void operator()(yyjson_doc* document) const;
  };
  std::unique_ptr<yyjson_doc, Free> document_;
  std::string name_;
};

// `text` as a JSON string with its quotes; what is no UTF-8 in it is replaced.
std::string quoteJson(std::string_view text);

}  // namespace loupe
