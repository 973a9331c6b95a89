// A file that is there whole or not at all: it gets its name when it is complete.
//
//   write_whole("run.jsonl", text);        // throws std::filesystem::filesystem_error where it cannot be made,
//                                         // OutputLost where there is no room for it; nothing half-written is left
#pragma once

#include <filesystem>
#include <string>

namespace afterlife {

void write_whole(const std::filesystem::path&, const std::string& text);

// "cannot write run.jsonl: No such file or directory"
std::string in_words(const std::filesystem::filesystem_error&);

}  // namespace afterlife
