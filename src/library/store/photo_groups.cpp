#include "library/store/photo_groups.h"

#include <map>
#include <vector>

#include "library/bursts.h"
#include "library/store/photo_store.h"

namespace loupe {
namespace {

constexpr int64_t kNone = 0;  // an id is never 0

struct Photo {
  int64_t id = 0;
  int64_t burst = kNone;  // as it is written
};

}  // namespace

void groupBursts(const Database& library, Embeddings& embeddings) {
  const EmbeddingMatrix& matrix = embeddings.matrix();
  BurstGrouper grouper;
  std::vector<Photo> photos;
  Statement rows =
      library.prepare("SELECT id, hash, taken, burst FROM photo ORDER BY taken, root, path");
  while (rows.step()) {
    const std::optional<size_t> row = matrix.rowOf(rows.integer(0));
    if (!row) continue;
    photos.push_back({rows.integer(0), rows.integer(3)});
    BurstPhoto photo{rows.integer(0), toHash(rows.blob(1)), std::nullopt, matrix.embedding(*row)};
    if (!rows.isNull(2)) photo.taken = rows.integer(2);
    grouper.add(std::move(photo));
  }
  const std::map<int64_t, int64_t> groups = grouper.groups();
  Transaction transaction(library);
  Statement set = library.prepare("UPDATE photo SET burst = nullif(?, 0) WHERE id = ?");
  for (const Photo& photo : photos) {
    const auto group = groups.find(photo.id);
    const int64_t burst = group == groups.end() ? kNone : group->second;
    if (burst != photo.burst) set.run(burst, photo.id);
  }
  transaction.commit();
}

}  // namespace loupe
