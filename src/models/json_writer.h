// JSON on one line, written from front to back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace loupe {

class JsonWriter {
 public:
  JsonWriter& beginObject() { return open('{'); }
  JsonWriter& endObject() { return close('}'); }
  JsonWriter& beginArray() { return open('['); }
  JsonWriter& endArray() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth);
  JsonWriter& value(size_t number);
  JsonWriter& value(float number);   // as few digits as give the same float back
  JsonWriter& value(double number);  // null when it is not finite, which JSON cannot say

  template <typename T>
  JsonWriter& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  const std::string& text() const { return text_; }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& append(std::string_view token);
  void separate();

  std::string text_;
};

}  // namespace loupe
