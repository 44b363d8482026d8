#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/found_photos.h"
#include "cli/list_option.h"
#include "cli/numbers.h"
#include "library/native/library_file.h"
#include "library/search_plan.h"
#include "library/store/library_search.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string library;
  std::vector<std::string> words;
  size_t limit = 100;
  double minimum = kCutOff / 1000.0;
  bool json = false;
};

void search(const Options& options) {
  const Database library = openLibrary(options.library);
  std::string query;
  for (const std::string& word : options.words) query += (query.empty() ? "" : " ") + word;
  const auto cutOff = static_cast<uint32_t>(options.minimum * 1000 + 0.5);
  const SearchResult result = searchLibrary(library, query, options.limit, cutOff);
  print(result.photos, options.json);
  for (const std::string& term : result.unknown) {
    std::cerr << "photoloupe: nothing here is called '" << term << "'\n";
  }
  if (!result.suggestion.empty()) {
    std::cerr << "photoloupe: did you mean '" << result.suggestion << "'?\n";
  }
}

}  // namespace

void addSearch(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("search", "Find photos of a library by what is in them");
  command->add_option("LIBRARY", options->library, "The library's file")->required();
  addList(*command, "QUERY", options->words,
          "Words that all must fit: dog beach \"granny smith\" camera:canon 2019..2021; "
          "-word for what must not");
  command->add_option("--limit", options->limit, "The most photos to find")
      ->check(wholeNumber(1))
      ->capture_default_str();
  command->add_option("--minimum", options->minimum, "How probable each word must be for a photo")
      ->check(numberBetween(0, 1))
      ->capture_default_str();
  command->add_flag("--json", options->json, "One JSON array on one line");
  // "-horse" is a word, and not the option -h with something behind it.
  command->set_help_flag("--help", "Print this help message and exit");
  command->allow_extras();
  command->callback([options, command] {
    for (const std::string& word : command->remaining()) {
      if (word == "--") continue;
      if (word.starts_with("--")) throw CLI::ExtrasError({word});
      options->words.push_back(word);
    }
    if (options->words.empty()) throw CLI::RequiredError("QUERY");
    search(*options);
  });
}

}  // namespace loupe::cli
