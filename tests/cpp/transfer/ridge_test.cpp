// Ridge regression against scikit-learn: tests/fixtures/ridge.
#include "transfer/ridge.h"

#include <doctest/doctest.h>

#include <cmath>

#include "models/json.h"
#include "support/fixture.h"
#include "transfer/examples.h"
#include "transfer/sample_features.h"

namespace loupe::test {
namespace {

struct Problem {
  RidgeProblem ridge;
  std::vector<std::vector<float>> features;
  std::vector<double> mean;
};

std::vector<double> meanOf(const std::vector<std::vector<float>>& features) {
  std::vector<double> mean(features[0].size());
  for (const auto& row : features) {
    for (size_t f = 0; f < row.size(); ++f) {
      mean[f] += double{row[f]} / static_cast<double>(features.size());
    }
  }
  return mean;
}

// What follows from the features.
void fillIn(Problem& problem) {
  problem.mean = meanOf(problem.features);
  problem.ridge.photos = problem.features.size();
  problem.ridge.kernel.clear();
  for (const auto& one : problem.features) {
    for (const auto& other : problem.features) {
      double product = 0;
      for (size_t f = 0; f < one.size(); ++f) {
        product += (double{one[f]} - problem.mean[f]) * (double{other[f]} - problem.mean[f]);
      }
      problem.ridge.kernel.push_back(product);
    }
  }
}

Problem problemOf(const Fixture& fixture) {
  Problem problem;
  const size_t photos = fixture.shape("features")[0];
  const size_t size = fixture.shape("features")[1];
  const std::vector<float> values = fixture.values<float>("features");
  for (size_t i = 0; i < photos; ++i) {
    problem.features.emplace_back(values.begin() + static_cast<std::ptrdiff_t>(i * size),
                                  values.begin() + static_cast<std::ptrdiff_t>((i + 1) * size));
  }
  RidgeProblem& ridge = problem.ridge;
  ridge.classes = fixture.shape("bias")[0];
  std::vector<double> counts(ridge.classes);
  for (const int32_t label : fixture.values<int32_t>("labels")) {
    ridge.shots.push_back(static_cast<uint32_t>(ridge.labels.size()));
    ridge.labels.push_back(static_cast<uint32_t>(label));
    ++counts[ridge.labels.back()];
  }
  for (const uint32_t label : ridge.labels) {
    ridge.weights.push_back(static_cast<double>(photos) /
                            (static_cast<double>(ridge.classes) * counts[label]));
  }
  fillIn(problem);
  return problem;
}

double kernelOf(const Problem& problem, const RidgeSolution& solution, size_t c, size_t f) {
  double sum = 0;
  for (size_t i = 0; i < problem.ridge.photos; ++i) {
    sum += solution.dual[i * problem.ridge.classes + c] * double{problem.features[i][f]};
  }
  return sum;
}

TEST_CASE("weights, biases and what left-out photos are given are scikit-learn's") {
  const auto files = filesIn(fixtures() / "ridge", ".safetensors");
  REQUIRE(files.size() == 3);
  for (const auto& file : files) {
    CAPTURE(file.stem().string());
    const Fixture fixture(file);
    const JsonDocument strength(fixture.file().metadata("strength"), "strength");
    const Problem problem = problemOf(fixture);
    const RidgeSolution solution = solveRidge(problem.ridge, strength.root().number());

    const std::vector<float> kernel = fixture.values<float>("kernel");
    const std::vector<float> bias = fixture.values<float>("bias");
    const size_t size = problem.mean.size();
    for (size_t c = 0; c < problem.ridge.classes; ++c) {
      double offset = 0;
      for (size_t f = 0; f < size; ++f) {
        const double weight = kernelOf(problem, solution, c, f);
        CHECK(std::fabs(weight - double{kernel[c * size + f]}) < 1e-6);
        offset += weight * problem.mean[f];
      }
      CHECK(std::fabs(solution.bias[c] - offset - double{bias[c]}) < 1e-6);
    }
    const std::vector<float> leftOut = fixture.values<float>("left_out");
    for (size_t i = 0; i < leftOut.size(); ++i) {
      CAPTURE(i);
      CHECK(std::fabs(solution.leftOut[i] - double{leftOut[i]}) < 1e-5);
    }
  }
}

// Of the problem without the photos for which `isOut`.
Problem without(const Problem& all, const std::vector<bool>& isOut) {
  Problem rest;
  rest.ridge.classes = all.ridge.classes;
  for (size_t i = 0; i < all.ridge.photos; ++i) {
    if (isOut[i]) continue;
    rest.features.push_back(all.features[i]);
    rest.ridge.labels.push_back(all.ridge.labels[i]);
    rest.ridge.weights.push_back(all.ridge.weights[i]);
    rest.ridge.shots.push_back(static_cast<uint32_t>(rest.ridge.shots.size()));
  }
  return rest;
}

TEST_CASE("photos of a shot are left out together, as a training without them all says") {
  const std::vector<uint32_t> shots{0, 1, 0, 0, 2, 3, 3, 4};
  Problem all;
  for (uint32_t i = 0; i < shots.size(); ++i) {
    all.features.push_back(sampleFeatures(i % 2, i));
    all.ridge.labels.push_back(i % 2);
    all.ridge.weights.push_back(1 + 0.1 * i);
  }
  all.ridge.shots = shots;
  all.ridge.classes = 2;
  fillIn(all);
  const double lambda = 0.7;
  const RidgeSolution solution = solveRidge(all.ridge, lambda / meanSquare(all.ridge));
  for (uint32_t shot = 0; shot < 5; ++shot) {
    std::vector<bool> isOut;
    for (const uint32_t each : shots) isOut.push_back(each == shot);
    Problem rest = without(all, isOut);
    fillIn(rest);
    const RidgeSolution other = solveRidge(rest.ridge, lambda / meanSquare(rest.ridge));
    for (size_t i = 0; i < shots.size(); ++i) {
      if (!isOut[i]) continue;
      for (size_t c = 0; c < 2; ++c) {
        double output = other.bias[c];
        for (size_t f = 0; f < rest.mean.size(); ++f) {
          output += kernelOf(rest, other, c, f) * (double{all.features[i][f]} - rest.mean[f]);
        }
        CHECK(solution.leftOut[i * 2 + c] == doctest::Approx(output).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("photos that are all alike are no reason to divide by nothing") {
  const RidgeProblem problem{3,        2, std::vector<double>(9, 0.0), {0, 1, 1}, {1.5, 0.75, 0.75},
                             {0, 1, 2}};
  const RidgeSolution solution = solveRidge(problem, 1);
  for (const double value : solution.dual) CHECK(std::isfinite(value));
  CHECK(solution.bias[0] == doctest::Approx(0.5));
  CHECK(solution.bias[1] == doctest::Approx(0.5));
}

}  // namespace
}  // namespace loupe::test
