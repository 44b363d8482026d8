// Why a library cannot be read or written.
#pragma once

#include <string>
#include <string_view>

#include "error.h"

namespace loupe {

enum class LibraryFailure {
  Damaged,       // its content does not hold together: it must be made again
  NewerVersion,  // a newer Photoloupe made it
  NoLibrary,     // it is another program's database
  Full,          // there is no space left
  OtherModel,    // another model looked at its photos: this one is to look at them again
};

// The failure's public name, such as "newer-version".
std::string_view nameOf(LibraryFailure failure);

// An Error(Storage) that programs can tell from others.
class LibraryError : public Error {
 public:
  LibraryError(LibraryFailure failure, const std::string& sentence)
      : Error(ErrorCode::Storage, sentence), failure_(failure) {}

  LibraryFailure failure() const { return failure_; }

 private:
  LibraryFailure failure_;
};

}  // namespace loupe
