// Picture files made to be hard, each with what a good decoder makes of it (LOUPE_DATA/decoder).
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <optional>

#include "image/decode.h"
#include "image/format.h"
#include "support/errors.h"
#include "support/files.h"
#include "support/tsv.h"

namespace loupe::test {
namespace {

// In 8-bit steps: decoders differ in how they round and enlarge colour.
constexpr double kMeanTolerance = 3;

std::array<double, 3> meanOf(const ImageView& photo) {
  std::array<double, 3> mean{};
  const size_t count = static_cast<size_t>(photo.width) * static_cast<size_t>(photo.height);
  const auto channels = static_cast<size_t>(photo.channels);
  for (size_t i = 0; i < count; ++i) {
    for (size_t c = 0; c < mean.size(); ++c) mean[c] += photo.pixels[i * channels + c];
  }
  for (double& value : mean) value /= static_cast<double>(count);
  return mean;
}

bool isSeenThrough(const ImageView& photo) {
  const size_t count = static_cast<size_t>(photo.width) * static_cast<size_t>(photo.height);
  for (size_t i = 0; photo.channels == 4 && i < count; ++i) {
    if (photo.pixels[4 * i + 3] != 255) return true;
  }
  return false;
}

void checkPicture(const ImageView& photo, TsvRow& row) {
  CHECK(std::to_string(photo.width) == row["width"]);
  CHECK(std::to_string(photo.height) == row["height"]);
  if (!row["exif_orientation"].empty()) {
    CHECK(std::to_string(static_cast<int>(photo.orientation)) == row["exif_orientation"]);
  }
  if (photo.opaque) CHECK_FALSE(isSeenThrough(photo));
  if (row["mean_rgb"].empty()) return;
  const std::vector<std::string> expected = splitAt(row["mean_rgb"], ',');
  const std::array<double, 3> mean = meanOf(photo);
  for (size_t c = 0; c < mean.size(); ++c) {
    CAPTURE(c);
    CHECK(std::fabs(mean[c] - std::stod(expected[c])) <= kMeanTolerance);
  }
}

struct Answer {
  std::optional<Image> image;
  std::optional<Error> error;
};

Answer decodeOrError(std::span<const std::byte> file) {
  try {
    return {decode(file), std::nullopt};
  } catch (const Error& error) {
    return {std::nullopt, error};
  }
}

void checkAnswer(TsvRow& row, std::span<const std::byte> file) {
  const Answer answer = decodeOrError(file);
  const std::string said = answer.error ? answer.error->what() : "nothing";
  CAPTURE(said);
  const std::string& expected = row["expect"];
  if (sniffFormat(file) == ImageFormat::WebP) {
    // The browser's to show.
    CHECK((answer.error && answer.error->code() == ErrorCode::UnsupportedFormat));
  } else if (expected == "accept") {
    CHECK(answer.image);
    if (answer.image) checkPicture(answer.image->view(), row);
  } else if (expected == "reject") {
    CHECK(answer.error);
  }
  // "either" and "limit" only have to answer, in bounded memory.
}

}  // namespace

TEST_CASE("hard picture files are shown or refused as they deserve") {
  const auto data = photoData();
  if (!data) return;
  for (TsvRow& row : readTsv(*data / "decoder/manifest.tsv")) {
    CAPTURE(row["file"]);
    CAPTURE(row["what"]);
    checkAnswer(row, readFile(*data / "decoder" / row["file"]));
  }
}

}  // namespace loupe::test
