#pragma once

#include "kernels/operator.h"

namespace loupe {

// Items of `first` and of `second` float32 values, one after the other.
OperatorPtr makeConcatenate(size_t first, size_t second);

}  // namespace loupe
