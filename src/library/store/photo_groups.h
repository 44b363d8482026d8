// What follows from a library's photos together, brought up to date when some have come or gone.
#pragma once

#include "library/store/database.h"
#include "library/store/embeddings.h"

namespace loupe {

// Writes which photos are copies or of one burst: photo.burst.
void groupBursts(const Database& library, Embeddings& embeddings);

}  // namespace loupe
