// Regularised least squares from features to one-hot classes, in its dual form: the unknowns are a number for
// each photo and class, and only products of photos are needed.
//
// Minimises  sum over photos i of weight[i] * |Y[i] - W x[i] - b|^2  +  lambda |W|^2,  with the bias b free. Saunders,
// Gammerman and Vovk, "Ridge regression learning algorithm in dual variables", 1998. Strong regularisation
// gives W the direction of the class means' differences (the nearest-mean classifier), weak regularisation takes
// the photos' spread into account: one number leads from what is best for one photo a class to what is best for many.
//
// What each photo would have been given by a training without it and the others of its shot follows in closed form: An,
// Liu and Venkatesh, "Fast cross-validation algorithms for least squares support vector machine and kernel ridge
// regression", 2007, equation 12.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace loupe {

struct RidgeProblem {
  size_t photos = 0;
  size_t classes = 0;
  std::vector<double> kernel;    // [photo][photo]: products of the features, each minus their mean
  std::vector<uint32_t> labels;  // below `classes`
  std::vector<double> weights;   // of the photos; positive, of mean 1
  std::vector<uint32_t> shots;   // numbers from 0 on: photos of one are left out together
};

struct RidgeSolution {
  std::vector<double> dual;  // [photo][class]: W = sum over photos of dual * features
  std::vector<double> bias;  // [class], for features minus their mean
  std::vector<double>
      leftOut;  // [photo][class]: the outputs of the training without the photo's shot; 0 when there is no other
};

// The mean of the kernel's diagonal: what lambda is measured in.
double meanSquare(const RidgeProblem& problem);

// lambda = strength * meanSquare. Takes photos^3 / 3 multiplications.
RidgeSolution solveRidge(const RidgeProblem& problem, double strength);

}  // namespace loupe
