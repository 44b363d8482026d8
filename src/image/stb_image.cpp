// The implementation of stb_image, with only the formats that are wanted and with our allocator.
#include "image/decode_memory.h"

#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_ONLY_GIF
#define STBI_ONLY_BMP
#define STBI_ONLY_TGA
#define STBI_ONLY_PSD
#define STBI_ONLY_PNM
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_ASSERT(condition) (static_cast<void>(0))
#define STBI_MALLOC(bytes) loupe::decodeAllocate(bytes)
#define STBI_REALLOC_SIZED(memory, oldBytes, newBytes) \
  loupe::decodeReallocate(memory, oldBytes, newBytes)
#define STBI_FREE(memory) loupe::decodeFree(memory)
#define STB_IMAGE_IMPLEMENTATION

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image.h>
#pragma GCC diagnostic pop
