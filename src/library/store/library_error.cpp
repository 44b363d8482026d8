#include "library/store/library_error.h"

namespace loupe {

std::string_view nameOf(LibraryFailure failure) {
  switch (failure) {
    case LibraryFailure::Damaged:
      return "damaged";
    case LibraryFailure::NewerVersion:
      return "newer-version";
    case LibraryFailure::NoLibrary:
      return "no-library";
    case LibraryFailure::Full:
      return "full";
    case LibraryFailure::OtherModel:
      return "other-model";
  }
  return "damaged";
}

}  // namespace loupe
