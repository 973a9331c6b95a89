// The memory of a control group, in both versions, from files laid out as the kernel lays them out.
#include "cli/terminal/control_group.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace afterlife {
namespace {

namespace fs = std::filesystem;

class Groups {
 public:
  Groups() : folder_(fs::temp_directory_path() / ("control-group-" + std::to_string(::getpid()))) {}
  ~Groups() { fs::remove_all(folder_); }
  Groups& with(const std::string& file, const std::string& text) {
    fs::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file) << text;
    return *this;
  }
  [[nodiscard]] std::optional<std::uint64_t> memory() const {
    return memory_of_control_group((folder_ / "groups").string(), (folder_ / "mounted").string());
  }

 private:
  fs::path folder_;
};

TEST_CASE("a control group of the second version, and those above it") {
  Groups groups;
  CHECK_FALSE(groups.memory());
  CHECK_FALSE(groups.with("groups", "0::/jobs/mine\n").memory());
  CHECK_FALSE(groups.with("mounted/jobs/mine/memory.max", "max\n").memory());
  CHECK(groups.with("mounted/jobs/memory.max", "536870912\n").memory() == 536870912);
  CHECK(groups.with("mounted/jobs/mine/memory.max", "1000\n").memory() == 1000);
  CHECK(groups.with("mounted/jobs/mine/memory.max", "rubbish\n").memory() == 536870912);
}

TEST_CASE("a container sees its own group at the top") {
  CHECK(Groups().with("groups", "0::/\n").with("mounted/memory.max", "4096\n").memory() == 4096);
  CHECK(Groups().with("groups", "0::/../outside\n").with("mounted/memory.max", "4096\n").memory() == 4096);
}

TEST_CASE("a control group of the first version") {
  Groups groups;
  groups.with("groups", "9:name=systemd:/\n4:cpu,memory:/jobs\n0::/\n");
  CHECK_FALSE(groups.with("mounted/memory/jobs/memory.limit_in_bytes", "9223372036854771712\n").memory());
  CHECK(groups.with("mounted/memory/memory.limit_in_bytes", "8192\n").memory() == 8192);
}

}  // namespace
}  // namespace afterlife
