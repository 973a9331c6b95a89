#!/usr/bin/env python3
"""Logs for `afterlife conform`, long and empty ones; and the words in which a run is shown and saved.

    log_test.py path/to/afterlife [unittest arguments]
"""

import os
import signal
import subprocess
import sys
import time
import unittest

import command_line_test
from command_line_test import CommandLine

LOOP = """\
scenario: a thread that goes round
objects: { P: {} }
threads: { T: { does: [ loop: [ use: P ] ] } }
teardown: [ delete: P ]
"""
USE = '{"event": "use", "object": "P", "line": %d, "by": "T"}'


class LongLogs(CommandLine):
    def log(self, events, as_array=False):
        lines = [USE % i for i in range(events)]
        text = "[" + ",\n".join(lines) + "]" if as_array else "\n".join(lines)
        return self.file(text, "log.json" if as_array else "log.jsonl")

    def follow(self, scenario, log, *options):
        """The exit code, the seconds and the kilobytes of a run."""
        with open(os.devnull, "wb") as nowhere:
            begin = time.monotonic()
            process = subprocess.Popen([command_line_test.AFTERLIFE, "conform", scenario, log, *options], stdout=nowhere)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, time.monotonic() - begin, used.ru_maxrss

    def test_time_and_memory_grow_with_the_log(self):
        scenario = self.file(LOOP)
        _, _, few = self.follow(scenario, self.log(1000))
        for as_array in (False, True):
            events = 100_000
            code, _, kilobytes = self.follow(scenario, self.log(events, as_array))
            self.assertEqual(code, 0)
            self.assertLess(kilobytes - few, events)  # one each

    def test_choices_that_the_log_does_not_show(self):
        scenario = self.file(LOOP.replace("use: P ] ]", "choose: [ [ use: Q ], [ use: P ] ] ] ]").replace("P: {}", "P: {}, Q: {}"))
        _, _, few = self.follow(scenario, self.log(1000))
        code, _, kilobytes = self.follow(scenario, self.log(30_000))
        self.assertEqual(code, 0)
        self.assertLess(kilobytes - few, 30_000)

    def test_the_time_limit_holds_while_a_log_is_read(self):
        code, seconds, _ = self.follow(self.file(LOOP), self.log(300_000), "--timeout", "0.5")
        self.assertEqual(code, 3)
        self.assertLess(seconds, 10)

    def test_ctrl_c_holds_while_a_log_is_read(self):
        process = subprocess.Popen([command_line_test.AFTERLIFE, "conform", self.file(LOOP), self.log(500_000)],
                                   stdout=subprocess.PIPE, text=True,
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        self.addCleanup(process.kill)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 130)
        self.assertIn("interrupted", out)

    def test_many_mistakes_in_a_large_scenario(self):
        scenario = self.file("scenario: many\nobjects: { P: {}, M: { parent: P, count: 50000 } }\n")
        begin = time.monotonic()
        said = self.expect(2, "conform", scenario, "-", input='{"event": "cleanup", "object": "N"}\n' * 5000).stderr
        self.assertIn("its objects are M#1, M#10, M#100, M#1000, M#10000", said)
        self.assertLess(time.monotonic() - begin, 60)


class EmptyLogs(CommandLine):
    def test_an_empty_log_is_a_mistake(self):
        scenario = self.file(LOOP)
        for empty in ("", "\n \n", "[]", " [ ]\n"):
            said = self.expect(2, "conform", scenario, "-", input=empty).stderr
            self.assertIn("standard input:1:1: error[AL0701]: the log has no events", said)
            self.assertIn("--allow-empty", said)
            shown = self.expect(0, "conform", "--allow-empty", scenario, "-", input=empty).stdout
            self.assertEqual(shown, "permitted  0 events  [wdf]\n")
        self.expect(2, "conform", "--allow-empty", scenario, "-", input="[")


class Words(CommandLine):
    def test_who_holds_a_lock(self):
        lines = ["scenario: held", "objects: { S: { type: WDFSPINLOCK, count: 2 } }", "threads:"]
        two = lines + ["  T: { does: [ lock: S ] }", "  U: { does: [ loop: [ lock: S ] ] }"]
        said = self.expect(1, "check", self.file("\n".join(two + ["check: [ never: deadlock ]", ""]))).stdout
        self.assertIn("waits for lock S#1 or S#2, which T and it itself hold (", said)
        self.assertNotIn(", it ", said)
        alone = lines + ["  T: { does: [ lock: 'S#1', lock: 'S#1' ] }", "  U: { does: [ lock: 'S#1' ] }"]
        said = self.expect(1, "check", self.file("\n".join(alone + ["check: [ never: deadlock ]", ""]))).stdout
        self.assertRegex(said, "waits for lock S#1, which it holds itself|waits for lock S#1, which (T|U) holds")

    def test_the_number_of_what_is_not_born(self):
        scenario = self.file("scenario: unborn\nobjects: { A: { count: 2 }, C: { type: WDFCOLLECTION, count: 2 } }\n"
                             "threads: { T: { does: [ create: A, create: C ] } }\n"
                             "teardown: [ use: A#2, add: { object: A#1, to: C#2 }, take: { object: A, from: C#2 },"
                             " delete: A#1, use: A#1 ]\n")
        log = ""
        for seed in range(20):
            self.expect(0, "simulate", scenario, "--steps", "40", "--seed", str(seed), "-q", "--save", self.path("run.jsonl"))
            log += self.read("run.jsonl")
            self.expect(0, "conform", scenario, self.path("run.jsonl"))
        self.assertIn('{"event":"use","object":"A#2"', log)
        self.assertNotIn('"use","object":"A"', log)

    def test_a_framework_that_is_misspelt(self):
        scenario = self.file("scenario: x\nframework: wdf-sorce\n")
        for command in (("check",), ("compare",), ("orders",), ("conform", "--allow-empty")):
            more = ("-",) if command[0] == "conform" else ()
            said = self.expect(2, *command, scenario, *more, input="").stderr
            self.assertIn(scenario + ":2:12: error[AL0601]: unknown framework 'wdf-sorce'", said)
            self.assertIn("  help: did you mean 'wdf-source'?", said)
        said = self.expect(2, "check", scenario, "--framework", "wdf-sorce").stderr
        self.assertIn("afterlife: error[AL0601]: --framework: unknown framework 'wdf-sorce'", said)

    def test_a_file_that_is_given_twice(self):
        scenario = self.file(command_line_test.HOLDS)
        spelt = os.path.join(self.folder.name, ".", "scenario.yaml")
        for again in (scenario, spelt, "scenario.yaml"):
            done = self.expect(0, "check", scenario, again)
            self.assertEqual(done.stdout.count("scenario.yaml under wdf"), 1)
            self.assertIn("is given twice, and looked at once", done.stderr)
        both = self.expect(0, "check", scenario, "--framework", "wdf", "--framework", "wdf").stdout
        self.assertEqual(both.count("under wdf"), 1)

    def test_what_nobody_sees_is_written_out(self):
        title = "\u202eeltit\u202c \u2066x\u2069 \u200f\u061c"
        scenario = self.file("scenario: \"" + title + "\"\nobjects: { A: {} }\ncheck: [ never: leak, never: 'le\u202eak' ]\n")
        said = self.expect(2, "check", scenario).stderr
        good = self.file("scenario: \"" + title + "\"\nobjects: { A: {} }\n", "good.yaml")
        shown = self.expect(0, "check", good).stdout + self.expect(0, "orders", good).stdout
        shown += self.expect(0, "simulate", good, "--steps", "3").stdout + self.expect(0, "orders", "--graph", good).stdout
        log = self.expect(2, "conform", good, "-", input='{"event": "use\u202e", "object": "\u2066A"}\n').stderr
        for text in (said, shown, log):
            for hidden in title.replace("eltit", "").replace("x", "").replace(" ", ""):
                self.assertNotIn(hidden, text)
        self.assertIn("\\u202eeltit\\u202c", shown)


if __name__ == "__main__":
    command_line_test.AFTERLIFE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
