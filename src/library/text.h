// Text as search compares it: without case and accents, cut into words, singular.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace loupe {

// Lower case, and Latin letters without their accents: "Café" is "cafe". Of Greek and Cyrillic only the case goes.
// Bytes that are no UTF-8 become spaces.
std::string foldText(std::string_view text);

// The words of folded text: runs of letters and digits; an apostrophe inside a word belongs to it.
std::vector<std::string> splitWords(std::string_view folded);

// By English rules: "beaches" is "beach", "berries" is "berry". What is singular already stays as it is, mostly; both
// sides of a comparison go through here, so that "lens" is "len" on both does no harm.
std::string singular(std::string_view word);

// How many letters must be put in, taken out, replaced or swapped with their neighbour to make `b` of `a`; at most
// `limit` + 1. Damerau, "A technique for computer detection and correction of spelling errors", 1964, in its
// restricted form.
size_t editDistance(std::string_view a, std::string_view b, size_t limit);

}  // namespace loupe
