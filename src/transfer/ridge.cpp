#include "transfer/ridge.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace loupe {
namespace {

// A square matrix, row by row.
class Matrix {
 public:
  explicit Matrix(size_t size) : size_(size), values_(size * size) {}

  double* row(size_t index) { return values_.data() + index * size_; }
  const double* row(size_t index) const { return values_.data() + index * size_; }
  size_t size() const { return size_; }

 private:
  size_t size_;
  std::vector<double> values_;
};

void addScaled(const double* from, double factor, double* to, size_t count) {
  for (size_t i = 0; i < count; ++i) to[i] += factor * from[i];
}

// Replaces the lower triangle of a positive definite matrix by its Cholesky factor L.
void factorize(Matrix& a) {
  std::vector<double> column(a.size());
  for (size_t k = 0; k < a.size(); ++k) {
    const double pivot = std::sqrt(a.row(k)[k]);
    a.row(k)[k] = pivot;
    for (size_t i = k + 1; i < a.size(); ++i) column[i] = a.row(i)[k] /= pivot;
    for (size_t i = k + 1; i < a.size(); ++i) {
      addScaled(&column[k + 1], -column[i], a.row(i) + k + 1, i - k);
    }
  }
}

// The inverse of a lower triangular matrix.
Matrix invertTriangle(const Matrix& l) {
  Matrix inverse(l.size());
  for (size_t i = 0; i < l.size(); ++i) {
    double* to = inverse.row(i);
    to[i] = 1;
    for (size_t k = 0; k < i; ++k) addScaled(inverse.row(k), -l.row(i)[k], to, k + 1);
    const double factor = 1 / l.row(i)[i];
    for (size_t j = 0; j <= i; ++j) to[j] *= factor;
  }
  return inverse;
}

// `inverse` is that of the Cholesky factor of A. Replaces x by A^-1 x.
void applyInverse(const Matrix& inverse, std::vector<double>& x) {
  const size_t n = inverse.size();
  std::vector<double> result(n);
  for (size_t i = 0; i < n; ++i) {
    double sum = 0;
    for (size_t j = 0; j <= i; ++j) sum += inverse.row(i)[j] * x[j];
    addScaled(inverse.row(i), sum, result.data(), i + 1);
  }
  x = std::move(result);
}

// [shot]: the photos of it.
std::vector<std::vector<size_t>> membersOf(std::span<const uint32_t> shots) {
  std::vector<std::vector<size_t>> members;
  for (size_t i = 0; i < shots.size(); ++i) {
    if (shots[i] >= members.size()) members.resize(shots[i] + 1);
    members[shots[i]].push_back(i);
  }
  return members;
}

// The rows and columns `photos` of P - s s' / d, with P = inverse' inverse.
Matrix blockOf(const Matrix& inverse, std::span<const double> s, double d,
               std::span<const size_t> photos) {
  Matrix block(photos.size());
  for (size_t k = photos.front(); k < inverse.size(); ++k) {
    const double* row = inverse.row(k);
    for (size_t a = 0; a < photos.size() && photos[a] <= k; ++a) {
      for (size_t b = 0; b <= a; ++b) block.row(a)[b] += row[photos[a]] * row[photos[b]];
    }
  }
  for (size_t a = 0; a < photos.size(); ++a) {
    for (size_t b = 0; b <= a; ++b) block.row(a)[b] -= s[photos[a]] * s[photos[b]] / d;
  }
  return block;
}

Matrix regularized(const RidgeProblem& problem, double lambda) {
  Matrix a(problem.photos);
  for (size_t i = 0; i < problem.photos; ++i) {
    std::copy_n(&problem.kernel[i * problem.photos], i + 1, a.row(i));
    a.row(i)[i] += lambda / problem.weights[i];
  }
  return a;
}

}  // namespace

double meanSquare(const RidgeProblem& problem) {
  double sum = 0;
  for (size_t i = 0; i < problem.photos; ++i) sum += problem.kernel[i * (problem.photos + 1)];
  // Photos that are all alike have none; anything positive will do then.
  return std::max(sum / static_cast<double>(problem.photos), 1e-9);
}

RidgeSolution solveRidge(const RidgeProblem& problem, double strength) {
  const size_t n = problem.photos;
  const size_t classes = problem.classes;
  Matrix factor = regularized(problem, strength * meanSquare(problem));
  factorize(factor);
  const Matrix inverse = invertTriangle(factor);

  // With P the inverse, s = P 1 and d its sum: b = s Y / d, dual = P (Y - 1 b), and a shot left out is wrong by
  // its photos' dual, divided by their block of P - s s' / d.
  std::vector<double> s(n, 1.0);
  applyInverse(inverse, s);
  double d = 0;
  for (const double value : s) d += value;

  RidgeSolution solution{std::vector<double>(n * classes), std::vector<double>(classes),
                         std::vector<double>(n * classes)};
  for (size_t c = 0; c < classes; ++c) {
    double bias = 0;
    for (size_t i = 0; i < n; ++i) bias += problem.labels[i] == c ? s[i] / d : 0;
    std::vector<double> dual(n);
    for (size_t i = 0; i < n; ++i) dual[i] = (problem.labels[i] == c) - bias;
    applyInverse(inverse, dual);
    solution.bias[c] = bias;
    for (size_t i = 0; i < n; ++i) solution.dual[i * classes + c] = dual[i];
  }

  for (const std::vector<size_t>& shot : membersOf(problem.shots)) {
    if (shot.size() == n) break;
    Matrix block = blockOf(inverse, s, d, shot);
    factorize(block);
    const Matrix inverseBlock = invertTriangle(block);
    for (size_t c = 0; c < classes; ++c) {
      std::vector<double> wrong;
      for (const size_t photo : shot) wrong.push_back(solution.dual[photo * classes + c]);
      applyInverse(inverseBlock, wrong);
      for (size_t a = 0; a < shot.size(); ++a) {
        const double wanted = problem.labels[shot[a]] == c;
        solution.leftOut[shot[a] * classes + c] = wanted - wrong[a];
      }
    }
  }
  return solution;
}

}  // namespace loupe
