// The one kind of failure that the engine reports.
//
// Every error has a code that programs switch on and a sentence that people read: what was wrong and
// what would be right. The codes are the same in C++, on the command line and in JavaScript.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace loupe {

enum class ErrorCode {
  BadImage,           // not a photo, or a damaged one
  UnsupportedFormat,  // a photo in a format that this engine does not decode
  ImageTooLarge,      // the header claims more pixels than the limit
  BadModel,           // not a model, a damaged one, or one whose layers do not fit together
  BadDataset,         // labelled photos that cannot be trained on
  OutOfMemory,
  Aborted,       // the caller asked to stop
  NotSupported,  // this build, device or model cannot do what was asked
  Network,
  Storage,  // a file or a quota could not be read or written
};

// The code's public name, such as "bad-image".
std::string_view toString(ErrorCode code);

class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& sentence) : std::runtime_error(sentence), code_(code) {}

  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace loupe
