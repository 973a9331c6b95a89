// A file that is there whole or not at all: it gets its name when it is complete.
//
//   write_whole("run.jsonl", text);        // throws std::filesystem::filesystem_error
#pragma once

#include <filesystem>
#include <string>

namespace afterlife {

void write_whole(const std::filesystem::path&, const std::string& text);

}  // namespace afterlife
