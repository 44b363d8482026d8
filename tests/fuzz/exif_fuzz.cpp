#include "fuzz.h"
#include "image/exif.h"
#include "image/exif_facts.h"
#include "image/format.h"
#include "image/jpeg_scans.h"

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  static_cast<void>(sniffFormat(input));
  static_cast<void>(countScans(input));
  static_cast<void>(readExifFacts(input));
  const auto orientation = static_cast<int>(readOrientation(input));
  if (orientation < 1 || orientation > 8) __builtin_trap();
}
