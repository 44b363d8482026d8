// `photoloupe train --model transfer`: a head on a pretrained network.
#pragma once

#include "cli/train_options.h"

namespace loupe::cli {

// Trains and writes the model. With --json one line, as of an epoch: loss and accuracy are those of the training
// photos, each judged by a training without it.
void trainTransfer(const TrainOptions& options);

}  // namespace loupe::cli
