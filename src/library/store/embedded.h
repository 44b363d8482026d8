// Files of the project that the program carries in itself.
#pragma once

#include <string_view>

namespace loupe::embedded {

extern const std::string_view kSchema001;  // src/library/schema/001.sql
extern const std::string_view kSchema002;
extern const std::string_view kVocabulary;   // models/imagenet-vocabulary.tsv
extern const std::string_view kCommonWords;  // models/common-words.txt

}  // namespace loupe::embedded
