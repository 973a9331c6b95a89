// Whether the memory that this process may have is nearly used up, so that work is stopped before Z3 runs into the end
// of it: some of its code does not survive that.
//
//   if (memory_is_short()) throw std::bad_alloc();
#pragma once

namespace afterlife {

// False where no limit is set (`ulimit -v`). A look costs as much as reading a small file.
bool memory_is_short();

}  // namespace afterlife
