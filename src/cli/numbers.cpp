#include "cli/numbers.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <functional>
#include <string>

namespace loupe::cli {
namespace {

std::string toText(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

// `wanted`: such as "a number above 0".
CLI::Validator number(const std::string& wanted, const std::function<bool(double)>& isGood) {
  const auto objection = [wanted, isGood](const std::string& text) -> std::string {
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    const bool isNumber = error == std::errc() && rest == end && std::isfinite(value);
    return isNumber && isGood(value) ? "" : wanted + " is wanted, not '" + text + "'";
  };
  return {objection, "NUMBER"};
}

}  // namespace

CLI::Validator wholeNumber(uint64_t least) {
  const auto objection = [least](const std::string& text) -> std::string {
    uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc() && rest == end && value >= least) return "";
    return "a whole number from " + std::to_string(least) + " on is wanted, not '" + text + "'";
  };
  return {objection, "WHOLE"};
}

CLI::Validator numberAbove(double limit) {
  return number("a number above " + toText(limit), [=](double value) { return value > limit; });
}

CLI::Validator numberFrom(double least) {
  return number("a number from " + toText(least) + " on",
                [=](double value) { return value >= least; });
}

CLI::Validator numberBetween(double least, double most) {
  return number("a number from " + toText(least) + " to " + toText(most),
                [=](double value) { return value >= least && value <= most; });
}

}  // namespace loupe::cli
