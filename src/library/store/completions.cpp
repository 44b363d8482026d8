#include "library/store/completions.h"

#include "library/search_plan.h"
#include "library/store/library_search.h"
#include "library/store/tag_store.h"
#include "library/text.h"

namespace loupe {

std::vector<Completion> completeQuery(const Database& library, const std::string& text,
                                      size_t limit) {
  std::vector<Completion> names;
  for (const TagCount& tag : listTags(library)) names.push_back({tag.name, tag.photos});
  // The longest end that is the beginning of something.
  for (size_t start = 0; start < text.size(); start = text.find(' ', start) + 1) {
    if (start == 0 && text[0] == ' ') continue;
    const std::string before = text.substr(0, start);
    std::vector<Completion> found = complete(foldText(text.substr(start)), names, limit);
    for (Completion& completion : found) {
      completion.text = before + completion.text;
      if (before.empty()) continue;
      completion.photos = findPhotos(library, completion.text, SIZE_MAX / 2, kCutOff).photos.size();
    }
    if (!found.empty()) return found;
    if (text.find(' ', start) == std::string::npos) break;
  }
  return {};
}

}  // namespace loupe
