#include "library/search_plan.h"

#include <algorithm>

#include "error.h"

namespace loupe {
namespace {

// When a photo was taken, else when its file was last changed.
constexpr std::string_view kWhen = "coalesce(taken, modified / 1000)";

class SqlBuilder {
 public:
  SqlBuilder& text(std::string_view text) {
    sql_.text += text;
    return *this;
  }
  SqlBuilder& parameter(std::variant<int64_t, std::string> value) {
    sql_.text += '?';
    sql_.parameters.push_back(std::move(value));
    return *this;
  }
  template <typename Values>
  SqlBuilder& list(const Values& values) {
    const char* separator = "(";
    for (const auto& value : values) {
      text(separator).parameter(value);
      separator = ", ";
    }
    return text(")");
  }
  // Text that stands in for a choice of rows; its parameters come in the same place.
  SqlBuilder& nested(const Sql& sql) {
    sql_.text += sql.text;
    sql_.parameters.insert(sql_.parameters.end(), sql.parameters.begin(), sql.parameters.end());
    return *this;
  }
  Sql take() { return std::move(sql_); }

 private:
  Sql sql_;
};

// SQLite folds the letters from A to Z.
SqlBuilder& fromNamed(SqlBuilder& sql, const std::string& fileName) {
  return sql.text(" FROM photo WHERE error IS NULL AND instr(lower(path), ")
      .parameter(fileName)
      .text(") > 0");
}

// The ids of all words of a term; empty when the library lacks one.
std::vector<int64_t> wordIds(const SearchTerm& term, const Matches& matches) {
  std::set<int64_t> ids;
  for (const std::string& word : term.words) {
    const auto found = matches.words.find(word);
    if (found == matches.words.end()) return {};
    ids.insert(found->second);
  }
  return {ids.begin(), ids.end()};
}

// The tags whose names have all words of a term.
std::vector<int64_t> tagIds(const SearchTerm& term, const Matches& matches) {
  std::vector<int64_t> ids;
  if (term.words.empty()) return ids;
  for (const auto& [id, name] : matches.tags) {
    const bool hasAll = std::ranges::all_of(term.words, [&](const std::string& word) {
      return std::ranges::find(name, word) != name.end();
    });
    if (hasAll) ids.push_back(id);
  }
  return ids;
}

// Each gives rows (photo, score): the ways in which a photo can have a term.
std::vector<Sql> branchesOf(const SearchTerm& term, const Matches& matches, uint32_t cutOff) {
  std::vector<Sql> branches;
  for (const uint32_t id : term.concepts) {
    branches.push_back(
        SqlBuilder()
            .text("SELECT photo, permille AS score FROM photo_concept WHERE concept = ")
            .parameter(int64_t{id})
            .text(" AND permille >= ")
            .parameter(int64_t{cutOff})
            .take());
  }
  if (const std::vector<int64_t> words = wordIds(term, matches); !words.empty()) {
    branches.push_back(SqlBuilder()
                           .text("SELECT photo, ")
                           .parameter(int64_t{kWordScore})
                           .text(" AS score FROM photo_word WHERE word IN ")
                           .list(words)
                           .text(" GROUP BY photo HAVING count(*) = ")
                           .parameter(static_cast<int64_t>(words.size()))
                           .take());
  }
  if (matches.fileNames.contains(term.fileName)) {
    SqlBuilder named;
    named.text("SELECT id AS photo, ").parameter(int64_t{kWordScore}).text(" AS score");
    branches.push_back(fromNamed(named, term.fileName).take());
  }
  if (const std::vector<int64_t> tags = tagIds(term, matches); !tags.empty()) {
    branches.push_back(SqlBuilder()
                           .text("SELECT photo, permille AS score FROM photo_tag WHERE tag IN ")
                           .list(tags)
                           .take());
  }
  if (term.dates) {
    branches.push_back(SqlBuilder()
                           .text("SELECT id AS photo, 1000 AS score FROM photo WHERE ")
                           .text(kWhen)
                           .text(" >= ")
                           .parameter(term.dates->from)
                           .text(" AND ")
                           .text(kWhen)
                           .text(" < ")
                           .parameter(term.dates->to)
                           .take());
  }
  return branches;
}

// Rows (photo, score), each photo once.
Sql rowsOf(const SearchTerm& term, const Matches& matches, uint32_t cutOff) {
  const std::vector<Sql> branches = branchesOf(term, matches, cutOff);
  if (branches.empty()) return {"SELECT 0 AS photo, 0 AS score WHERE 0", {}};
  const bool hasEachPhotoOnce = branches.size() == 1 && tagIds(term, matches).size() < 2;
  if (hasEachPhotoOnce) return branches[0];
  SqlBuilder rows;
  rows.text("SELECT photo, max(score) AS score FROM (");
  for (size_t i = 0; i < branches.size(); ++i) {
    // In a SELECT of its own: one of them has a GROUP BY.
    rows.text(i > 0 ? " UNION ALL SELECT * FROM (" : "SELECT * FROM (")
        .nested(branches[i])
        .text(")");
  }
  return rows.text(") GROUP BY photo").take();
}

}  // namespace

Sql lookUpWords(const std::vector<SearchTerm>& terms) {
  std::set<std::string> words;
  for (const SearchTerm& term : terms) words.insert(term.words.begin(), term.words.end());
  if (words.empty()) return {};
  return SqlBuilder().text("SELECT id, text FROM word WHERE text IN ").list(words).take();
}

Sql lookUpFileName(const std::string& fileName) {
  SqlBuilder sql;
  return fromNamed(sql.text("SELECT 1"), fileName).text(" LIMIT 1").take();
}

Sql planSearch(const Query& query, const std::vector<SearchTerm>& terms, const Matches& matches,
               size_t limit, uint32_t cutOff) {
  if (const size_t count = terms.size() + query.cameras.size(); count > kMostTerms) {
    throw Error(ErrorCode::NotSupported, "a search has at most " + std::to_string(kMostTerms) +
                                             " words and names; this one has " +
                                             std::to_string(count));
  }
  SqlBuilder from;
  std::string score;
  size_t number = 0;
  for (const SearchTerm& term : terms) {
    if (term.excluded) continue;
    const bool isFirst = score.empty();
    const std::string name = "t" + std::to_string(number++);
    from.text(isFirst ? "(" : " JOIN (").nested(rowsOf(term, matches, cutOff)).text(") AS " + name);
    if (!isFirst) from.text(" ON " + name + ".photo = t0.photo");
    score = isFirst ? "t0.score" : score + " * " + name + ".score / 1000";
  }
  const bool hasTerms = !score.empty();
  if (!hasTerms) {
    score = "1000";
    from.text("(SELECT id AS photo, ")
        .text(kWhen)
        .text(" AS moment FROM photo WHERE error IS NULL) AS t0");
  }

  SqlBuilder where;
  const char* conjunction = " WHERE ";
  for (const CameraFilter& camera : query.cameras) {
    where.text(conjunction)
        .text("t0.photo ")
        .text(camera.excluded ? "NOT IN" : "IN")
        .text(" (SELECT id FROM photo WHERE instr(lower(camera), ")
        .parameter(camera.text)
        .text(") > 0)");
    conjunction = " AND ";
  }
  for (const SearchTerm& term : terms) {
    if (!term.excluded) continue;
    where.text(conjunction)
        .text("t0.photo NOT IN (SELECT photo FROM (")
        .nested(rowsOf(term, matches, cutOff))
        .text("))");
    conjunction = " AND ";
  }
  return SqlBuilder()
      .text("SELECT t0.photo, " + score + " AS score FROM ")
      .nested(from.take())
      .nested(where.take())
      .text(hasTerms ? " ORDER BY score DESC, t0.photo DESC LIMIT "
                     : " ORDER BY t0.moment DESC, t0.photo DESC LIMIT ")
      .parameter(static_cast<int64_t>(limit))
      .take();
}

std::vector<std::string> unknownTerms(const std::vector<SearchTerm>& terms,
                                      const Matches& matches) {
  std::vector<std::string> unknown;
  for (const SearchTerm& term : terms) {
    if (branchesOf(term, matches, kCutOff).empty()) unknown.push_back(term.text);
  }
  return unknown;
}

}  // namespace loupe
