#!/usr/bin/env python3
"""Checks every scenario of specs/scenarios under every reading. What is expected is written in the scenarios.

    run_corpus.py ROOT AFTERLIFE [--in-turn] [OPTIONS FOR afterlife check]

A scenario that names a framework of its own is checked under that one; all others under the four readings of WDF, with
--in-turn under one of them each.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

READINGS = ["wdf-immediate", "wdf", "wdf-book", "wdf-source"]


def readings_for(path):
    named = re.search(r"(?m)^framework:\s*([^\s#]+)", path.read_text(encoding="utf-8"))
    return READINGS if named is None or named[1] in READINGS else []


def check(afterlife, path, readings, options):
    arguments = [f"--framework={reading}" for reading in readings]
    done = subprocess.run([afterlife, "check", "--quiet", *options, *arguments, str(path)], capture_output=True,
                          text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def main():
    root, afterlife, options = pathlib.Path(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:]
    os.chdir(root)
    in_turn = options[:1] == ["--in-turn"]
    files = sorted(pathlib.Path("specs/scenarios").rglob("*.yaml"))
    readings = [readings_for(path) for path in files]
    if in_turn:
        options = options[1:]
        readings = [each and [each[number % len(each)]] for number, each in enumerate(readings)]
    bad = checks = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, (code, text) in zip(files, pool.map(lambda path, each: check(afterlife, path, each, options), files,
                                                      readings)):
            if code != 0:
                bad += 1
                print(f"{path}: exit code {code}\n{text}")
            elif counted := re.findall(r"(\d+) checks?:", text):
                checks += int(counted[-1])
    print(f"{len(files)} scenarios, {checks} checks as expected, {bad} scenarios not as expected")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
