// From a file's bytes to pixels, by stb_image.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "image/image.h"

namespace loupe {

// What a file may claim before anything is allocated for it. The decoder itself needs up to 14 bytes a
// pixel (a progressive JPEG) and three times the file, and gets no more than that and a fixed allowance.
struct DecodeLimits {
  int maxSide = 65'535;            // pixels
  size_t maxPixels = 120'000'000;  // phones make 108 megapixels
};

class Image {
 public:
  struct Free {
    void operator()(uint8_t* pixels) const;
  };

  Image(std::unique_ptr<uint8_t[], Free> pixels, const ImageView& view)
      : pixels_(std::move(pixels)), view_(view) {}

  const ImageView& view() const { return view_; }

 private:
  std::unique_ptr<uint8_t[], Free> pixels_;
  ImageView view_;
};

// Decodes JPEG (baseline and progressive, grey, RGB, CMYK), PNG (all depths and palettes), GIF (the first
// frame), BMP, TGA, PSD and PNM to 8-bit RGB; to RGBA where the file has transparency, and for a JPEG in
// colours to opaque RGBA. The pixels stay as they are stored; the view says how to turn them.
//
// Throws Error: UnsupportedFormat for a picture in another format, ImageTooLarge for a claim beyond the
// limits, BadImage for everything that is not a whole picture.
Image decode(std::span<const std::byte> file, const DecodeLimits& limits = {});

}  // namespace loupe
