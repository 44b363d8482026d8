#include "image/decode.h"

#include <stb_image.h>

#include <limits>
#include <string>

#include "error.h"
#include "image/byte_reader.h"
#include "image/decode_memory.h"
#include "image/exif.h"
#include "image/format.h"

namespace loupe {
namespace {

// What a decoder may hold: see DecodeLimits.
constexpr size_t kBytesPerPixel = 14;
constexpr size_t kAllowance = 16'000'000;  // bytes

const stbi_uc* stbBytes(std::span<const std::byte> file) {
  return reinterpret_cast<const stbi_uc*>(file.data());
}

[[noreturn]] void failDamaged(ImageFormat format, const std::string& reason) {
  throw Error(ErrorCode::BadImage, "the " + std::string(toString(format)) + " is damaged (" +
                                       reason + "); open it in another program and save it again");
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

// stb_image shows an all-black picture for a JPEG whose scan never starts.
void requireScan(std::span<const std::byte> file) {
  const ByteReader reader(file, ByteOrder::Big);
  size_t at = 2;
  while (const auto marker = reader.u16(at)) {
    if (*marker == 0xffda) return;
    const bool standsAlone = *marker == 0xffff || *marker < 0xff01 ||
                             (*marker >= 0xffd0 && *marker <= 0xffd8) || *marker == 0xff01;
    const auto length = reader.u16(at + 2);
    at += standsAlone || !length ? 1 : 2 + size_t{*length};
  }
  failDamaged(ImageFormat::Jpeg, "it ends before its picture data");
}

struct Claim {
  int width = 0;
  int height = 0;
  int channels = 0;
};

Claim readClaim(std::span<const std::byte> file, ImageFormat format) {
  Claim claim;
  if (!stbi_info_from_memory(stbBytes(file), static_cast<int>(file.size()), &claim.width,
                             &claim.height, &claim.channels) ||
      claim.width <= 0 || claim.height <= 0) {
    failDamaged(format, stbi_failure_reason());
  }
  return claim;
}

void requireWithin(const Claim& claim, const DecodeLimits& limits) {
  const size_t pixels = static_cast<size_t>(claim.width) * static_cast<size_t>(claim.height);
  if (claim.width <= limits.maxSide && claim.height <= limits.maxSide &&
      pixels <= limits.maxPixels) {
    return;
  }
  throw Error(ErrorCode::ImageTooLarge, "the photo claims " + std::to_string(claim.width) + " x " +
                                            std::to_string(claim.height) + " pixels; at most " +
                                            std::to_string(limits.maxPixels / 1'000'000) +
                                            " megapixels and " + std::to_string(limits.maxSide) +
                                            " pixels a side are read");
}

}  // namespace

void Image::Free::operator()(uint8_t* pixels) const { stbi_image_free(pixels); }

Image decode(std::span<const std::byte> file, const DecodeLimits& limits) {
  const ImageFormat format = sniffFormat(file);
  requireDecodable(file, format);
  if (file.size() > static_cast<size_t>(std::numeric_limits<int>::max())) {
    throw Error(ErrorCode::ImageTooLarge, "the file is larger than 2 GB");
  }

  DecodeBudget allowance(kAllowance);
  const Claim claim = readClaim(file, format);
  requireWithin(claim, limits);
  if (format == ImageFormat::Jpeg) requireScan(file);

  const bool transparent = claim.channels == STBI_rgb_alpha || claim.channels == STBI_grey_alpha;
  const int channels = transparent ? STBI_rgb_alpha : STBI_rgb;
  const size_t pixelCount = static_cast<size_t>(claim.width) * static_cast<size_t>(claim.height);
  DecodeBudget budget(kAllowance + kBytesPerPixel * pixelCount);
  int width = 0;
  int height = 0;
  std::unique_ptr<uint8_t[], Image::Free> pixels(
      stbi_load_from_memory(stbBytes(file), static_cast<int>(file.size()), &width, &height,
                            /*channels_in_file=*/nullptr, channels));
  if (!pixels) {
    if (budget.wasExceeded()) failDamaged(format, "it unpacks to more than its size allows");
    failDamaged(format, stbi_failure_reason());
  }
  const ImageView view = {pixels.get(), width, height, channels, readOrientation(file)};
  return {std::move(pixels), view};
}

}  // namespace loupe
