// Whole numbers without a bound. Boost.Multiprecision, since numbers of orders soon need hundreds of digits.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

namespace afterlife {

using BigInteger = boost::multiprecision::cpp_int;

}  // namespace afterlife
