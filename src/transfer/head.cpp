#include "transfer/head.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "error.h"
#include "transfer/calibration.h"
#include "transfer/groups.h"
#include "transfer/ridge.h"
#include "transfer/shots.h"

namespace loupe {
namespace {

constexpr double kStrengths[] = {0.1, 0.3, 1, 3, 10};
// What an unusual strength must be better by, as the loss of so many photos for a strength e times the usual one:
// left-out photos of a few say little.
constexpr double kPriorPhotos = 1;

// A shot is judged if its class has one photo of other shots for each so many of its own: by fewer, which keep the
// little weight that they had, it would be judged wrongly.
constexpr size_t kLeastOthers = 2;

// The photos of one group, as least squares takes them.
struct Problem {
  std::vector<size_t> photos;  // of the examples
  RidgeProblem ridge;
  std::vector<double> tested;  // [photo]: its weight, or 0 where it is not judged
};

// The products of features minus their mean.
std::vector<double> centredKernel(const Examples& examples, std::span<const size_t> photos) {
  const size_t n = photos.size();
  std::vector<double> kernel(n * n);
  std::vector<double> means(n);
  double mean = 0;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      kernel[i * n + j] = double{examples.product(photos[i], photos[j])};
      means[i] += kernel[i * n + j] / static_cast<double>(n);
    }
    mean += means[i] / static_cast<double>(n);
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) kernel[i * n + j] += mean - means[i] - means[j];
  }
  return kernel;
}

// `labels`: of all examples, below `classes`.
Problem problemOf(const Examples& examples, std::vector<size_t> photos,
                  std::span<const uint32_t> labels, size_t classes) {
  Problem problem{std::move(photos), {}, {}};
  RidgeProblem& ridge = problem.ridge;
  ridge.photos = problem.photos.size();
  ridge.classes = classes;
  ridge.kernel = centredKernel(examples, problem.photos);
  ridge.shots = findShots(examples, problem.photos);
  std::vector<size_t> ofClass(classes);
  std::vector<size_t> ofShot(problem.photos.size());
  for (size_t i = 0; i < ridge.photos; ++i) {
    ridge.labels.push_back(labels[problem.photos[i]]);
    ++ofClass[ridge.labels[i]];
    ++ofShot[ridge.shots[i]];
  }
  for (size_t i = 0; i < ridge.photos; ++i) {
    const size_t all = ofClass[ridge.labels[i]];
    const size_t shot = ofShot[ridge.shots[i]];
    const double weight = static_cast<double>(ridge.photos) / static_cast<double>(classes * all);
    ridge.weights.push_back(weight);
    problem.tested.push_back(kLeastOthers * (all - shot) >= shot ? weight : 0);
  }
  return problem;
}

struct Choice {
  double strength;
  RidgeSolution solution;
};

// From 1 on in both directions, for as long as it gets better.
Choice chooseStrength(const Problem& problem) {
  const RidgeProblem& ridge = problem.ridge;
  const auto scoreOf = [&](const Choice& choice) {
    const double unusual = std::log(choice.strength);
    return fitSharpness(choice.solution.leftOut, ridge.labels, problem.tested, ridge.classes).loss +
           kPriorPhotos * unusual * unusual;
  };
  const auto at = [&](std::ptrdiff_t index) {
    return Choice{kStrengths[index], solveRidge(problem.ridge, kStrengths[index])};
  };
  constexpr std::ptrdiff_t kStart = std::size(kStrengths) / 2;
  Choice best = at(kStart);
  double least = scoreOf(best);
  for (const std::ptrdiff_t direction : {1, -1}) {
    const double before = least;
    for (std::ptrdiff_t i = kStart + direction; i >= 0 && i < std::ssize(kStrengths);
         i += direction) {
      Choice next = at(i);
      const double score = scoreOf(next);
      if (!(score < least)) break;
      least = score;
      best = std::move(next);
    }
    if (least < before) break;
  }
  return best;
}

// Adds `factor` times the kernel = dual' X of a solution, and the bias that makes up for the features' mean.
void addWeights(Head& head, const Examples& examples, const Problem& problem,
                const RidgeSolution& solution, double factor) {
  const size_t classes = problem.ridge.classes;
  const size_t size = examples.size();
  std::vector<float> kernel(classes * size);
  std::vector<float> mean(size);
  for (size_t i = 0; i < problem.photos.size(); ++i) {
    const std::span<const float> features = examples.features(problem.photos[i]);
    const float share = 1 / static_cast<float>(problem.photos.size());
    for (size_t f = 0; f < size; ++f) mean[f] += share * features[f];
    for (size_t c = 0; c < classes; ++c) {
      const auto dual = static_cast<float>(factor * solution.dual[i * classes + c]);
      float* row = &kernel[c * size];
      for (size_t f = 0; f < size; ++f) row[f] += dual * features[f];
    }
  }
  for (size_t c = 0; c < classes; ++c) {
    const float offset = dot(std::span(kernel).subspan(c * size, size), mean);
    head.bias[c] += static_cast<float>(factor * solution.bias[c]) - offset;
  }
  for (size_t i = 0; i < kernel.size(); ++i) head.kernel[i] += kernel[i];
}

// The classes that have photos, ascending.
std::vector<uint32_t> classesOf(const Examples& examples) {
  const std::set<uint32_t> classes(examples.labels().begin(), examples.labels().end());
  return {classes.begin(), classes.end()};
}

// The examples' labels as indices of `classes`.
std::vector<uint32_t> labelsAmong(const Examples& examples, std::span<const uint32_t> classes) {
  std::vector<uint32_t> labels;
  for (const uint32_t label : examples.labels()) {
    const auto found = std::ranges::lower_bound(classes, label);
    labels.push_back(static_cast<uint32_t>(found - classes.begin()));
  }
  return labels;
}

// The photos in an order that is the same however they came, so that they are in the same groups.
std::vector<size_t> inOrder(const Examples& examples) {
  std::vector<size_t> order(examples.count());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, [&](size_t a, size_t b) {
    return std::ranges::lexicographical_compare(examples.features(a), examples.features(b));
  });
  return order;
}

// As groupPhotos, which deals the photos out in that order.
std::vector<std::vector<size_t>> groupsOf(const Examples& examples,
                                          std::span<const uint32_t> labels, size_t classes) {
  const std::vector<size_t> order = inOrder(examples);
  std::vector<uint32_t> ordered;
  for (const size_t photo : order) ordered.push_back(labels[photo]);
  std::vector<std::vector<size_t>> groups = groupPhotos(ordered, classes);
  for (std::vector<size_t>& group : groups) {
    for (size_t& photo : group) photo = order[photo];
    std::ranges::sort(group);
  }
  return groups;
}

}  // namespace

TrainedHead trainHead(const Examples& examples) {
  if (examples.count() == 0) {
    throw Error(ErrorCode::BadDataset, "there are no photos to learn from");
  }
  TrainedHead trained;
  Head& head = trained.head;
  head.classes = classesOf(examples);
  const size_t classes = head.classes.size();
  const std::vector<uint32_t> labels = labelsAmong(examples, head.classes);

  std::vector<Problem> problems;
  std::vector<RidgeSolution> solutions;
  std::vector<double> leftOut(labels.size() * classes);
  std::vector<double> tested(labels.size());
  uint32_t shots = 0;
  trained.shots.resize(labels.size());
  for (std::vector<size_t>& photos : groupsOf(examples, labels, classes)) {
    problems.push_back(problemOf(examples, std::move(photos), labels, classes));
    const Problem& problem = problems.back();
    if (solutions.empty()) {
      Choice choice = chooseStrength(problem);
      trained.strength = choice.strength;
      solutions.push_back(std::move(choice.solution));
    } else {
      solutions.push_back(solveRidge(problem.ridge, trained.strength));
    }
    for (size_t i = 0; i < problem.photos.size(); ++i) {
      const size_t photo = problem.photos[i];
      tested[photo] = problem.tested[i];
      trained.shots[photo] = shots + problem.ridge.shots[i];
      std::copy_n(&solutions.back().leftOut[i * classes], classes, &leftOut[photo * classes]);
    }
    shots += std::ranges::max(problem.ridge.shots) + 1;
  }

  trained.sharpness = fitSharpness(leftOut, labels, tested, classes).sharpness;
  head.kernel.resize(classes * examples.size());
  head.bias.resize(classes);
  const double factor = trained.sharpness / static_cast<double>(problems.size());
  for (size_t i = 0; i < problems.size(); ++i) {
    addWeights(head, examples, problems[i], solutions[i], factor);
  }
  head.novelty = measureNovelty(examples, labels, classes);
  for (const double output : leftOut) {
    trained.leftOut.push_back(static_cast<float>(trained.sharpness * output));
  }
  for (size_t i = 0; i < labels.size(); ++i) {
    softmaxInPlace(std::span(trained.leftOut).subspan(i * classes, classes));
    trained.judged.push_back(tested[i] > 0);
  }
  return trained;
}

std::vector<float> probabilities(const Head& head, std::span<const float> features) {
  std::vector<float> outputs;
  for (size_t c = 0; c < head.classes.size(); ++c) {
    const std::span row = std::span(head.kernel).subspan(c * features.size(), features.size());
    outputs.push_back(dot(row, features) + head.bias[c]);
  }
  softmaxInPlace(outputs);
  return outputs;
}

}  // namespace loupe
