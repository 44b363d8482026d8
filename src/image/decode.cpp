#include "image/decode.h"

#include <stb_image.h>

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>

#include "error.h"
#include "image/bmp_rle.h"
#include "image/byte_reader.h"
#include "image/decode_memory.h"
#include "image/exif.h"
#include "image/format.h"
#include "image/jpeg_scans.h"

namespace loupe {
namespace {

// What a decoder may hold: see DecodeLimits.
constexpr size_t kBytesPerPixel = 14;
constexpr size_t kAllowance = 16'000'000;  // bytes
// A PNG's compressed data is put together in a buffer that doubles, while the one before is still there.
constexpr size_t kBytesPerFileByte = 3;

// In 64 bits, and then as many as there can be.
size_t budgetFor(uint64_t pixels, uint64_t fileBytes) {
  const uint64_t bytes = kAllowance + kBytesPerPixel * pixels + kBytesPerFileByte * fileBytes;
  return static_cast<size_t>(std::min<uint64_t>(bytes, std::numeric_limits<size_t>::max()));
}

const stbi_uc* stbBytes(std::span<const std::byte> file) {
  return reinterpret_cast<const stbi_uc*>(file.data());
}

[[noreturn]] void failDamaged(ImageFormat format, std::string_view reason) {
  throw Error(ErrorCode::BadImage, "the " + std::string(toString(format)) + " is damaged (" +
                                       std::string(reason) +
                                       "); open it in another program and save it again");
}

// Why stb_image gave up; it does not always say so.
std::string_view failureReason() {
  const char* reason = stbi_failure_reason();
  return reason ? reason : "it makes no sense";
}

void requireDecodable(std::span<const std::byte> file, ImageFormat format) {
  if (file.empty()) throw Error(ErrorCode::BadImage, "the file is empty; a photo is wanted");
  if (format == ImageFormat::Unknown) {
    throw Error(ErrorCode::BadImage,
                "this is not a photo; JPEG, PNG, GIF, BMP, TGA, PSD or PNM is wanted");
  }
  if (!isDecoded(format)) {
    throw Error(ErrorCode::UnsupportedFormat,
                "this is a " + std::string(toString(format)) +
                    " file, which is not decoded here; save it as JPEG or PNG");
  }
}

// Each scan of a JPEG walks over the whole picture, however few bytes it has: a small file could take hours.
// libjpeg writes ten scans for a progressive JPEG; these are as many for the largest photo, and seconds.
constexpr uint64_t kMaxScannedPixels = 2'000'000'000;

void requireScans(std::span<const std::byte> file, uint64_t pixels) {
  const size_t scans = countScans(file);
  // stb_image would show an all-black picture.
  if (scans == 0) failDamaged(ImageFormat::Jpeg, "it ends before its picture data");
  if (scans > kMaxScannedPixels / pixels) {
    failDamaged(ImageFormat::Jpeg, "its " + std::to_string(scans) + " scans are more than " +
                                       std::to_string(kMaxScannedPixels / pixels) +
                                       ", the most for so many pixels");
  }
}

struct Claim {
  int width = 0;
  int height = 0;
  int channels = 0;
};

Claim readClaim(std::span<const std::byte> file, ImageFormat format) {
  Claim claim;
  const bool understood = stbi_info_from_memory(stbBytes(file), static_cast<int>(file.size()),
                                                &claim.width, &claim.height, &claim.channels) != 0;
  // A BMP whose rows come from the top down has a negative height.
  if (claim.height < 0 && claim.height > std::numeric_limits<int>::min()) {
    claim.height = -claim.height;
  }
  if (!understood || claim.width <= 0 || claim.height <= 0) {
    failDamaged(format, "its header is cut off or makes no sense");
  }
  return claim;
}

void requireWithin(int width, int height, const DecodeLimits& limits) {
  const size_t pixels = static_cast<size_t>(width) * static_cast<size_t>(height);
  if (width <= limits.maxSide && height <= limits.maxSide && pixels <= limits.maxPixels) return;
  throw Error(ErrorCode::ImageTooLarge,
              "the photo claims " + std::to_string(width) + " x " + std::to_string(height) +
                  " pixels; at most " + std::to_string(limits.maxPixels / 1'000'000) +
                  " megapixels and " + std::to_string(limits.maxSide) + " pixels a side are read");
}

// stb_image has a limit of its own for PNG, which it does not tell from damage.
void requirePngWithin(std::span<const std::byte> file, const DecodeLimits& limits) {
  constexpr size_t kWidthAt = 16;  // in IHDR, the first chunk
  constexpr auto kMaxSide = static_cast<uint32_t>(std::numeric_limits<int>::max());
  const ByteReader reader(file, ByteOrder::Big);
  const uint32_t width = reader.u32(kWidthAt).value_or(0);
  const uint32_t height = reader.u32(kWidthAt + 4).value_or(0);
  if (width <= kMaxSide && height <= kMaxSide) {
    requireWithin(static_cast<int>(width), static_cast<int>(height), limits);
  }
}

}  // namespace

void Image::Free::operator()(uint8_t* pixels) const { stbi_image_free(pixels); }

Image decode(std::span<const std::byte> file, const DecodeLimits& limits) {
  const ImageFormat format = sniffFormat(file);
  requireDecodable(file, format);
  if (file.size() > static_cast<size_t>(std::numeric_limits<int>::max())) {
    throw Error(ErrorCode::ImageTooLarge, "the file is larger than 2 GB");
  }

  if (const auto bmp = readRunLengthBmp(file)) {
    requireWithin(bmp->width, bmp->height, limits);
    return decode(unpackRunLengths(file, *bmp), limits);
  }
  if (format == ImageFormat::Png) requirePngWithin(file, limits);

  const DecodeBudget allowance(kAllowance);
  const Claim claim = readClaim(file, format);
  requireWithin(claim.width, claim.height, limits);

  const bool transparent = claim.channels == STBI_rgb_alpha || claim.channels == STBI_grey_alpha;
  // stb_image turns a JPEG's colours by SIMD only when four channels are asked for, which saves a fifth to a
  // quarter of its time.
  const bool four = transparent || (format == ImageFormat::Jpeg && claim.channels == STBI_rgb);
  const int channels = four ? STBI_rgb_alpha : STBI_rgb;
  const size_t pixelCount = static_cast<size_t>(claim.width) * static_cast<size_t>(claim.height);
  if (format == ImageFormat::Jpeg) requireScans(file, pixelCount);
  const DecodeBudget budget(budgetFor(pixelCount, file.size()));
  int width = 0;
  int height = 0;
  std::unique_ptr<uint8_t[], Image::Free> pixels(
      stbi_load_from_memory(stbBytes(file), static_cast<int>(file.size()), &width, &height,
                            /*channels_in_file=*/nullptr, channels));
  if (!pixels) {
    if (budget.wasExceeded()) failDamaged(format, "it unpacks to more than its size allows");
    if (failureReason() == "outofmem") {
      throw Error(ErrorCode::OutOfMemory, "there is not enough memory for a photo of " +
                                              std::to_string(claim.width) + " x " +
                                              std::to_string(claim.height) + " pixels");
    }
    failDamaged(format, failureReason());
  }
  const ImageView view = {pixels.get(),          width,       height, channels,
                          readOrientation(file), !transparent};
  return {std::move(pixels), view};
}

}  // namespace loupe
