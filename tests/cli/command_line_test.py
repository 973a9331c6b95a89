#!/usr/bin/env python3
"""The command line from outside: exit codes on every path of failure, what goes where, and Ctrl-C.

    command_line_test.py path/to/afterlife [unittest arguments]
"""

import os
import pty
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from as_nobody import run_as_nobody

AFTERLIFE = ""
SANITIZED = "AFTERLIFE_SANITIZED" in os.environ  # everything takes many times as long
SCENARIOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "specs", "scenarios")

HOLDS = """\
scenario: A child and its parent
objects:
  Parent: { type: WDFOBJECT }
  Child: { type: WDFOBJECT, parent: Parent }
check:
  - always: Child.cleanup before Parent.cleanup
"""
SURPRISE = HOLDS.replace("always: Child.cleanup before Parent.cleanup", "possible: Parent.cleanup before Child.cleanup")
EXPECTED_VIOLATION = SURPRISE + "    expect: violated\n"
MISTAKE = HOLDS.replace("parent: Parent", "parent: Parnet")


def hard(threads, objects):
    """A scenario that no search of a fraction of a second decides: many threads contend for locks over many objects."""
    lines = ["scenario: Too much for the time given", "locks: [A, B, C]", "objects:", "  Parent: { type: WDFOBJECT }"]
    lines += [f"  O{i}: {{ type: WDFOBJECT, parent: Parent }}" for i in range(objects)]
    lines.append("threads:")
    for t in range(threads):
        lines += [f"  T{t}:", "    does:", "      - loop:"]
        for i in range(objects):
            lock = "ABC"[(i + t) % 3]
            lines += [f"          - lock: {lock}", f"          - maybe: [{{reference: O{i}}}, {{dereference: O{i}}}]"]
            lines += [f"          - unlock: {lock}"]
    lines.append("teardown:")
    lines += [f"  - request-stop: T{t}" for t in range(threads)]
    lines += [f"  - join: T{t}" for t in range(threads)]
    lines += ["  - delete: Parent", "check:", "  - never: over-dereference", "  - never: deadlock", "  - never: leak"]
    return "\n".join(lines) + "\n"


class Commands(unittest.TestCase):
    """What comes with a command, of every command that the help lists."""

    def test_each_has_a_page_a_line_in_the_readme_and_calls_in_the_tests(self):
        listed = subprocess.run([AFTERLIFE, "--help"], capture_output=True, text=True, check=True).stdout
        names = re.findall(r"^  ([a-z]+) {2,}\S", listed.split("Subcommands:")[1].split("\n\n")[0], re.MULTILINE)
        self.assertIn("check", names)
        root = os.path.join(SCENARIOS, "..", "..")
        where = {"README.md": "(docs/commands/{}.md)", "tests/cli/every_command_test.py": '"{}"',
                 "tests/cli/limits_test.py": '"{}"', "tests/house/compare_reports.py": '"{}"'}
        for name in names:
            self.assertTrue(os.path.exists(os.path.join(root, "docs/commands", name + ".md")), name)
            for file, mark in where.items():
                with self.subTest(command=name, file=file), open(os.path.join(root, file), encoding="utf-8") as text:
                    self.assertIn(mark.format(name), text.read())


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, text, name="scenario.yaml"):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as text:
            return text.read()

    def run_it(self, *arguments, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        if "input" in options:
            del options["stdin"]
        return subprocess.run([AFTERLIFE, *arguments], capture_output="stdout" not in options, text=True, timeout=120,
                              check=False, cwd=self.folder.name, **options)

    def expect(self, code, *arguments, **options):
        result = self.run_it(*arguments, **options)
        self.assertEqual(result.returncode, code, f"{arguments}\n{result.stdout}\n{result.stderr}")
        return result


class ExitCodes(CommandLine):
    def test_every_verdict_as_expected(self):
        result = self.expect(0, "check", self.file(HOLDS))
        self.assertIn("1 check: 1 as expected", result.stdout)
        self.assertEqual(result.stderr, "")

    def test_an_expected_violation(self):
        self.assertIn("(expected)", self.expect(0, "check", self.file(EXPECTED_VIOLATION)).stdout)

    def test_an_unexpected_verdict(self):
        written = SURPRISE + "    expect: holds\n"
        self.assertIn("UNEXPECTED: expected holds", self.expect(1, "check", self.file(written)).stdout)
        # Where nobody has written what to expect, the verdict says enough.
        said = self.expect(1, "check", self.file(SURPRISE)).stdout
        self.assertIn("1 check: 1 violated", said)
        self.assertNotIn("UNEXPECTED", said)

    def test_a_removal_comes_before_its_callbacks(self):
        said = self.expect(0, "check", os.path.join(SCENARIOS, "bugs", "toastmon-first-fix.yaml")).stdout
        begin = said.index("  teardown               remove Device ")
        callback = said.index("flush Target", begin)
        self.assertLess(callback, said.index("delete Device, at the end of 'remove'", begin))

    def test_no_such_file(self):
        result = self.expect(2, "check", "nowhere.yaml")
        self.assertIn("nowhere.yaml", result.stderr)
        self.assertEqual(result.stdout, "")

    def test_a_directory(self):
        self.assertIn(self.folder.name, self.expect(2, "check", self.folder.name).stderr)

    def test_an_unreadable_file(self):
        path = self.file(HOLDS)
        os.chmod(path, 0)
        os.chmod(self.folder.name, 0o755)
        result = run_as_nobody(AFTERLIFE, "check", path, folder=self.folder.name)  # root reads everything
        self.assertEqual((result.returncode, result.stdout), (2, ""), result.stderr)
        self.assertIn("scenario.yaml", result.stderr)
        self.assertIn("Permission denied", result.stderr)

    def test_an_empty_file(self):
        self.assertNotEqual(self.expect(2, "check", self.file("")).stderr, "")

    def test_no_yaml(self):
        self.assertRegex(self.expect(2, "check", self.file("scenario: [unclosed\n")).stderr, r"scenario.yaml:\d+:\d+: error")

    def test_binary_input(self):
        path = os.path.join(self.folder.name, "binary.yaml")
        with open(path, "wb") as out:
            out.write(bytes(range(256)) * 16)
        self.expect(2, "check", path)

    def test_a_mistake_in_the_scenario(self):
        result = self.expect(2, "check", self.file(MISTAKE))
        self.assertIn("scenario.yaml:4:", result.stderr)
        self.assertIn("Parnet", result.stderr)
        self.assertEqual(result.stdout, "")

    def test_an_unknown_framework(self):
        self.assertIn("nosuchreading", self.expect(2, "check", "--framework", "nosuchreading", self.file(HOLDS)).stderr)
        self.expect(2, "check", "--framework", "./nowhere.yaml", self.file(HOLDS))
        self.expect(2, "check", self.file("framework: nosuchreading\n" + HOLDS))

    def test_unknown_within_the_time_given(self):
        result = self.expect(3, "check", "--timeout", "0.2", self.file(hard(5, 6)))
        self.assertIn("unknown", result.stdout)

    def test_usage(self):
        path = self.file(HOLDS)
        for arguments in ([], ["check"], ["chekc", path], ["--bogus"], ["check", "--bogus", path],
                          ["check", path, "--timeout"], ["check", path, "--timeout", "soon"],
                          ["check", path, "--timeout", "0"], ["check", path, "--timeout", "nan"],
                          ["check", path, "--bound", "0"], ["check", path, "--bound", "many"],
                          ["check", path, "--engine", "steam"], ["check", path, "--color", "mauve"],
                          ["check", path, "--framework"]):
            with self.subTest(arguments=arguments):
                result = self.expect(2, *arguments)
                self.assertEqual(result.stdout, "")
                self.assertTrue(result.stderr.startswith("afterlife: "), result.stderr)

    def test_the_strongest_code_wins(self):
        holds, surprise = self.file(HOLDS, "holds.yaml"), self.file(SURPRISE, "surprise.yaml")
        open_, mistake = self.file(hard(5, 6), "open.yaml"), self.file(MISTAKE, "mistake.yaml")
        short = ("check", "--timeout", "0.2")
        self.expect(0, *short, holds, holds)
        self.expect(3, *short, holds, open_)
        self.expect(1, *short, open_, surprise, holds)
        self.expect(2, *short, surprise, open_, mistake, holds)

    def test_compare(self):
        path = self.file(SURPRISE.replace("possible: Parent", "always: Parent"))
        result = self.expect(1, "compare", path)
        for reading in ("wdf-immediate", "wdf ", "wdf-book", "wdf-source"):
            self.assertIn(reading, result.stdout)
        self.assertIn("violated (!)", result.stdout)
        self.expect(0, "compare", "--quiet", self.file(HOLDS))
        self.expect(0, "compare", "--framework", "wdf", self.file(HOLDS))
        self.expect(2, "compare", self.file(MISTAKE))
        self.expect(2, "compare", "--framework", "nosuchreading", self.file(HOLDS))
        self.expect(3, "compare", "--timeout", "0.1", self.file(hard(5, 6)))
        self.expect(2, "compare")
        without = self.expect(1, "compare", "--without", "children-before-parents", self.file(HOLDS)).stdout
        self.assertIn("wdf-source", without)
        self.expect(2, "compare", "--without", "no-such-rule", self.file(HOLDS))

    def test_ask(self):
        path = self.file(HOLDS)
        always = self.expect(0, "ask", path, "Child.cleanup before Parent.cleanup").stdout
        self.assertIn("Always     2/2  Child.cleanup before Parent.cleanup  [wdf]", always)
        self.assertIn("Child.cleanup before Parent.cleanup (children-before-parents)", always)
        self.assertIn("EVT_WDF_OBJECT_CONTEXT_CLEANUP, Remarks", always)
        self.assertIn("Never      0/2  Parent", self.expect(0, "ask", path, "Parent.cleanup before Child.cleanup").stdout)
        some = self.expect(0, "ask", "--quiet", path, "Child.destroy before Parent.destroy", "--framework", "wdf",
                           "--framework", "wdf-source").stdout
        self.assertIn("Sometimes  1/2  Child.destroy before Parent.destroy  [wdf]", some)
        self.assertIn("Always     1/1  Child.destroy before Parent.destroy  [wdf-source]", some)
        self.assertIn("Neither    Child.create", self.expect(0, "ask", path, "Child.create before Child.delete").stdout)
        without = ["--without", "children-before-parents"]
        self.assertIn("Sometimes  2/5  Child.cleanup before Parent.cleanup  [wdf without children-before-parents]",
                      self.expect(0, "ask", path, "Child.cleanup before Parent.cleanup", *without).stdout)
        self.expect(1, "check", path, *without)
        self.assertIn("it has children-before-parents", self.expect(2, "check", path, "--without", "children").stderr)
        mistaken = self.expect(2, "ask", path, "Child.cleanp before Parnt.destroy").stderr
        self.assertIn("question:1:7: error[AL0313]", mistaken)
        self.assertIn("question:1:21: error[AL0302]", mistaken)
        self.assertIn("the request for its deletion is 'delete'",
                      self.expect(2, "ask", path, "Parent.remove before Child.cleanup").stderr)
        self.assertIn("neither before itself", self.expect(2, "ask", path, "Child.cleanup before Child.cleanup").stderr)
        two = self.file("scenario: two\nobjects: { P: {}, M: { parent: P, count: 2 } }\n", "two.yaml")
        self.assertIn("Always ",
                      self.expect(0, "ask", "-q", two, "M#1.cleanup before M#1.destroy").stdout)
        self.expect(2, "ask", path, "Child.cleanup before Parent.cleanup", "--of", "Child")
        self.expect(2, "ask", path, "Child.cleanup")
        self.expect(2, "ask", path, "", "more")
        self.assertIn("is not an order of events", self.expect(2, "ask", path, "").stderr)
        self.expect(2, "ask", path, "--of", "Parent", "Child.cleanup before Parent.cleanup")
        self.assertIn("without their number", self.expect(2, "ask", two, "--of", "M#1").stderr)
        self.expect(2, "ask", "nowhere.yaml", "Child.cleanup before Parent.cleanup")
        self.expect(3, "ask", "--timeout", "0.1", self.file(hard(5, 6)), "O0.destroy before O1.cleanup")

    def test_ask_about_what_may_not_be_born(self):
        maybe = self.file("scenario: maybe\nobjects: { A: {}, B: { parent: A } }\n"
                          "threads: { T: { does: [{ maybe: [{ create: B }] }] } }\nteardown: [{ delete: A }]\n")
        answer = self.expect(0, "ask", maybe, "B.cleanup before A.cleanup").stdout
        self.assertIn("Always     2/3  B.cleanup before A.cleanup  [wdf]\n"
                      "  In the other orders B is not born when A.cleanup begins.\n", answer)
        self.assertIn("no permitted execution does it once B is born.", answer)
        self.assertIn("Sometimes", self.expect(0, "ask", maybe, "B.create before A.cleanup").stdout)
        never = self.file("scenario: never\nsignals: [S]\nobjects: { A: {}, B: { parent: A } }\n"
                          "threads: { T: { does: [{ wait: S }, { create: B }] } }\nteardown: [{ delete: A }]\n")
        answer = self.expect(0, "ask", never, "B.cleanup before A.cleanup").stdout
        self.assertIn("Neither    B.cleanup before A.cleanup  [wdf]\n\n"
                      "  Neither order: B.cleanup never comes to its end.\n", answer)
        self.assertNotIn("Neither order", self.expect(0, "ask", "-q", never, "B.cleanup before A.cleanup").stdout)
        self.assertIn("Neither order: B.cleanup never begins.",
                      self.expect(0, "ask", never, "A.cleanup before B.cleanup").stdout)
        self.assertIn("Never      B.create before A.cleanup",
                      self.expect(0, "ask", never, "B.create before A.cleanup").stdout)

    def test_matrix(self):
        path = self.file(HOLDS)
        shown = self.expect(0, "ask", path).stdout
        self.assertIn("     1  Parent.cleanup  .  <  >  <\n", shown)
        self.assertIn("     2  Parent.destroy  >  .  >  x\n", shown)
        self.assertTrue(shown.endswith("6 pairs: 5 in one order, 1 in either  [wdf]\n"), shown)
        quiet = self.expect(0, "ask", "-q", path, "--of", "Child").stdout
        self.assertTrue(quiet.endswith("1 pair: 1 in one order  [wdf]\n"), quiet)
        self.assertNotIn("Wherever", quiet)
        self.assertIn("     1  Child.cleanup  .  <\n", quiet)
        self.assertIn("it declares Parent, Child", self.expect(2, "ask", path, "--of", "Chld").stderr)
        many = self.file("scenario: many\nobjects: { P: {}, "
                         + ", ".join("C%d: { parent: P }" % i for i in range(60)) + " }\n")
        self.assertIn("too wide to be shown", self.expect(0, "ask", many).stdout)
        overlap = self.file("scenario: overlap\nsignals: [S]\nobjects: { P: {}, C: { parent: P, EvtCleanupCallback: "
                            "[{ wait: S }] }, D: { parent: P, EvtCleanupCallback: [{ signal: S }] } }\n")
        self.assertIn("     3  C.cleanup  <  <  .  <  ~  <\n", self.expect(0, "ask", overlap).stdout)
        self.assertNotIn("e4 -> e2", self.expect(0, "orders", "--graph", overlap).stdout)
        self.assertIn("not decided in time", self.expect(3, "ask", "--timeout", "0.1", self.file(hard(8, 12))).stdout)

    def test_explain(self):
        path = self.file(HOLDS)
        chain = self.expect(0, "check", "--explain", path).stdout
        self.assertIn("Because of one order:\n    Child.cleanup before Parent.cleanup (children-before-parents)\n", chain)
        waits = self.file("scenario: waits\nobjects: { P: {} }\nthreads: { T: { does: [{ use: P }] } }\n"
                          "teardown: [{ join: T }, { delete: P }]\ncheck: [{ never: use-after-cleanup }]\n")
        text = self.expect(0, "check", "--explain", waits).stdout
        self.assertIn("Because of a chain of orders:\n    program order in T\n    join waits until T has ended "
                      "(scenario.yaml:4)\n    program order in teardown\n    P must belong to a deletion\n", text)
        kept = os.path.join(SCENARIOS, "litmus", "lock-kept-by-the-last-cleanup.yaml")
        self.assertIn("  Because of the text of the scenario and one rule:\n    The cleanup of every child has ended before the"
                      " cleanup of its parent begins. (children-before-parents)\n      EVT_WDF_OBJECT_CONTEXT_CLEANUP",
                      self.expect(0, "check", "--explain", kept).stdout)
        either = self.file("scenario: either\nobjects: { P: {} }\nthreads: { T: { does: [{ signal: S }] },"
                           " U: { does: [{ use: P }, { signal: S }] } }\nsignals: [S]\n"
                           "teardown: [{ join: U }, { wait: S }, { delete: P }]\ncheck: [{ never: use-after-cleanup },"
                           " { never: deadlock }]\n")
        text = self.expect(0, "check", "--explain", "--engine", "z3", either).stdout
        self.assertIn("Because of these 2, none of which can be left out:\n    join waits until U has ended", text)

    def test_self_check(self):
        path = self.file(HOLDS)
        self.assertIn("self-check: 0 replayed, 1 solved again", self.expect(0, "check", "--self-check", path).stdout)
        answers = self.expect(0, "ask", "--self-check", path, "Child.destroy before Parent.destroy").stdout
        self.assertIn("self-check: 2 replayed, 0 solved again", answers)
        self.expect(0, "compare", "--self-check", path)

    def test_export(self):
        path, folder = self.file(HOLDS), self.path("questions")
        self.assertIn("unsat ", self.expect(0, "export", path, "--smt2", folder, "--framework", "wdf").stdout)
        text = self.read("questions/scenario-wdf-1.smt2")
        self.assertIn("(set-info :status unsat)\n", text)
        self.assertIn("; rule children-before-parents\n", text)
        self.assertTrue(text.endswith("(check-sat)\n"))
        self.expect(2, "export", path)
        self.expect(2, "export", path, "--smt2", path)  # a file is no folder
        self.expect(2, "export", self.file(MISTAKE, "mistake.yaml"), "--smt2", folder)
        self.expect(3, "export", self.file(hard(5, 6), "hard.yaml"), "--smt2", folder, "--timeout", "0.1")
        mine = [self.file("framework: mine\nextends: wdf\n", name) for name in ("a.yaml", "b.yaml")]
        twice = self.expect(0, "export", path, "--smt2", folder, "--framework", mine[0], "--framework", mine[1]).stdout
        self.assertIn("scenario-mine-1.smt2", twice)
        self.assertIn("scenario-mine-again2-1.smt2", twice)

    def test_simulate(self):
        path, log = self.file(HOLDS), self.path("run.jsonl")
        dice = ["simulate", path, "--steps", "50", "--seed", "7"]
        once = self.expect(0, *dice, "--save", log).stdout
        self.assertEqual(once.replace("saved", ""), self.expect(0, *dice, "--save", log).stdout.replace("saved", ""))
        self.assertIn("at rest\n", once)
        self.expect(0, "conform", "--complete", path, log)
        by_hand = self.expect(2, "simulate", path, input="n\ns\nu\n1\n99\nwhat\nn\nn\nn\nn\n1\nn\nq\n").stdout
        for words in ("cleanup of Child", "in a deletion, cleaned up", "there is no step 99", "'what' is no command",
                      "at rest", "nothing can come next", "no callback can begin from here"):
            self.assertIn(words, by_hand)
        self.expect(0, "simulate", path, input="")
        self.expect(2, "simulate", path, "--framework", "wdf", "--framework", "wdf-book", "--steps", "2")
        self.expect(0, "simulate", path, input="1\n\n n \nu\nq\n")
        for wrong in ("0\n", "\0\1\2", "u\n", "w\n"):
            self.expect(2, "simulate", path, input=wrong)
        self.expect(0, "simulate", path, input="n\nw " + log + "\n")
        self.assertIn("No such file", self.expect(2, "simulate", path, input="w /nowhere/at/all\n").stderr)
        os.mkfifo(self.path("pipe"))
        with subprocess.Popen(["cat", self.path("pipe")], stdout=subprocess.PIPE) as reader:
            self.expect(0, *dice, "-q", "--save", self.path("pipe"))
            self.assertIn(b'"cleanup"', reader.stdout.read())
        os.symlink(log, self.path("link"))
        self.expect(0, *dice, "-q", "--save", self.path("link"))
        self.assertTrue(os.path.islink(self.path("link")))
        self.expect(2, *dice, "--save", "")
        self.expect(2, *dice, "--save", log, "--framework", "wdf", "--framework", "wdf-source")
        self.assertIn("'-1' is not a whole number from 0 on",
                      self.expect(2, "simulate", path, "--steps", "3", "--seed", "-1").stderr)
        self.assertIn("'0' is not a whole number from 1 on", self.expect(2, "simulate", path, "--steps", "0").stderr)
        self.assertIn("Is a directory", self.expect(2, *dice, "--save", self.folder.name).stderr)
        self.expect(2, "simulate", "-", input=HOLDS)
        self.expect(0, "simulate", "-", "--steps", "3", input=HOLDS)
        self.expect(2, "simulate", path, "--seed", "1")
        self.expect(2, "simulate", self.file(MISTAKE), "--steps", "3")

    def test_orders(self):
        path = self.file(HOLDS)
        whole = self.expect(0, "orders", path).stdout
        self.assertIn("Child.cleanup < Parent.cleanup < Child.destroy < Parent.destroy\n", whole)
        self.assertTrue(whole.endswith("2 orders  [wdf]\n"), whole)
        self.assertEqual(self.expect(0, "orders", "--count", path).stdout, "2 orders  [wdf]\n")
        self.assertIn("the first 1 order, and there are more", self.expect(0, "orders", "--limit", "1", path).stdout)
        self.assertEqual(self.expect(0, "orders", "--of", "Child", path).stdout,
                         "Child.cleanup < Child.destroy\n1 order  [wdf]\n")
        self.assertIn("it declares Parent, Child", self.expect(2, "orders", "--of", "Chld", path).stderr)
        alike = self.file("scenario: alike\nobjects: { P: {}, C: { parent: P, count: 3 } }\n")
        one = ["orders", "--count", "--of", "C", "--framework", "wdf-immediate"]
        self.assertEqual(self.expect(0, *one, alike).stdout, "15 orders  [wdf-immediate]\n")
        self.assertEqual(self.expect(0, *one, "--all-instances", alike).stdout, "90 orders  [wdf-immediate]\n")
        # What one instance has below it the others have not.
        above = self.file("scenario: above\nobjects: { A: {}, X: { parent: A, count: 2 }, Y: { parent: X } }\n")
        self.assertEqual(self.expect(0, "orders", "--count", above).stdout, "96 orders  [wdf]\n")
        self.assertIn("\n96 orders", self.expect(0, "orders", above).stdout)
        endless = self.file("scenario: x\nobjects: { P: {} }\nthreads: { T: { does: [{ loop: [{ reference: P }] }] } }\n")
        self.assertIn("too large", self.expect(3, "orders", endless).stderr)
        # The thread would signal in its second round.
        cut = self.file("scenario: cut\nsignals: [S]\nflags: [A]\nobjects: { P: {} }\nteardown: [{ wait: S }, { delete: P }]\n"
                        "threads: { T: { does: [{ loop: [{ if: { flag: A, then: [{ signal: S }] } }, { set: A }] }] } }\n")
        self.assertEqual(self.expect(0, "orders", "--bound", "1", cut).stdout,
                         "(nothing happens)  (cut at a bound)\n1 order  [wdf]\n")
        self.assertEqual(self.expect(0, "orders", "--bound", "1", "--count", cut).stdout,
                         "1 order, 1 of them cut at a bound  [wdf]\n")
        self.assertEqual(self.expect(0, "orders", "--count", cut).stdout, "1 order  [wdf]\n")
        chain = self.file("scenario: chain\nobjects:\n  O0: {}\n"
                          + "".join("  O%d: { parent: O%d }\n" % (i + 1, i) for i in range(99)))
        self.assertIn("the first 1 order", self.expect(0, "orders", "--limit", "1", chain).stdout)
        slow = self.file(hard(8, 12), "slow.yaml")
        self.assertIn("so far, then the time was over", self.expect(3, "orders", "--timeout", "0.5", slow).stdout)
        self.assertEqual("not counted: the time was over  [wdf]\n",
                         self.expect(3, "orders", "--count", "--timeout", "0.5", slow).stdout)
        # What is locked for a touch is no reason for more states, unless somebody keeps the lock.
        locked = ("scenario: locked\nlocks: [L, K]\nobjects: { P: {}, A: { parent: P, count: %d, EvtCleanupCallback: [lock: L, "
                  "lock: K, use: P, unlock: K, unlock: L] } }\nthreads: { T: { does: [lock: L%s] } }\nteardown: [delete: P]\n")
        kept = self.expect(0, "orders", self.file(locked % (1, ""), "locked.yaml")).stdout
        self.assertEqual(kept, "A.cleanup\nA.cleanup < P.cleanup < P.destroy < A.destroy\n"
                         "A.cleanup < P.cleanup < A.destroy < P.destroy\n3 orders  [wdf]\n")
        self.assertEqual("6227020800 orders  [wdf]\n", self.expect(
            0, "orders", "--count", self.file(locked % (12, ", use: P, unlock: L"), "locked.yaml")).stdout)
        wide = self.file("scenario: wide\nobjects: { P: {}, C: { parent: P, count: %d }, D: { parent: P } }\n"
                         % (500 if SANITIZED else 5000), "wide.yaml")
        self.assertIn("the first 1 order", self.expect(0, "orders", "--limit", "1", wide).stdout)
        self.expect(0, "orders", "--count", wide)
        self.assertEqual("D.cleanup < P.cleanup < P.destroy < D.destroy\nD.cleanup < P.cleanup < D.destroy < P.destroy\n"
                         "2 orders  [wdf]\n", self.expect(0, "orders", "--of", "D,P", wide).stdout)
        many = self.file("scenario: many\nobjects: { P: {}, C: { parent: P, count: 20000 } }\n", "many.yaml")
        refused = self.expect(3, "orders", "--count", many).stderr
        self.assertIn("many.yaml [wdf]: too large to be counted: 40002 elements; up to 30000 are counted\n", refused)
        self.assertIn("help: --of NAMES looks at", refused)
        self.expect(2, "orders", self.file(MISTAKE))
        self.expect(2, "orders")
        path = self.file(HOLDS)
        graph = self.expect(0, "orders", "--graph", path).stdout
        self.assertIn('e2 -> e0 [label = "children-before-parents", tooltip = ', graph)
        self.assertNotIn("e2 -> e3", graph)  # it follows from others
        self.expect(2, "orders", "--graph", "--count", path)
        self.expect(2, "orders", "--limit", "3", "--count", path)

    def test_conform(self):
        path = self.file(HOLDS)
        good = "".join('{"event": "%s", "object": "%s", "cpu": 1}\n' % each for each in
                       [("cleanup", "Child"), ("cleanup", "Parent"), ("destroy", "Parent"), ("destroy", "Child")])
        self.assertEqual(self.expect(0, "conform", path, "-", input=good).stdout, "permitted  4 events  [wdf]\n")
        array = "[" + good.strip().replace("\n", ",") + "]"
        self.expect(0, "conform", path, self.file(array, "run.json"))
        both = self.expect(1, "conform", path, "-", "--framework", "wdf", "--framework", "wdf-source", input=good).stdout
        self.assertIn("permitted  4 events  [wdf]", both)
        self.assertIn("excluded   event 3, Parent.destroy  (standard input:3)  [wdf-source]", both)
        self.assertIn("Child.destroy must have ended (descendants-destroyed-before-self)", both)
        late = good.split("\n", 1)[1]
        self.expect(0, "conform", path, "-", input=late)
        self.expect(1, "conform", "--complete", path, "-", input=late)
        for broken in ("{", '{"event": "cleanup"}', '{"event": "clean", "object": "Child"}', "[3]", '{"event": "use"}'):
            self.assertIn("AL0701", self.expect(2, "conform", path, "-", input=broken).stderr)
        mistaken = (
            '{"event": "cleanup", "object": 7}', "1:22: error[AL0701]: 'object' is a text",
            '{"event": "cleanup", "y": "x"}', "2:1: error[AL0701]: the event 'cleanup' has no 'object'",
            '  {"event": "clean\\"up", "object": "C"}', "3:13: error[AL0701]: 'clean\"up' is no event",
            '{"x": {"event": [1, "t", {}]}, "event": "cleanup", "object": "X\\\\"}', "4:62: error[AL0701]: the scenario has no object 'X\\'",
            '{"event": "cleanup", "object": "Child", "by": "teardown"}', "5:47: error[AL0701]: a cleanup is not begun by 'teardown'",
            '{"event": "cleanup", "object": "Child", "by": 7}', "6:41: error[AL0701]: 'by' is a text",
            '{"event": "cleanup", "object": "Child", "object": "Child"}', "7:51: error[AL0701]: 'object' is said twice",
            '{"event": "cleanup", "object": "Child"', "8:38: error[AL0701]: this is no JSON",
            "[3]", "9:1: error[AL0701]: an event is an object",
            '{"event": "cleanup", "object": null}', "10:1: error[AL0701]: the event 'cleanup' has no 'object'",
            '{"event": "cleanup", "object": "Child"} x', "11:41: error[AL0701]: this is no JSON",
            '{"event": "cleanup", "object": "Child", "at": "middle"}', "12:47: error[AL0701]: 'at' is 'begin' or 'end'",
            "-1.5", "13:1: error[AL0701]: an event is an object",
            '"cleanup"', "14:1: error[AL0701]: an event is an object",
        )
        said = self.expect(2, "conform", path, "-", input="\n".join(mistaken[::2])).stderr
        for place in mistaken[1::2]:
            self.assertIn("standard input:" + place, said)
        self.assertEqual(said.count("AL0701"), 14, said)
        array = '[ {"event": "cleanup",\n  "object": "Q"}, 3,\n {"event":\n "destroi", "object": "Child"}\n]'
        said = self.expect(2, "conform", path, "-", input=array).stderr
        for place in ("2:13: error[AL0701]: the scenario has no object 'Q'", "2:19: error[AL0701]: an event is an object",
                      "4:2: error[AL0701]: 'destroi' is no event"):
            self.assertIn("standard input:" + place, said)
        self.expect(2, "conform", path, "-", input="[" + array)
        self.assertIn("standard input is the scenario already", self.expect(2, "conform", "-", "-", input=HOLDS).stderr)
        whose = '{"event": "cleanup", "object": "Child", "by": "%s", "at": "%s"}\n'
        self.expect(0, "conform", path, "-", input=whose % ("framework", "begin") + whose % ("cleanup of Child", "end"))
        self.expect(0, "conform", path, "-", input="\n\n" + good.replace("\n", "\r\n\n"))
        self.expect(2, "conform", path, "-", input="\n \n")
        self.assertIn("standard input:2:6: error", self.expect(2, "conform", path, "-", input="\n [1, 2").stderr)
        self.assertIn("standard input:1:37: error", self.expect(
            2, "conform", path, "-", input='{"event":"cleanup","object":"Child"}\0{"event":"no"}\n').stderr)
        many = self.expect(2, "conform", path, "-", input="{}\n" * 1200).stderr
        self.assertIn("200 more mistakes are not listed", many)
        device = self.file(
            "scenario: device\nobjects:\n  Dev: { type: WDFDEVICE, EvtDeviceReleaseHardware: [use: Mem] }\n"
            "  Tgt: { type: WDFIOTARGET, parent: Dev }\n  Req: { type: WDFREQUEST, parent: Tgt }\n"
            "  Mem: { type: WDFMEMORY, parent: Dev, count: 2 }\n"
            "  New: { type: WDFMEMORY, parent: Dev }\n"
            "threads: { W: { does: [{ loop: [{ use: Mem }] }, { send: { request: Req, to: Tgt } }] } }\n"
            "teardown: [{ stop: W }, { remove: Dev }, { create: New }]\n", "device.yaml")
        line = '{"event": "%s", "%s": "%s"%s}\n'
        for event, said in (
                (("stop", "thread", "W", ', "at": "end"'), "'stop' is an instant"),
                (("use", "object", "Mem#1", ', "by": "EvtDeviceReleaseHardware of Dev"'), "run by whoever removes"),
                (("use", "object", "Mem#1", ', "by": "cleanup of Tgt"'), "gives Tgt no callback 'cleanup'"),
                (("use", "object", "Mem", ""), "there are 2 of 'Mem'"),
                (("EvtDeviceD0Exit", "object", "Dev", ""), "gives Dev no EvtDeviceD0Exit")):
            self.assertIn(said, self.expect(2, "conform", device, "-", input=line % event).stderr)
        for events, said in (
                ([("create", "object", "Dev", "")], "Dev is created by nobody: it exists from the beginning"),
                ([("use", "object", "Tgt", "")], "nobody in the scenario does 'use' to Tgt"),
                ([("use", "object", "Mem#1", ', "by": "W"'), ("remove", "object", "Dev", ', "by": "W"')],
                 "W does no such thing in the scenario"),
                ([("end", "thread", "W", ""), ("use", "object", "Mem#1", ', "by": "W"')], "W has ended"),
                ([("end", "thread", "W", ""), ("stop", "thread", "W", "")], "teardown comes to it in no execution that fits the log;"),
                ([("remove", "object", "Dev", ""), ("EvtDeviceReleaseHardware", "object", "Dev", "")],
                 "teardown comes to it in no execution"),
                ([("create", "object", "Mem#1", "")], "is created by nobody"),
                ([("delete", "object", "Dev", ""), ("create", "object", "New", "")],
                 "Dev, which it would be below, belongs to a deletion"),
                ([("EvtRequestCompletionRoutine", "object", "Req", "")] * 2, "no run of Req can begin here"),
                ([("cleanup", "object", "Tgt", ""), ("stop", "thread", "W", "")], "teardown ")):
            excluded = self.expect(1, "conform", device, "-", input="".join(line % each for each in events)).stdout
            self.assertIn("excluded   event %d" % len(events), excluded)
            self.assertIn(said, excluded)
        for event, said in ((("send", "object", "Tgt", ""), "say which request"), (("lock", "lock", "X", ""), "it has none"),
                            (("stop", "object", "W", ""), "'W' is a thread"),
                            (("use", "object", "Dev", ', "by": "cleanup of Mem"'), "there are 2 of 'Mem'"),
                            (("use", "object", "Mem#1", ', "n": 1e999'), "1:42: error[AL0701]: this number is too large")):
            self.assertIn(said, self.expect(2, "conform", device, "-", input=line % event).stderr)
        self.expect(0, "conform", device, "-", input=line % ("send", "request", "Req", ', "to": "Tgt", "thread": 17'))
        unused = self.file("scenario: unused\nobjects: { P: {}, M: { parent: P, count: 10 } }\nlocks: [L]\n"
                           "threads: { T: { does: [{ loop: [{ lock: L }, { reference: M }, { dereference: M }, { unlock: L }] }] } }\n",
                           "unused.yaml")  # no search is needed
        self.expect(1, "conform", unused, "-", input=line % ("use", "object", "M#1", ""))
        rounds = self.file("scenario: rounds\nobjects: { P: {} }\nthreads: { T: { does: [{ loop: [{ use: P }] }] } }\n"
                           "teardown: [{ stop: T }, { delete: P }]\n", "rounds.yaml")
        uses = '{"event": "use", "object": "P", "by": "T"}\n' * 9
        self.expect(0, "conform", rounds, "-", input=uses)
        # States without end: a log that shows every step is followed all the same, and what never comes is looked for in vain.
        endless = self.file("scenario: endless\nobjects: { P: {}, Q: {} }\nteardown: [{ loop: [{ reference: P }] },"
                            " { loop: [{ reference: Q }] }, { loop: [{ dereference: P }] }, { delete: P }]\n", "endless.yaml")
        self.expect(0, "simulate", endless, "--steps", "400", "--seed", "3", "--save", self.path("endless.jsonl"))
        self.expect(0, "conform", endless, self.path("endless.jsonl"))
        never = '{"event": "cleanup", "object": "Q"}'
        self.assertIn("more than", self.expect(3, "conform", endless, "-", input=never).stdout)
        self.assertIn("time limit", self.expect(3, "conform", "--timeout", "0.1", endless, "-", input=never).stdout)
        self.assertIn("not within 8 rounds", self.expect(3, "conform", "--bound", "8", rounds, "-", input=uses).stdout)
        # A thread that nobody starts has started once, and before it did anything.
        start = '{"event": "start", "thread": "T"}\n'
        self.expect(0, "conform", rounds, "-", input=start + uses)
        self.expect(1, "conform", rounds, "-", input=start + start)
        self.expect(1, "conform", rounds, "-", input=uses + start)
        self.expect(1, "conform", rounds, "-", input='{"event": "end", "thread": "T"}\n' + start)
        end = '{"event": "cleanup", "object": "%s", "at": "end"}\n'
        self.expect(0, "conform", path, "-", input=end % "Child" + end % "Parent")
        self.expect(1, "conform", path, "-", input=end % "Parent" + end % "Child")
        self.expect(1, "conform", path, "-", input=end % "Child" + end % "Child")
        nobody = '{"event": "use", "object": "P", "by": "t"}'
        self.assertIn("nobody in the scenario is called 't'", self.expect(2, "conform", rounds, "-", input=nobody).stderr)
        self.assertIn("no signal 'X'", self.expect(2, "conform", rounds, "-",
                                                   input='{"event": "wait", "signal": "X"}').stderr)
        self.expect(2, "conform", rounds, "-", input='{"event": "use", "object": "P", "by": "loop of P"}')
        self.expect(2, "conform", rounds, "-", input='{"event": "use", "object": "P#2"}')
        self.expect(1, "conform", rounds, "-", input='{"event": "delete", "object": "P", "by": "T"}')
        self.expect(2, "conform", path, "nowhere.json")
        self.expect(2, "conform", path)

    def test_notes_fail_nothing(self):
        path = self.file(HOLDS + "teardown:\n  - delete: Parent\n  - delete: Child\n")
        self.assertIn("note      redundant-delete (scenario.yaml:9)", self.expect(0, "check", path).stdout)
        self.assertNotIn("note", self.expect(0, "check", "--quiet", path).stdout)

    def test_the_help_lists_every_code(self):
        text = self.expect(0, "--help").stdout
        for code in (0, 1, 2, 3, 4, 130):
            self.assertRegex(text, rf"(?m)^  {code} +\w")
        self.assertIn("use-after-cleanup", text)


class LostOutput(CommandLine):
    def test_a_full_disk(self):
        for arguments in (["check", self.file(HOLDS)], ["check", "-q", self.file(HOLDS)], ["--help"], ["--version"]):
            with self.subTest(arguments=arguments), open("/dev/full", "w", encoding="utf-8") as full:
                self.expect(4, *arguments, stdout=full, stderr=subprocess.DEVNULL)

    def test_a_closed_standard_output(self):
        for arguments in (["check", self.file(HOLDS)], ["--help"]):
            command = ["sh", "-c", 'exec "$@" >&-', "sh", AFTERLIFE, *arguments]
            result = subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=120, check=False)
            self.assertEqual(result.returncode, 4, result.stderr)
            self.assertIn("could not be written", result.stderr)

    def test_a_reader_that_left(self):
        reader, writer = os.pipe()
        os.close(reader)
        result = self.run_it("check", self.file(HOLDS), stdout=writer, stderr=subprocess.DEVNULL)
        os.close(writer)
        self.assertEqual(result.returncode, -signal.SIGPIPE)

    def test_out_of_memory(self):
        def little_memory():
            resource.setrlimit(resource.RLIMIT_AS, (100 << 20, 100 << 20))
        if self.run_it("--version", preexec_fn=little_memory).returncode != 0:
            self.skipTest("this build needs more memory for itself (a sanitizer does)")
        huge = HOLDS + f"# {'x' * 1000}\n" * 60000
        result = self.run_it("check", "-", input=huge, preexec_fn=little_memory)
        self.assertEqual((result.returncode, result.stderr), (3, "afterlife: -: memory limit\n"))


class Input(CommandLine):
    def test_standard_input(self):
        result = self.expect(0, "check", "-", input=HOLDS)
        self.assertIn("standard input", result.stdout)
        self.assertIn("standard input:3:", self.expect(2, "check", "-", input=HOLDS.replace("WDFOBJECT }", "NO }", 1)).stderr)

    def test_a_framework_file_beside_the_scenario(self):
        os.mkdir(os.path.join(self.folder.name, "below"))
        mine = "framework: mine\ntitle: As published, and mine\nextends: wdf\n"
        self.file(mine, "below/mine.yaml")
        inside = self.file("framework: ./mine.yaml\n" + HOLDS, "below/scenario.yaml")
        self.assertIn("under mine", self.expect(0, "check", inside).stdout)
        self.assertIn("under mine", self.expect(0, "check", "--framework", "below/mine.yaml", self.file(HOLDS)).stdout)

    def test_a_reading_whose_delete_returns_past_what_is_referenced(self):
        mine = self.file("framework: mine\nextends: wdf\ndeletion: { returns: after-cleanup }\n", "mine.yaml")
        scenario = """scenario: A thread that takes references again and again
objects: { A: {}, B: {} }
threads: { T: { does: [ loop: [ reference: A, dereference: A ] ] } }
teardown: [ delete: A, delete: B ]
check: [ always: A.cleanup before B.cleanup ]
bounds: { loop: 1 }
"""
        # Each round may let one more delete return, so one round is not as good as any number of them.
        self.assertIn("(bounded)", self.expect(0, "check", "--framework", mine, self.file(scenario)).stdout)
        destroys = self.file(scenario.replace("cleanup", "destroy"))
        self.assertIn("reference A", self.expect(1, "check", "--framework", mine, destroys).stdout)

    def test_every_reading_that_was_asked_for(self):
        result = self.expect(0, "check", "--framework", "wdf", "--framework", "wdf-book", self.file(HOLDS))
        self.assertIn("under wdf:", result.stdout)
        self.assertIn("under wdf-book:", result.stdout)
        self.assertTrue(result.stdout.endswith("total: 1 file, 2 readings, 2 checks: 2 as expected\n"), result.stdout)

    def test_a_name_that_looks_like_an_option(self):
        self.file(HOLDS, "-odd.yaml")
        self.expect(0, "check", "--", "-odd.yaml")


class Look(CommandLine):
    def test_quiet_shows_the_unexpected_only(self):
        self.assertEqual(self.expect(0, "check", "--quiet", self.file(HOLDS)).stdout, "1 check: 1 as expected\n")
        self.assertIn("violated", self.expect(1, "check", "--quiet", self.file(SURPRISE)).stdout)

    def test_stats(self):
        self.assertRegex(self.expect(0, "check", "--stats", self.file(HOLDS)).stdout, r"decided by .*: \d+ events?, ")

    def test_no_colour_in_a_pipe_but_on_demand(self):
        path = self.file(HOLDS)
        self.assertNotIn("\x1b", self.run_it("check", path).stdout)
        self.assertIn("\x1b", self.run_it("check", "--color", "always", path).stdout)

    def on_a_terminal(self, *arguments, **environment):
        try:
            master, slave = pty.openpty()
        except OSError as none_left:
            self.skipTest(f"no terminal can be made here: {none_left}")
        with subprocess.Popen([AFTERLIFE, *arguments], stdout=slave, stdin=subprocess.DEVNULL,
                              env={**os.environ, "TERM": "xterm", "NO_COLOR": "", **environment}) as process:
            os.close(slave)
            shown = b""
            try:
                while chunk := os.read(master, 65536):
                    shown += chunk
            except OSError:  # how a pseudo-terminal says that nobody writes any more
                pass
            self.assertEqual(process.wait(), 0)
        os.close(master)
        return shown

    def test_colour_on_a_terminal(self):
        path = self.file(HOLDS)
        self.assertIn(b"\x1b[", self.on_a_terminal("check", path))
        self.assertNotIn(b"\x1b", self.on_a_terminal("check", path, NO_COLOR="1"))
        self.assertNotIn(b"\x1b", self.on_a_terminal("check", "--color", "never", path))
        self.assertNotIn(b"\x1b", self.on_a_terminal("check", path, TERM="dumb"))

    def test_the_same_bytes_on_every_run(self):
        path = self.file(EXPECTED_VIOLATION)
        self.assertEqual(len({self.run_it("check", path).stdout for _ in range(3)}), 1)


class ControlC(CommandLine):
    def start(self, *arguments, **options):
        # A shell starts background jobs with SIGINT ignored; whoever runs this test may be one.
        process = subprocess.Popen([AFTERLIFE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **options)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def test_the_first_ends_cleanly_and_says_what_was_not_decided(self):
        process = self.start("check", self.file(hard(5, 6)), self.file(HOLDS, "later.yaml"))
        self.wait_for_heading(process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, out + err)
        self.assertIn("unknown   never leak", out)
        self.assertIn("interrupted", out)
        self.assertIn("later.yaml", err)

    def test_while_waiting_for_input(self):
        process = self.start("check", "-", stdin=subprocess.PIPE)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=30), 130)

    def wait_for_heading(self, process):
        self.assertNotEqual(process.stdout.readline(), "")  # from here on it is checking
        time.sleep(0.1)


if __name__ == "__main__":
    AFTERLIFE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
