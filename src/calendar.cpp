#include "calendar.h"

#include <chrono>

namespace loupe {

std::optional<int64_t> secondsOf(int year, int month, int day, int hour, int minute, int second) {
  const auto isWithin = [](int value, int least, int most) {
    return value >= least && value <= most;
  };
  constexpr int kLeapSecond = 60;
  if (!isWithin(year, 1, 10'000) || !isWithin(month, 1, 12) || !isWithin(day, 1, 31) ||
      !isWithin(hour, 0, 23) || !isWithin(minute, 0, 59) || !isWithin(second, 0, kLeapSecond)) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return ((int64_t{days} * 24 + hour) * 60 + minute) * 60 + second;
}

}  // namespace loupe
