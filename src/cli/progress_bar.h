// How far a command is, on standard error, where a person is looking at it.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace loupe::cli {

// Shows nothing when standard error is not a terminal. The line is wiped when the bar goes.
class ProgressBar {
 public:
  // `noun` is what is counted: "photos". `alreadyDone` were finished before, so that they say nothing of the
  // time that is left.
  ProgressBar(size_t total, std::string noun, size_t alreadyDone = 0);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(size_t finished) { show(finished, noun_); }
  void show(size_t finished, const std::string& noun);
  void wipe();  // so that something else can be written

 private:
  using Clock = std::chrono::steady_clock;

  size_t total_;
  std::string noun_;
  size_t alreadyDone_;
  bool visible_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point lastDrawn_ = {};
};

}  // namespace loupe::cli
