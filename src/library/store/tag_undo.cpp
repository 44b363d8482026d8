#include "library/store/tag_undo.h"

#include <array>
#include <string>
#include <vector>

namespace loupe {
namespace {

constexpr const char* kLog = "CREATE TEMP TABLE IF NOT EXISTS tag_undo (sql TEXT NOT NULL)";

struct Trigger {
  const char* name;
  const char* when;
  const char* inverse;  // an expression of the statement that takes it back
};

constexpr std::array<Trigger, 9> kTriggers = {{
    {"tag_new", "INSERT ON main.tag", "printf('DELETE FROM tag WHERE id = %d', new.id)"},
    {"tag_taught", "UPDATE ON main.tag",
     "printf('UPDATE tag SET taught = %d WHERE id = %d', old.taught, new.id)"},
    {"judgement_new", "INSERT ON main.judgement",
     "printf('DELETE FROM judgement WHERE hash = %s AND tag = %d', quote(new.hash), new.tag)"},
    {"judgement_changed", "UPDATE ON main.judgement",
     "printf('UPDATE judgement SET verdict = %d WHERE hash = %s AND tag = %d', old.verdict, "
     "quote(new.hash), new.tag)"},
    {"removed_concept_new", "INSERT ON main.removed_concept",
     "printf('DELETE FROM removed_concept WHERE hash = %s AND concept = %d', quote(new.hash), "
     "new.concept)"},
    {"photo_concept_gone", "DELETE ON main.photo_concept",
     "printf('INSERT OR REPLACE INTO photo_concept SELECT %d, id, %d FROM photo WHERE id = %d', "
     "old.concept, old.permille, old.photo)"},
    {"photo_labels", "UPDATE OF labels ON main.photo WHEN old.labels IS NOT new.labels",
     "printf('UPDATE photo SET labels = %s WHERE id = %d', quote(old.labels), new.id)"},
    {"photo_tag_new", "INSERT ON main.photo_tag",
     "printf('DELETE FROM photo_tag WHERE tag = %d AND photo = %d', new.tag, new.photo)"},
    {"photo_tag_gone", "DELETE ON main.photo_tag",
     "printf('INSERT OR REPLACE INTO photo_tag SELECT %d, id, %d FROM photo WHERE id = %d', "
     "old.tag, old.permille, old.photo)"},
}};

std::string triggerName(const Trigger& trigger) { return "temp.undo_" + std::string(trigger.name); }

}  // namespace

TagRecording::TagRecording(const Database& library) : library_(library) {
  library_.run(kLog);
  library_.run("DELETE FROM tag_undo");
  for (const Trigger& trigger : kTriggers) {
    library_.run("CREATE TRIGGER " + triggerName(trigger) + " AFTER " + trigger.when +
                 " BEGIN INSERT INTO tag_undo VALUES (" + trigger.inverse + "); END");
  }
}

TagRecording::~TagRecording() {
  for (const Trigger& trigger : kTriggers) {
    library_.tryRun(("DROP TRIGGER IF EXISTS " + triggerName(trigger)).c_str());
  }
}

void takeBackTags(const Database& library) {
  library.run(kLog);
  std::vector<std::string> changes;
  Statement rows = library.prepare("SELECT sql FROM tag_undo ORDER BY rowid DESC");
  while (rows.step()) changes.push_back(rows.text(0));
  Transaction transaction(library);
  for (const std::string& change : changes) library.run(change);
  library.run("DELETE FROM tag_undo");
  transaction.commit();
}

}  // namespace loupe
