#include "cli/progress_bar.h"

#include <unistd.h>

#include <cstdio>

namespace loupe::cli {
namespace {

constexpr size_t kWidth = 30;  // characters of the bar itself
constexpr auto kRedrawAfter = std::chrono::milliseconds(100);

std::string timeLeft(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole < 60) return std::to_string(whole) + " s left";
  return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s left";
}

}  // namespace

ProgressBar::ProgressBar(size_t total, std::string noun, size_t alreadyDone)
    : total_(total),
      noun_(std::move(noun)),
      alreadyDone_(alreadyDone),
      visible_(isatty(STDERR_FILENO) && total > 1) {}

ProgressBar::~ProgressBar() { wipe(); }

void ProgressBar::show(size_t finished, const std::string& noun) {
  const Clock::time_point now = Clock::now();
  if (!visible_ || now - lastDrawn_ < kRedrawAfter) return;
  lastDrawn_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double rate = static_cast<double>(finished - alreadyDone_) / seconds;
  const size_t filled = kWidth * finished / total_;
  std::string line = "\r[" + std::string(filled, '#') + std::string(kWidth - filled, '.') + "] " +
                     std::to_string(finished) + " of " + std::to_string(total_) + " " + noun;
  if (finished > alreadyDone_) {
    char rateText[32];
    std::snprintf(rateText, sizeof rateText, ", %.1f a second, ", rate);
    line += rateText + timeLeft(static_cast<double>(total_ - finished) / rate);
  }
  std::fprintf(stderr, "%s\x1b[K", line.c_str());
}

void ProgressBar::wipe() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace loupe::cli
