// Tables whose first line names their columns.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace loupe::test {

using TsvRow = std::map<std::string, std::string>;

inline std::vector<std::string> splitAt(const std::string& line, char separator) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, separator);) cells.push_back(cell);
  return cells;
}

inline std::vector<TsvRow> readTsv(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = splitAt(line, '\t');
  std::vector<TsvRow> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = splitAt(line, '\t');
    TsvRow& row = rows.emplace_back();
    for (size_t i = 0; i < names.size(); ++i) row[names[i]] = i < cells.size() ? cells[i] : "";
  }
  return rows;
}

}  // namespace loupe::test
