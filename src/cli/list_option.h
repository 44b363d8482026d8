// Lists of photos or words at the end of a command.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace loupe::cli {

// Behind "--" everything belongs to the list, though it begin with a dash: `dog -- -cat`. For CLI11 that holds only
// while a list still lacks something, so this one always does; `required()` asks for one of it, as ever.
inline CLI::Option* addList(CLI::App& command, const std::string& name,
                            std::vector<std::string>& list, const std::string& help) {
  constexpr int kMany = CLI::detail::expected_max_vector_size;
  return command.add_option(name, list, help)
      ->expected(kMany, kMany)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace loupe::cli
