#include "models/json.h"

#include <doctest/doctest.h>

#include "support/errors.h"

namespace loupe::test {

TEST_CASE("what is quoted is read back") {
  std::string all;
  for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
  const JsonDocument document("[" + quoteJson(all) + "]", "text");
  CHECK(document.root().items()[0].string() == all);
}

TEST_CASE("a value knows its place") {
  const JsonDocument document(R"({"a":{"b":[1,{"c":true}]}})", "root");
  const JsonValue c = document.root()["a"]["b"].items()[1]["c"];
  CHECK(c.path() == "root.a.b[1].c");
  CHECK(c.boolean());
  CHECK(document.root().has("a"));
  CHECK_FALSE(document.root().has("z"));
  CHECK_FALSE(c.has("a"));
}

TEST_CASE("numbers are whole, or fit in float32, where they must") {
  const JsonDocument document("[0,9007199254740991,-1,0.5,1e39,-1e39,\"1\"]", "n");
  const auto items = document.root().items();
  CHECK(items[0].size() == 0);
  if constexpr (sizeof(size_t) == 8)
    CHECK(items[1].size() == 9007199254740991u);
  else
    checkError(ErrorCode::BadModel, "whole number", [&] { items[1].size(); });
  for (size_t i = 2; i <= 4; ++i) {
    checkError(ErrorCode::BadModel, "must be a whole number that is not negative",
               [&] { items[i].size(); });
  }
  CHECK(items[3].real() == 0.5f);
  for (size_t i = 4; i <= 5; ++i) {
    checkError(ErrorCode::BadModel, "beyond what float32 can hold", [&] { items[i].real(); });
  }
  checkError(ErrorCode::BadModel, "n[6] must be a number", [&] { items[6].number(); });
}

TEST_CASE("a value is written as it was read") {
  const std::string text = R"({"a":[1,-2.5,true,null],"b":{"c":"\"quoted\" ü"}})";
  const JsonDocument document(text, "n");
  CHECK(document.root().text() == text);
  CHECK(document.root()["a"].text() == "[1,-2.5,true,null]");
}

}  // namespace loupe::test
