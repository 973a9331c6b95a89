#!/usr/bin/env python3
"""Limits from outside: time, Ctrl-C, memory, size and room on the disk, in every phase of a run.

    limits_test.py path/to/afterlife [unittest arguments]

Each input is slow, or large, in one phase only. The times allowed are several times what is needed: a limit that is not
looked at takes far longer than that, or for ever.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from as_nobody import run_as_nobody
from command_line_test import hard

AFTERLIFE = ""
ALLOWED = 30  # seconds, for what is to take two or three on a machine that does other things as well

HOLDS = """\
scenario: A child and its parent
objects:
  Parent: { type: WDFOBJECT }
  Child: { type: WDFOBJECT, parent: Parent }
teardown: [ delete: Parent ]
check:
  - always: Child.cleanup before Parent.cleanup
"""

# A matrix of as many objects as can be declared at once, none of which can be merged.
MANY_OBJECTS = """\
scenario: A hundred thousand alike objects
objects:
  P: {}
  M: { parent: P, count: 100000 }
threads:
  T: { does: [ delete: each M ] }
"""


def tests_of_a_flag(count):
    """Nothing to decide, but much to encode: every test of the flag depends on every change of it."""
    one = "if: {flag: F, then: [set: F], else: [clear: F]}"
    return ("scenario: A row of tests\nflags: [F]\nobjects: {P: {}}\n"
            f"teardown: [delete: P, {', '.join([one] * count)}]\ncheck: [never: double-delete]\n")


def long_body(acts, count, hazard):
    """Nothing to decide, but a long way to go: every action needs the one before it."""
    return ("scenario: A long teardown\nobjects: {P: {}, Q: {parent: P}}\n"
            f"teardown: [{', '.join([acts] * count)}, delete: P]\ncheck: [never: {hazard}]\n")


def nested_loops(depth):
    body = "use: P"
    for _ in range(depth):
        body = f"loop: [{body}]"
    return f"scenario: Loops in loops\nobjects: {{P: {{}}}}\nteardown: [delete: P, {body}]\ncheck: [never: double-delete]\n"


class Limits(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def file(self, text, name="scenario.yaml"):
        with open(self.path(name), "w", encoding="utf-8") as out:
            out.write(text)
        return self.path(name)

    def run_it(self, *arguments, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run([AFTERLIFE, *arguments], capture_output="stdout" not in options, text=True, timeout=120,
                              check=False, cwd=self.folder.name, **options)

    def in_time(self, codes, *arguments, **options):
        began = time.monotonic()
        result = self.run_it(*arguments, **options)
        said = f"{arguments}\n{result.stdout}\n{result.stderr}"
        self.assertLess(time.monotonic() - began, ALLOWED, said)
        self.assertIn(result.returncode, codes, said)
        return result

    def start(self, *arguments, **options):
        # A shell starts background jobs with SIGINT ignored; whoever runs this test may be one.
        process = subprocess.Popen([AFTERLIFE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **options)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def interrupted_in_time(self, *arguments, after=1.0, **options):
        process = self.start(*arguments, **options)
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=ALLOWED)
        self.assertEqual(process.returncode, 130, f"{arguments}\n{out}\n{err}")
        return out + err


def with_limit(which, amount):
    return lambda: resource.setrlimit(which, (amount, amount))


def many_declarations(count):
    """A file of some megabytes, of which nothing but reading it takes long."""
    lines = [f"  Object{i}: {{ type: WDFMEMORY, parent: P }}" for i in range(count)]
    return "\n".join(["scenario: A long file", "objects:", "  P: {}", *lines, "check: [never: double-delete]"]) + "\n"


class Time(Limits):
    def test_encoding_and_letting_go_of_it(self):
        # Decided at once, where the machine has nothing else to do; what takes long are the notes.
        self.in_time([0, 3], "check", "--timeout", "1", self.file(tests_of_a_flag(400)))

    def test_reading_a_long_file(self):
        scenario = self.file(many_declarations(400000))
        for command in ("check", "orders"):
            with self.subTest(command=command):
                result = self.in_time([3], command, "--timeout", "0.1", scenario)
                self.assertIn("scenario.yaml: time limit", result.stderr.replace(" [wdf]", ""))

    def test_contended_in_every_command(self):
        scenario = self.file(hard(5, 6))
        for command in (["check"], ["check", "--explain"], ["check", "--self-check"], ["check", "--engine", "z3"],
                        ["compare"], ["ask"], ["orders", "--graph"]):
            with self.subTest(command=command):
                self.in_time([3], *command, "--timeout", "1", "--framework", "wdf", scenario)
        self.in_time([3], "ask", "--timeout", "1", scenario, "O1.cleanup before O2.cleanup")
        self.in_time([0, 3], "export", "--timeout", "1", "--smt2", self.path("smt2"), scenario)

    def test_a_very_long_body(self):
        for acts in ("use: Q", "reference: Q, dereference: Q"):
            with self.subTest(acts=acts):
                self.in_time([0, 3], "check", "--timeout", "1", self.file(long_body(acts, 8000, "double-delete")))

    def test_sorting_very_many_goals(self):
        acts = ", ".join(["use: P, reference: P, dereference: P"] * 6000)
        scenario = self.file("scenario: A long teardown\nobjects: {P: {count: 3}}\n"
                             f"teardown: [{acts}, delete: each P]\ncheck: [never: over-dereference]\n")
        self.in_time([3], "check", "--timeout", "1", scenario)

    def test_reading_a_pipe_that_nobody_writes(self):
        os.mkfifo(self.path("pipe"))
        self.assertIn("time limit", self.in_time([3], "check", "--timeout", "1", self.path("pipe")).stderr)
        self.assertIn("time limit", self.in_time([3], "orders", "--timeout", "1", self.path("pipe")).stderr)
        events = self.in_time([3], "conform", "--timeout", "1", self.file(HOLDS), self.path("pipe"))
        self.assertIn("time limit", events.stderr)

    def test_a_framework_that_nobody_writes(self):
        os.mkfifo(self.path("pipe.yaml"))
        named = self.file("framework: ./pipe.yaml\n" + HOLDS, "named.yaml")
        self.file("framework: extending\nextends: ./pipe.yaml\n", "extending.yaml")
        given = [self.file(HOLDS), "--framework", self.path("pipe.yaml")]
        for command in (["check", named], ["check", *given], ["orders", *given], ["orders", named],
                        ["check", self.file(HOLDS), "--framework", self.path("extending.yaml")],
                        ["check", "--without", "no-rule", *given, "--framework", "wdf"]):
            with self.subTest(command=command):
                self.assertIn("time limit", self.in_time([3], *command, "--timeout", "1").stderr)

    def test_one_file_that_takes_too_long_does_not_take_the_time_of_the_next(self):
        os.mkfifo(self.path("pipe"))
        result = self.in_time([3], "check", "--timeout", "1", self.path("pipe"), self.file(HOLDS))
        self.assertIn("holds", result.stdout)
        self.assertIn("1 input given up", result.stdout)


class ControlC(Limits):
    def test_reading_a_pipe(self):
        os.mkfifo(self.path("pipe"))
        for command in (["check"], ["compare"], ["ask"], ["orders"], ["simulate"], ["export", "--smt2", "out"]):
            with self.subTest(command=command):
                self.interrupted_in_time(*command, self.path("pipe"))
        self.interrupted_in_time("conform", self.file(HOLDS), self.path("pipe"))
        for command in ("check", "orders"):
            self.interrupted_in_time(command, self.file(HOLDS), "--framework", "./pipe", cwd=self.folder.name)

    def test_reading_a_long_file(self):
        result = self.interrupted_in_time("check", self.file(many_declarations(600000)), after=0.5)
        self.assertIn("interrupted", result)

    def test_encoding(self):
        self.interrupted_in_time("check", self.file(tests_of_a_flag(400)))

    def test_a_very_long_body(self):
        self.interrupted_in_time("check", self.file(long_body("use: Q", 12000, "use-after-cleanup")))

    def test_contended(self):
        scenario = self.file(hard(5, 6))
        for command in (["check"], ["compare"], ["ask"], ["orders", "--graph"], ["export", "--smt2", self.path("smt2")]):
            with self.subTest(command=command):
                self.interrupted_in_time(*command, scenario)
        self.interrupted_in_time("orders", "--count", self.file(hard(8, 12)))


class Size(Limits):
    def refused(self, *arguments):
        result = self.in_time([3], *arguments, preexec_fn=with_limit(resource.RLIMIT_AS, 2 << 30))
        self.assertIn("too large", result.stdout + result.stderr)
        return result

    def test_loops_in_loops(self):
        for depth in (6, 10):
            with self.subTest(depth=depth):
                self.refused("check", self.file(nested_loops(depth)))
            self.refused("export", "--smt2", self.path("smt2"), self.file(nested_loops(depth)))

    def test_a_matrix_of_many_objects(self):
        self.assertIn("help: ", self.refused("ask", self.file(MANY_OBJECTS)).stderr)
        self.refused("orders", "--graph", self.file(MANY_OBJECTS))
        self.refused("check", self.file(MANY_OBJECTS))

    def test_other_commands_with_many_objects(self):
        scenario = self.file(MANY_OBJECTS)
        log = self.file('{"event": "cleanup", "object": "M#1"}\n', "log.jsonl")
        bounded = {"preexec_fn": with_limit(resource.RLIMIT_AS, 3 << 30)}
        self.in_time([3], "orders", "--count", "--timeout", "3", scenario, **bounded)
        self.in_time([0, 1, 3], "conform", "--timeout", "3", scenario, log, **bounded)
        self.in_time([0], "simulate", "--steps", "20", "-q", scenario, **bounded)


class Memory(Limits):
    def test_no_memory_is_an_answer(self):
        scenario = self.file(hard(5, 6))
        for megabytes in (60, 80, 100, 130, 160, 200, 300):
            limit = with_limit(resource.RLIMIT_AS, megabytes << 20)
            if self.run_it("--version", preexec_fn=limit).returncode != 0:
                continue  # this build needs more for itself
            with self.subTest(megabytes=megabytes):
                result = self.in_time([0, 3], "check", "--timeout", "2", scenario, self.file(HOLDS, "next.yaml"),
                                      preexec_fn=limit)
                self.assertIn("next.yaml", result.stdout + result.stderr)

    def test_an_input_that_does_not_fit(self):
        limit = with_limit(resource.RLIMIT_AS, 100 << 20)
        if self.run_it("--version", preexec_fn=limit).returncode != 0:
            self.skipTest("this build needs more memory for itself (a sanitizer does)")
        huge = self.file(HOLDS + f"# {'x' * 1000}\n" * 60000, "huge.yaml")
        result = self.in_time([3], "check", huge, self.file(HOLDS), preexec_fn=limit)
        self.assertIn("memory limit", result.stderr)
        self.assertIn("holds", result.stdout)

    def test_no_thread_can_be_made(self):
        os.chmod(self.folder.name, 0o755)
        self.file(HOLDS), self.file(hard(5, 6), "hard.yaml")

        def without_threads(*arguments):
            return run_as_nobody(AFTERLIFE, "check", *arguments, folder=self.folder.name,
                                 before=with_limit(resource.RLIMIT_NPROC, 1))
        result = without_threads("--engine", "z3", "scenario.yaml")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("holds", result.stdout)
        began = time.monotonic()
        result = without_threads("--timeout", "1", "hard.yaml")
        self.assertLess(time.monotonic() - began, ALLOWED)
        self.assertEqual(result.returncode, 3, result.stdout + result.stderr)
        self.assertIn("time limit", result.stdout)


class Room(Limits):
    def test_a_full_disk(self):
        result = self.in_time([4], "simulate", "--steps", "3", "--save", "/dev/full", self.file(HOLDS))
        self.assertIn("/dev/full", result.stderr)

    def test_a_file_that_may_not_grow(self):
        limit = with_limit(resource.RLIMIT_FSIZE, 100)
        os.mkdir(self.path("smt2"))
        result = self.in_time([4], "export", "--smt2", "smt2", self.file(HOLDS), preexec_fn=limit)
        self.assertIn(".smt2", result.stderr)
        self.assertEqual(os.listdir(self.path("smt2")), [])
        result = self.in_time([4], "simulate", "--steps", "9", "--save", "run.jsonl", self.file(HOLDS), preexec_fn=limit)
        self.assertIn("run.jsonl", result.stderr)
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["scenario.yaml", "smt2"])

    def test_a_folder_that_is_not_there_is_bad_input(self):
        self.in_time([2], "simulate", "--steps", "3", "--save", "nowhere/run.jsonl", self.file(HOLDS))


if __name__ == "__main__":
    AFTERLIFE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
