// Failures as people read them: a code, and a sentence with the words that matter.
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>

#include "error.h"

namespace loupe::test {

// The Error that `action` throws; nothing when it throws none.
template <typename Action>
std::optional<Error> errorOf(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

// Fails the test unless `action` throws an Error with `code`, whose sentence contains `words`.
template <typename Action>
void checkError(ErrorCode code, std::string_view words, Action action) {
  const std::optional<Error> error = errorOf(action);
  CAPTURE(words);
  REQUIRE_MESSAGE(error, "no Error was thrown");
  CHECK(std::string(toString(error->code())) == std::string(toString(code)));
  const std::string sentence = error->what();
  CAPTURE(sentence);
  CHECK(sentence.find(words) != std::string::npos);
}

}  // namespace loupe::test
