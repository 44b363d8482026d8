// One training step of the convnet of the classic exercise, timed.
#pragma once

#include <cstddef>

namespace loupe::cli {

struct TrainingStepResult {
  size_t threads = 0;
  double stepMs = 0;  // the median
  // What a step moves between memory and caches for the weights of the hidden layer and the optimizer's state of
  // them, as counted while gradients are handed over: each weight is read forward and again backward, where it
  // is written.
  size_t denseBytesRead = 0;
  size_t denseBytesWritten = 0;
};

// Batch 20, 150x150, RMSprop, on noise.
TrainingStepResult measureTrainingStep(int threads);

}  // namespace loupe::cli
