#include "utf8.h"

#include <doctest/doctest.h>

#include "models/json.h"

namespace loupe::test {

TEST_CASE("characters of one to four bytes are UTF-8") {
  CHECK(utf8Length("a") == 1);
  CHECK(utf8Length("\u00e4") == 2);
  CHECK(utf8Length("\u732b") == 3);
  CHECK(utf8Length("\U0001f415") == 4);
  CHECK(isUtf8("a\u00e4\u732b\U0001f415"));
  CHECK(isUtf8(""));
}

TEST_CASE("bytes that belong to no character are replaced, in JSON too") {
  for (const char* none : {"\x80", "\xff", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                           "\xf4\x90\x80\x80", "\xf0\x9f\x90"}) {
    CAPTURE(none);
    CHECK_FALSE(isUtf8(none));
    CHECK(isUtf8(toUtf8(none)));
  }
  CHECK(toUtf8("a\xff\xc3z\u00e4") == "a\ufffd\ufffdz\u00e4");
  CHECK(quoteJson("\xff\"") == "\"\ufffd\\\"\"");
}

}  // namespace loupe::test
