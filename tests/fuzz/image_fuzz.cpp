// Any bytes as a photo, and what decodes as a network's input. The limits are low, so that a fuzzer's
// photo takes milliseconds.
#include "fuzz.h"
#include "image/decode.h"
#include "image/input_transform.h"

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  const Image image = decode(input, {.maxSide = 65'535, .maxPixels = 1'000'000});
  static InputTransform transform(8, 6, {0.875f, {127, 127, 127}, {128, 128, 128}});
  float values[8 * 6 * 3];
  transform.apply(image.view(), values);
}
