#pragma once

#include "kernels/operator.h"

namespace loupe {

// output = input * scale + offset, `count` float32 values an item; the output may be the input.
OperatorPtr makeRescale(size_t count, float scale, float offset);

}  // namespace loupe
