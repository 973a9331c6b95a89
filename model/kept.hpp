// A parameter whose argument is kept: it has to live as long as whoever keeps it. A temporary does not compile.
//
//   class Reader {
//    public:
//     explicit Reader(Kept<std::string> text) : text_(text) {}
//     const std::string& text_;
//   };
//   const std::string text = "long enough";
//   const Reader reader(text);                     // Reader(std::string("gone")) is an error
#pragma once

namespace afterlife {

template <class T>
class Kept {
 public:
  Kept(const T& argument) : argument_(argument) {}  // NOLINT(google-explicit-constructor)
  Kept(const T&&) = delete;

  operator const T&() const { return argument_; }  // NOLINT(google-explicit-constructor)
  const T& operator*() const { return argument_; }
  const T* operator->() const { return &argument_; }

 private:
  const T& argument_;
};

}  // namespace afterlife
