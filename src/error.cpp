#include "error.h"

namespace loupe {

std::string_view toString(ErrorCode code) {
  switch (code) {
    case ErrorCode::BadImage:
      return "bad-image";
    case ErrorCode::UnsupportedFormat:
      return "unsupported-format";
    case ErrorCode::ImageTooLarge:
      return "image-too-large";
    case ErrorCode::BadModel:
      return "bad-model";
    case ErrorCode::BadDataset:
      return "bad-dataset";
    case ErrorCode::OutOfMemory:
      return "out-of-memory";
    case ErrorCode::Aborted:
      return "aborted";
    case ErrorCode::NotSupported:
      return "not-supported";
    case ErrorCode::Network:
      return "network";
    case ErrorCode::Storage:
      return "storage";
  }
  return "not-supported";
}

}  // namespace loupe
