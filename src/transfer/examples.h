// Labelled features of photos: what a head is trained on. Photos come and go one at a time; products of pairs are
// computed when they are first asked for, and kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace loupe {

class Examples {
 public:
  // `size`: values of each photo's features.
  explicit Examples(size_t size) : size_(size) {}

  // Appends one. Throws Error(BadDataset) for features of another size, that hold what is no number, or that
  // are all zero.
  void add(std::span<const float> features, uint32_t label);
  // The later ones move up.
  void remove(size_t index);
  void setLabel(size_t index, uint32_t label) { labels_[index] = label; }

  size_t size() const { return size_; }
  size_t count() const { return labels_.size(); }
  std::span<const float> features(size_t index) const { return features_[index]; }
  const std::vector<uint32_t>& labels() const { return labels_; }
  float product(size_t a, size_t b) const;

 private:
  size_t size_;
  std::vector<std::vector<float>> features_;
  std::vector<uint32_t> labels_;
  mutable std::vector<std::vector<float>>
      products_;  // row i: with photos 0 to i; NaN: not yet known
};

// The sum of a[i] * b[i]; both have the same length.
float dot(std::span<const float> a, std::span<const float> b);

}  // namespace loupe
