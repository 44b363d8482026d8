#include "image/decode.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/bytes.h"
#include "support/errors.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text)); }

bool shows(const Image& image, const Picture& picture) {
  const ImageView& view = image.view();
  return view.width == picture.width && view.height == picture.height &&
         view.channels == picture.channels &&
         std::equal(picture.pixels.begin(), picture.pixels.end(), view.pixels);
}

}  // namespace

TEST_CASE("pictures come out as they went in") {
  const Picture rgb = randomPicture(13, 7, 3, 1);
  const Picture rgba = randomPicture(13, 7, 4, 2);
  CHECK(shows(decode(bmpFile(rgb)), rgb));
  CHECK(shows(decode(bmpFile(rgb, /*topDown=*/true)), rgb));
  CHECK(shows(decode(pngFile(rgb)), rgb));
  CHECK(shows(decode(pngFile(rgba)), rgba));
  CHECK(shows(decode(pnmFile(rgb)), rgb));
}

TEST_CASE("a grey JPEG comes out as RGB") {
  const Image image = decode(jpegFile(21, 10, 200));
  CHECK(image.view().width == 21);
  CHECK(image.view().height == 10);
  CHECK(image.view().channels == 3);
  CHECK(std::all_of(image.view().pixels, image.view().pixels + 21 * 10 * 3,
                    [](uint8_t value) { return value == 200; }));
}

TEST_CASE("a file that is no photo is refused with what is wanted") {
  checkError(ErrorCode::BadImage, "the file is empty", [] { decode({}); });
  checkError(ErrorCode::BadImage, "not a photo; JPEG, PNG",
             [] { decode(bytesOf("<html></html>")); });
  checkError(ErrorCode::BadImage, "not a photo", [] { decode(bytesOf("\x01")); });
}

TEST_CASE("a photo in a format of others is named") {
  using namespace std::string_view_literals;
  const auto refused = [](std::string_view name, std::string_view start) {
    checkError(ErrorCode::UnsupportedFormat, name, [&] { decode(bytesOf(start)); });
  };
  refused("WebP", "RIFF\x10\0\0\0WEBPVP8 "sv);
  refused("AVIF",
          "\0\0\0\x1c"
          "ftypavif"sv);
  refused("HEIC",
          "\0\0\0\x1c"
          "ftypheic"sv);
  refused("TIFF", "II*\0\x08\0\0\0"sv);
  refused("JPEG XL", "\xff\x0a\0\0"sv);
  refused("SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>"sv);
}

TEST_CASE("a claim beyond the limits is refused before its pixels are looked for") {
  checkError(ErrorCode::ImageTooLarge, "claims 60000 x 60000 pixels; at most 120 megapixels",
             [] { decode(pngHeader(60'000, 60'000)); });
  checkError(ErrorCode::ImageTooLarge, "claims 65536 x 1 pixels",
             [] { decode(pngHeader(65'536, 1)); });
  checkError(ErrorCode::ImageTooLarge, "at most 1 megapixels", [] {
    decode(bmpFile(randomPicture(1001, 1000, 3, 1)), DecodeLimits{2000, 1'000'000});
  });
}

TEST_CASE("a claim without the pixels is a damaged photo") {
  checkError(ErrorCode::BadImage, "the PNG is damaged", [] { decode(pngHeader(10, 10)); });
  checkError(ErrorCode::BadImage, "its header", [] { decode(pngHeader(0, 10)); });
}

TEST_CASE("a photo cut anywhere is shown in part or refused") {
  const Picture picture = randomPicture(5, 4, 3, 3);
  for (const auto& file :
       {bmpFile(picture), pngFile(picture), pnmFile(picture), jpegFile(16, 8, 90)}) {
    for (size_t size = 0; size < file.size(); ++size) {
      const auto error = errorOf([&] { decode(std::span(file).first(size)); });
      if (error) CHECK(std::string_view(error->what()).size() > 20);
    }
  }
}

TEST_CASE("a JPEG without a scan is damaged, not black") {
  checkError(ErrorCode::BadImage, "ends before its picture data",
             [] { decode(jpegFile(8, 8, 90, {}, /*scans=*/0)); });
}

TEST_CASE("a JPEG of endless scans is refused: each walks over the whole picture") {
  CHECK_NOTHROW(decode(jpegFile(8, 8, 90, {}, /*scans=*/100)));
  checkError(ErrorCode::BadImage, "its 21 scans are more than 20, the most for so many pixels",
             [] { decode(jpegFile(10'000, 10'000, 90, {}, /*scans=*/21)); });
}

TEST_CASE("a PNG whose compressed data outweighs its pixels fits in the decoder's memory") {
  // Noise in chunks: the buffer that joins them doubles up to twice the file.
  const Picture picture = randomPicture(6, 4, 3, 4);
  std::vector<std::byte> file = pngFile(picture);
  const size_t dataAt = file.size() - 12 - 4;  // before the data's checksum and IEND
  ByteWriter junk(ByteOrder::Big);
  junk.bytes(std::span(file).first(dataAt)).u32(0);
  const std::vector<std::byte> noise(20'000'000);
  junk.u32(noise.size()).text("IDAT").bytes(noise).u32(0);
  junk.bytes(std::span(file).last(12));
  CHECK(shows(decode(junk.written()), picture));
}

TEST_CASE("a photo is decoded the same every time") {
  const std::vector<std::byte> file = pngFile(randomPicture(31, 17, 4, 5));
  const Image first = decode(file);
  const Image second = decode(file);
  CHECK(std::equal(first.view().pixels, first.view().pixels + 31 * 17 * 4, second.view().pixels));
}

}  // namespace loupe::test
