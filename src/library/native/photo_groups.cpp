#include "library/native/photo_groups.h"

#include "library/bursts.h"
#include "library/native/embeddings.h"
#include "library/native/photo_store.h"

namespace loupe {

void groupBursts(const Database& library) {
  BurstGrouper grouper;
  Statement photos = library.prepare(
      "SELECT photo.id, hash, taken, scale, vector FROM photo JOIN embedding ON embedding.photo = "
      "photo.id "
      "ORDER BY taken, root, path");
  while (photos.step()) {
    BurstPhoto photo{photos.integer(0),
                     toHash(photos.blob(1)),
                     std::nullopt,
                     {static_cast<float>(photos.real(3)), toValues(photos.blob(4))}};
    if (!photos.isNull(2)) photo.taken = photos.integer(2);
    grouper.add(std::move(photo));
  }
  Transaction transaction(library);
  library.run("UPDATE photo SET burst = NULL WHERE burst IS NOT NULL");
  Statement set = library.prepare("UPDATE photo SET burst = ? WHERE id = ?");
  for (const auto& [id, first] : grouper.groups()) set.run(first, id);
  transaction.commit();
}

}  // namespace loupe
