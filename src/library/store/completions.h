// How a query that somebody is typing may go on.
#pragma once

#include <string>
#include <vector>

#include "library/store/database.h"
#include "library/suggestions.h"

namespace loupe {

// Whole queries: the text with its end, one word or more, become the name of a tag; with how many photos each finds.
std::vector<Completion> completeQuery(const Database& library, const std::string& text,
                                      size_t limit);

}  // namespace loupe
