#include "cli/foreign_model.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "error.h"

namespace loupe::cli {
namespace {

using std::string_view_literals::operator""sv;

struct Kind {
  size_t offset;  // bytes, of the signature
  std::string_view signature;
  std::string_view words;
};

constexpr std::string_view kExportedFrom = "the .safetensors file that it was exported from";
constexpr std::string_view kOurs = "a .safetensors file that Photoloupe wrote";

constexpr std::array<Kind, 4> kKinds = {{
    {4, "TFL3"sv, "a TensorFlow Lite model"},
    {0, "\x89HDF\r\n\x1a\n"sv, "an HDF5 file, such as Keras's .h5"},
    {0, "PK\x03\x04"sv, "a zip, such as Keras's .keras and PyTorch's .pt"},
    {0, "\x80\x02\x8a\x0a"sv, "a model that PyTorch pickled"},
}};

// A protobuf whose first field is ModelProto.ir_version, a varint, and whose second is a text or message:
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. A safetensors file may begin alike, but its header's length
// leaves bytes 4 to 7 empty.
bool isOnnx(std::string_view file) {
  constexpr char kIrVersion = 0x08;
  constexpr char kNewest = 0x20;  // far above what there is of the format's versions
  constexpr unsigned kWireType = 7;
  constexpr unsigned kWithLength = 2;
  return file.size() >= 8 && file[0] == kIrVersion && file[1] > 0 && file[1] < kNewest &&
         (static_cast<unsigned char>(file[2]) & kWireType) == kWithLength &&
         file.substr(4, 4) != "\0\0\0\0"sv;
}

}  // namespace

void refuseForeignModel(const std::string& path, std::span<const std::byte> file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  const auto refuse = [&](std::string_view kind, std::string_view wanted) {
    throw Error(ErrorCode::BadModel, path + ": this is " + std::string(kind) +
                                         "; what can be read is " + std::string(wanted));
  };
  if (isOnnx(text)) refuse("an ONNX model", kExportedFrom);
  for (const auto& [offset, signature, words] : kKinds) {
    if (text.size() > offset && text.substr(offset).starts_with(signature)) refuse(words, kOurs);
  }
}

}  // namespace loupe::cli
