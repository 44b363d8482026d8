// How right a classifier is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace loupe {

struct ClassMetrics {
  size_t count = 0;      // photos of the class
  double precision = 0;  // share of those named so that are; 0 when none is named so
  double recall = 0;     // share of those that are so that are named so
};

class Metrics {
 public:
  explicit Metrics(size_t classes) : classes_(classes), confusion_(classes * classes) {}

  // One photo: the probabilities of all classes, and which one it is of.
  void add(std::span<const float> probabilities, uint32_t label);

  size_t count() const { return count_; }
  double accuracy() const;
  double topAccuracy(size_t k) const;  // share of photos whose class is among the k most probable

  // Row: the photos' class; column: the one that they were given.
  size_t confusion(size_t actual, size_t given) const {
    return confusion_[actual * classes_ + given];
  }
  ClassMetrics ofClass(size_t index) const;
  size_t classes() const { return classes_; }

 private:
  size_t classes_;
  size_t count_ = 0;
  std::vector<size_t> confusion_;
  std::vector<size_t> ranks_;  // [r]: photos whose class has r more probable ones before it
};

}  // namespace loupe
