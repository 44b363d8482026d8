// UTF-8, as RFC 3629 has it: no overlong forms, no halves of surrogate pairs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace loupe {

// The bytes of the character at the start of `text`; 0 when there is none.
size_t utf8Length(std::string_view text);

bool isUtf8(std::string_view text);

// With U+FFFD for each byte that belongs to no character, as names of files may have.
std::string toUtf8(std::string_view text);

}  // namespace loupe
