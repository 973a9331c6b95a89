#!/usr/bin/env python3
"""Inputs on which a version was once wrong, broke off or garbled its words, each with what is right.

    faults_test.py path/to/afterlife [unittest arguments]
"""

import os
import subprocess
import sys
import tempfile
import unittest

AFTERLIFE = ""
HERE = os.path.dirname(os.path.abspath(__file__))
SLOWER = 20 if os.environ.get("AFTERLIFE_SANITIZED") else 1  # than the program without sanitizers
# They are data: what a sanitizer looks at is the same code in each.
READINGS = ["wdf", "wdf-source"] if SLOWER > 1 else ["wdf-immediate", "wdf", "wdf-book", "wdf-source"]
# One command of each kind; what each must not do is to break off.
COMMANDS = [["check"], ["check", "--engine", "z3"], ["check", "--explain", "--self-check"], ["compare"], ["ask"],
            ["orders", "--limit", "5"], ["orders", "--count"], ["orders", "--graph"]]


class Faults(unittest.TestCase):
    def run_it(self, *arguments):
        return subprocess.run([AFTERLIFE, *arguments], cwd=HERE, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=300, check=False)

    def check(self, code, file, *arguments):
        result = self.run_it("check", file, *arguments)
        self.assertEqual(result.returncode, code, f"{file} {arguments}\n{result.stdout}{result.stderr}")
        return result.stdout

    def answers_everywhere(self, file, *frameworks):
        given = [word for name in frameworks for word in ("--framework", name)]
        for command in COMMANDS:
            with self.subTest(file=file, command=command):
                result = self.run_it(command[0], file, *command[1:], *given)
                self.assertIn(result.returncode, (0, 1, 3), result.stdout + result.stderr)
                self.assertNotIn("internal error", result.stdout + result.stderr)
        for name in frameworks or [None]:
            chosen = ["--framework", name] if name else []
            with self.subTest(file=file, simulated=name), tempfile.TemporaryDirectory() as folder:
                log = os.path.join(folder, "run.jsonl")
                self.assertEqual(self.run_it("simulate", file, "--steps", "60", "--save", log, *chosen).returncode, 0)
                result = self.run_it("conform", file, log, *chosen)
                self.assertIn(result.returncode, (0, 3), result.stdout + result.stderr)

    def test_a_request_without_an_entry_callback_completes(self):
        self.answers_everywhere("segfault-send.yaml")
        result = self.run_it("simulate", "segfault-send.yaml", "--steps", "20")
        self.assertIn("run of R", result.stdout)

    def test_an_entry_callback_that_the_type_does_not_have_does_nothing(self):
        self.answers_everywhere("internal-error-flush.yaml")
        self.check(0, "internal-error-flush.yaml")

    def test_each_in_a_loop(self):
        self.answers_everywhere("internal-error-each-in-loop.yaml", *READINGS)
        for reading in READINGS:
            self.assertIn("holds     never deadlock", self.check(0, "internal-error-each-in-loop.yaml", "--framework", reading))

    def test_a_lock_of_several(self):
        self.answers_everywhere("internal-error-lock-any.yaml", *READINGS)

    def test_a_leak_within_the_bound_is_found(self):
        for reading in READINGS:
            for file, steps in (("missed-leak-smaller.yaml", 6), ("missed-leak-at-bound-1.yaml", 7),
                                ("not-shortest-leak.yaml", 7)):
                if reading == "wdf-source" and file == "missed-leak-smaller.yaml":
                    steps = 8  # there the second delete waits for the cleanup
                with self.subTest(reading=reading, file=file):
                    said = self.check(1, file, "--framework", reading)
                    self.assertIn("violated  never leak", said)
                    self.assertRegex(said, rf"\n +{steps} +\S")
                    self.assertNotRegex(said, rf"\n +{steps + 1} +\S")
        # Elsewhere it is one among hundreds of states that only come near to rest.
        for reading in READINGS:
            self.check(1, "missed-leak-default-bounds.yaml", "-q", "--framework", reading)
        said = self.check(1, "missed-leak-default-bounds.yaml", "--framework", "wdf-source")
        self.assertRegex(said, r"\n +11 +\S")
        self.assertNotRegex(said, r"\n +12 +\S")

    def ends_within(self, seconds, *arguments):
        begin = os.times()
        result = self.run_it(*arguments)
        end = os.times()
        used = end.children_user + end.children_system - begin.children_user - begin.children_system
        self.assertLess(used, seconds * SLOWER, f"{arguments}\n{result.stdout}{result.stderr}")
        return result

    def test_what_is_decided_at_once_ends_at_once(self):
        arguments = ["check", "slow-exit-400-ifs.yaml", "--timeout", str(20 * SLOWER)]
        self.assertEqual(self.ends_within(10, *arguments).returncode, 0)

    def test_nested_loops_are_too_large_at_once(self):
        result = self.ends_within(3, "check", "nested-loops-6.yaml")
        self.assertEqual(result.returncode, 3)
        self.assertIn("too large", result.stdout)

    def test_a_matrix_is_refused_as_a_check_is(self):
        result = self.ends_within(2, "ask", "ask-memory.yaml", "--timeout", "5")
        self.assertEqual(result.returncode, 3)
        self.assertIn("too large", result.stdout + result.stderr)
        self.assertIn("too large", self.ends_within(2, "check", "ask-memory.yaml", "--timeout", "5").stdout)

    def test_a_framework_is_missed_where_it_is_named(self):
        said = self.run_it("check", "framework-name-without-line.yaml")
        self.assertEqual(said.returncode, 2)
        self.assertRegex(said.stderr, r"framework-name-without-line.yaml:2:12: error\[AL0601\]")
        self.assertIn("did you mean 'wdf-source'?", said.stderr)

    def test_what_is_not_born_keeps_its_number(self):
        said = self.check(1, "name-number-lost.yaml")
        self.assertRegex(said, r"teardown +use A#2 ")

    def test_who_waits_for_a_lock_is_told_in_a_sentence(self):
        self.assertNotIn(", it holds", self.run_it("check", "garbled-waits.yaml").stdout)

    def test_nobody_gives_back_the_lock_of_another(self):
        self.assertIn("holds     never deadlock", self.check(0, "garbled-waits.yaml"))


if __name__ == "__main__":
    AFTERLIFE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
