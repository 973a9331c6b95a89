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


if __name__ == "__main__":
    command_line_test.AFTERLIFE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
