// Checks of options that are numbers. CLI11's own tell of the limits of a type; these, of what is wanted.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

namespace loupe::cli {

CLI::Validator wholeNumber(uint64_t least);
CLI::Validator numberAbove(double limit);
// Neither infinite nor NaN, as in all of these.
CLI::Validator numberBetween(double least, double most);
CLI::Validator numberFrom(double least);

}  // namespace loupe::cli
