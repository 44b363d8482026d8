// Which model looked at a library's photos: what two models make of photos cannot be compared. A model is named by the hash
// of its file (content_hash.h).
#pragma once

#include <cstdint>

#include "library/content_hash.h"
#include "library/store/database.h"
#include "library/store/embeddings.h"

namespace loupe {

// Throws LibraryError(OtherModel) when another one looked at the photos.
void requireModel(const Database& library, const ContentHash& model);

// The same, before it looks at photos: a library that knows of no model is this one's from now on.
void takeModel(const Database& library, const ContentHash& model);

// Has the model look again at all photos of a folder, and at those of all folders where another one did: the next IndexRun
// of each does. Until then they are found by what was known of them, but not by likeness. People's tags stay.
void lookAgain(const Database& library, Embeddings& embeddings, int64_t root,
               const ContentHash& model);

}  // namespace loupe
