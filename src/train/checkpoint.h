// All that a Trainer needs to go on as if it had never stopped, as one safetensors file that is also a model
// file of the weights so far. Restored with the same data, options, threads and build, training ends with the
// same weights, bit for bit.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "train/trained_model.h"
#include "train/trainer.h"

namespace loupe {

class Checkpoint {
 public:
  static std::vector<std::byte> save(Trainer& trainer, const ModelDescription& description);

  // Throws Error: BadModel when the file is none, is damaged, or is of another network; BadDataset when it
  // was made with other photos or options that decide the result. The trainer is then as before.
  static void restore(std::span<const std::byte> file, Trainer& trainer);
};

}  // namespace loupe
