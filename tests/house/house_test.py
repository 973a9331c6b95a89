#!/usr/bin/env python3
"""Tests of the tests that are scripts: they must find what they are there to find."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
COMPILER = os.environ.get("CXX", "c++")


class Includes(unittest.TestCase):
    def judge(self, **files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, text in {"model/a.hpp": "", "solver/b.hpp": "", "cli/c.hpp": "", "solver/machine/m.hpp": "",
                               "solver/unfolding/u.hpp": "", "cli/report/r.hpp": "",
                               "model/reader/scenario/s.hpp": "", **files}.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, HERE / "check_includes.py", root], capture_output=True, text=True,
                                  check=False)
            return done.returncode, done.stdout

    def test_the_right_direction(self):
        code, text = self.judge(**{"cli/options.cpp": '#include "solver/b.hpp"\n#include <CLI/CLI.hpp>\n',
                                   "model/reader/yaml/y.cpp": "#include <yaml.h>\n#include <string>\n",
                                   "solver/util/big_integer.hpp": "#include <boost/multiprecision/cpp_int.hpp>\n",
                                   "solver/search/z.cpp": '#include "solver/machine/m.hpp"\n#include "solver/encoding/z.hpp"\n',
                                   "solver/machine/m.hpp": '#include "model/a.hpp"\n',
                                   "solver/encoding/z.hpp": '#include "model/a.hpp"\n#include <z3++.h>\n'})
        self.assertEqual(code, 0, text)

    def test_each_wrong_direction_is_named_with_its_line(self):
        for path, line in {"model/d.cpp": '#include "solver/b.hpp"', "solver/d.cpp": '#include "cli/c.hpp"',
                           "model/d.hpp": '  #  include "cli/c.hpp"', "cli/d.hpp": '#include "nowhere/x.hpp"',
                           "tests/naive/d.cpp": '#include "solver/b.hpp"', "model/e.cpp": "#include <yaml.h>",
                           "cli/e.cpp": "#include <z3++.h>", "solver/e.hpp": "#include <boost/graph/adjacency_list.hpp>",
                           "solver/encoding/d.cpp": '#include "solver/machine/m.hpp"',
                           "solver/machine/d.cpp": '#include "solver/unfolding/u.hpp"',
                           "solver/question/d.cpp": "#include <z3++.h>", "cli/f.cpp": '#include "solver/machine/m.hpp"',
                           "cli/input/d.cpp": '#include "cli/report/r.hpp"',
                           "model/reader/yaml/d.cpp": '#include "model/reader/scenario/s.hpp"',
                           "solver/util/big_integer.hpp": "#include <yaml.h>",
                           "solver/f.cpp": "#include <CLI/CLI.hpp>", "model/f.cpp": "#include <doctest/doctest.h>"}.items():
            with self.subTest(path=path, line=line):
                code, text = self.judge(**{path: "\n" + line + "\n"})
                self.assertEqual(code, 1)
                self.assertIn(f"{path}:2: ", text)


class TypeNames(unittest.TestCase):
    def judge(self, first, second):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, text in (("model/a.hpp", first), ("solver/b.hpp", second)):
                (root / path).parent.mkdir()
                (root / path).write_text(f"namespace afterlife {{\n{text}\n}}  // namespace afterlife\n", encoding="utf-8")
            done = subprocess.run([sys.executable, HERE / "check_type_names.py", root], capture_output=True, text=True,
                                  check=False)
            return done.returncode, done.stdout

    def test_one_name_twice(self):
        for second in ("class Rules {\n};", "struct Rules : Base {\n};", "enum class Rules { a };"):
            code, text = self.judge("class Rules {\n};", second)
            self.assertEqual(code, 1, text)
            self.assertIn("solver/b.hpp:2: afterlife::Rules is defined at model/a.hpp:2 as well", text)

    def test_what_is_no_second_definition(self):
        for second in ("class Rules;", "enum class Rules : int;", "struct Other {\n  struct Rules {};\n};",
                       "namespace {\nstruct Rules {};\n}  // namespace",
                       "namespace yaml {\nstruct Rules {\n};\n}  // namespace yaml"):
            code, text = self.judge("class Rules {\n};", second)
            self.assertEqual(code, 0, text)


class Examples(unittest.TestCase):
    """What write_examples.py makes of a header whose leading comment is given compiles, or does not."""

    def compile(self, comment, declares="void f(int);"):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "model").mkdir()
            (root / "context.hpp").write_text("namespace afterlife::examples { extern int n; }\n", encoding="utf-8")
            (root / "model/a.hpp").write_text(f"{comment}\n#pragma once\n{declares}\n", encoding="utf-8")
            written = subprocess.run([sys.executable, HERE.parent / "examples/write_examples.py", root, root / "out.cpp",
                                      "context.hpp", "model/a.hpp"], capture_output=True, text=True, check=False)
            if written.returncode != 0:
                return written.returncode, written.stderr
            done = subprocess.run([COMPILER, "-std=c++20", "-fsyntax-only", "-w", "-I", root, root / "out.cpp"],
                                  capture_output=True, text=True, check=False)
            return done.returncode, done.stderr

    def test_what_compiles(self):
        for lines in ("f(n);", "if (n > 0) ...     // this happens\n//   else f(2);", "for (;;) ...", "return n;",
                      "f(1);\n//   f(2);\n//\n// and more words"):
            with self.subTest(lines=lines):
                code, errors = self.compile(f"// A header.\n//\n//   {lines}")
                self.assertEqual(code, 0, errors)

    def test_what_is_stale_is_named_with_its_line(self):
        for lines in ("f(n);\n//   f(1, 2);", "f(n);\n//   gone(n);", "f(n);\n//   ... do something else ..."):
            with self.subTest(lines=lines):
                code, errors = self.compile(f"// A header.\n//\n//   {lines}")
                self.assertEqual(code, 1)
                self.assertRegex(errors, r"model/a\.hpp:4:\d+: error")

    def test_a_header_without_an_example(self):
        self.assertEqual(self.compile("// A header."), (1, "model/a.hpp:1: opens without an example\n"))


class OneDefinition(unittest.TestCase):
    def judge(self, *texts):
        with tempfile.TemporaryDirectory() as folder:
            objects = []
            for number, text in enumerate(texts):
                source, compiled = pathlib.Path(folder, f"{number}.cpp"), pathlib.Path(folder, f"a {number}.o")
                source.write_text(text, encoding="utf-8")
                subprocess.run([COMPILER, "-flto", "-ffat-lto-objects", "-O0", "-c", source, "-o", compiled], check=True)
                objects.append(compiled)
            done = subprocess.run(["sh", HERE.parent / "sanitized/one_definition.sh", COMPILER, *objects],
                                  capture_output=True, text=True, check=False)
            return done.returncode, done.stderr

    def setUp(self):
        about = subprocess.run([COMPILER, "--version"], capture_output=True, text=True, check=True).stdout
        if "Free Software Foundation" not in about:
            self.skipTest("GCC alone compares types when it links")

    def test_the_same_type_twice(self):
        text = "namespace n { struct A { A(); int a; }; A::A() {} }\n"
        self.assertEqual(self.judge(text.replace("A::A() {}", "int f(A x) { return x.a; }"), text), (0, ""))

    def test_two_types_of_one_name(self):
        code, errors = self.judge("namespace n { struct A { int a; }; int f(A x) { return x.a; } }\n",
                                  "namespace n { class A { double b = 0; }; void g(A) {} }\n")
        self.assertNotEqual(code, 0)
        self.assertIn("violates the C++ One Definition Rule", errors)


class Documents(unittest.TestCase):
    def judge(self, readme, *options):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "README.md").write_text(readme, encoding="utf-8")
            (root / "first.yaml").write_text("one: 1\n", encoding="utf-8")
            done = subprocess.run([sys.executable, HERE.parent / "readme_test.py", root, "/bin/true", *options],
                                  capture_output=True, text=True, check=False)
            return done.returncode, (root / "README.md").read_text(encoding="utf-8")

    def test_what_matches(self):
        for block in ("$ echo one; echo two\none\ntwo\n", "$ seq 5\n1\n…\n5\n", "$ seq 5\n…\n", "$ echo took 17 ms\ntook … ms\n",
                      "$ (exit 3)\n$ echo $?\n3\n", "$ echo oops >&2\noops\n"):
            with self.subTest(block=block):
                self.assertEqual(self.judge(f"# x\n\n```console\n{block}```\n")[0], 0)

    def test_what_does_not_match(self):
        for block in ("$ echo one\ntwo\n", "$ seq 5\n1\n…\n6\n", "$ echo one\n", "$ true\none\n", "$ echo 1.5\n1x5\n"):
            with self.subTest(block=block):
                self.assertEqual(self.judge(f"```console\n{block}```\n")[0], 1)

    def test_a_document_without_blocks_proves_nothing(self):
        self.assertEqual(self.judge("# x\n")[0], 1)

    def test_promoting_writes_what_really_happens_and_keeps_what_matches(self):
        code, text = self.judge("```console\n$ echo one\ntwo\n$ seq 3\n1\n…\n```\nend\n", "--promote")
        self.assertEqual((code, text), (0, "```console\n$ echo one\none\n$ seq 3\n1\n…\n```\nend\n"))

    def test_a_quoted_file(self):
        self.assertEqual(self.judge("<!-- file: first.yaml -->\n```yaml\none: 1\n```\n")[0], 0)
        self.assertEqual(self.judge("<!-- file: first.yaml -->\n```yaml\none: 2\n```\n")[0], 1)
        promoted = self.judge("<!-- file: first.yaml -->\n```yaml\n```\n", "--promote")
        self.assertEqual(promoted, (0, "<!-- file: first.yaml -->\n```yaml\none: 1\n```\n"))


if __name__ == "__main__":
    unittest.main()
