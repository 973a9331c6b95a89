// An integer without bounds. Boost.Multiprecision, because the standard library has none and this one is headers only.
//
//   BigInt n = 1;
//   for (int i = 2; i <= 100; ++i) n *= i;
//   std::cout << n.str();
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

namespace afterlife {

using BigInt = boost::multiprecision::cpp_int;

}  // namespace afterlife
