#include "nn/summary.h"

#include <doctest/doctest.h>

#include "models/architecture.h"
#include "models/convnet.h"

namespace loupe::test {

TEST_CASE("the convnet's summary is the practicum's") {
  const Graph convnet = readArchitecture(convnetArchitecture()).graph;
  CHECK(formatSummary("convnet", convnet.summary()) ==
        R"(Model: "convnet"
---------------------------------------------------------------
Layer (type)                    Output Shape            Param #
---------------------------------------------------------------
input (InputLayer)              (None, 150, 150, 3)           0
conv2d (Conv2D)                 (None, 148, 148, 16)        448
max_pooling2d (MaxPooling2D)    (None, 74, 74, 16)            0
conv2d_1 (Conv2D)               (None, 72, 72, 32)        4,640
max_pooling2d_1 (MaxPooling2D)  (None, 36, 36, 32)            0
conv2d_2 (Conv2D)               (None, 34, 34, 64)       18,496
max_pooling2d_2 (MaxPooling2D)  (None, 17, 17, 64)            0
flatten (Flatten)               (None, 18496)                 0
dense (Dense)                   (None, 512)           9,470,464
dense_1 (Dense)                 (None, 1)                   513
---------------------------------------------------------------
Total params: 9,494,561
)");
}

}  // namespace loupe::test
