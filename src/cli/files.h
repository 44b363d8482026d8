// Files as the commands take them: photos by name, by folder or listed on standard input; models by name.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace loupe::cli {

// What the arguments stand for, in their order: a file is taken whatever it is called; a folder gives the
// photos in it and in the folders below, by name, each folder once however many links lead to it, hidden ones left out;
// "-" gives a path a line of standard input. Throws Error(Storage) for a folder without photos or one that cannot be read.
std::vector<std::string> listPhotos(const std::vector<std::string>& arguments);

// The whole file of a model given by path or by the name of one that set-up made, "efficientnet-lite0". A head
// alone (models/head_file.h) comes with its network.
// Those lie in the folder $LOUPE_MODELS, else in photoloupe/models of the user's cache folder.
// Throws Error(BadModel) when there is no such model, naming where it was looked for, or it is damaged or another
// program's, naming whose.
std::vector<std::byte> readModel(const std::string& nameOrPath);

}  // namespace loupe::cli
