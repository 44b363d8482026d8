// What can be searched for: every concept that a model's classes belong to, and people's words for it.
//
// The concepts are the classes, WordNet's hypernyms of them and some of our own ("beach"). A photo is of a concept as
// surely as the probabilities of the classes below it sum up to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace loupe {

struct Concept {
  uint32_t id = 0;  // 2084071 is WordNet 3.0's n02084071; our own are above 99,000,000
  std::string name;
  bool isTag = false;              // people are shown it: not "placental"
  std::vector<std::string> words;  // folded
  std::vector<size_t> parents;     // indices
};

// "n02084071", and back. The latter gives nothing for what is no such id.
std::string wnidOf(uint32_t id);
std::optional<uint32_t> conceptIdOf(std::string_view wnid);

class Vocabulary {
 public:
  // A line a concept: id, 1 for a tag, name, words with | between them, parents' ids with spaces between them. Throws
  // Error(BadModel) naming the line that is none.
  explicit Vocabulary(std::string_view table);

  const std::vector<Concept>& concepts() const { return concepts_; }
  std::optional<size_t> indexOf(uint32_t id) const;

  // The concepts that folded words name, "granny smith" or "dogs"; empty when they name none. The tags of that very
  // name, else the concepts of that name, else all that have it as one of their words.
  std::vector<uint32_t> find(std::string_view words) const;
  // The most words that a name has.
  size_t longestName() const { return longestName_; }

  // The concept and all above it, each once; and it and all below it.
  std::vector<size_t> upwards(size_t index) const;
  std::vector<size_t> downwards(size_t index) const;

  // The tags above a concept, from the top down, by first parents: animal, dog, Samoyed.
  std::vector<size_t> path(size_t index) const;

 private:
  std::vector<uint32_t> findExactly(const std::string& words) const;

  std::vector<Concept> concepts_;
  std::unordered_map<uint32_t, size_t> indices_;
  std::unordered_map<std::string, std::vector<size_t>> byWords_;
  size_t longestName_ = 0;
};

struct ConceptScore {
  uint32_t id = 0;
  uint32_t permille = 0;  // the summed probability, 0 to 1000
};

// From a model's probabilities to those of concepts.
class ConceptSums {
 public:
  // `wnids`: of the model's classes. `vocabulary` outlives this. Throws Error(NotSupported) for a class that the
  // vocabulary lacks.
  ConceptSums(const Vocabulary& vocabulary, std::span<const std::string> wnids);

  // The concepts of at least `floor`, in the vocabulary's order.
  std::vector<ConceptScore> above(std::span<const float> probabilities, uint32_t floor) const;

 private:
  const Vocabulary& vocabulary_;
  std::vector<std::vector<size_t>> classConcepts_;  // [class]: itself and all above it
};

}  // namespace loupe
