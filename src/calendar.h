// Moments as numbers, by the Gregorian calendar and without time zones.
#pragma once

#include <cstdint>
#include <optional>

namespace loupe {

// Seconds since 1970; nothing for what is no moment of the years 1 to 10,000.
std::optional<int64_t> secondsOf(int year, int month, int day, int hour = 0, int minute = 0,
                                 int second = 0);

}  // namespace loupe
