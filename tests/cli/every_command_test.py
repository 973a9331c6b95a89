#!/usr/bin/env python3
"""Every command on scenarios that nobody wrote, also of a framework's own types: each answers, none breaks off.

    every_command_test.py path/to/afterlife path/to/write_population SEED NUMBER

With AFTERLIFE_FULL_ENUMERATION=1 in the environment on twice as many. A run of the simulator, saved and held against
the scenario, is permitted.
"""

import collections
import os
import re
import subprocess
import sys
import tempfile

READINGS = ["wdf-immediate", "wdf", "wdf-book", "wdf-source"]
LIMITS = ["--timeout", "2"]


class Runs:
    def __init__(self, program):
        self.program, self.count, self.codes, self.failures = program, 0, collections.Counter(), []

    def run(self, folder, allowed, *arguments):
        self.count += 1
        try:
            done = subprocess.run([self.program, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                                  text=True, timeout=120, check=False)
            code, said = done.returncode, (done.stdout + done.stderr)[-2000:]
        except subprocess.TimeoutExpired:
            code, said = "no end", ""
        self.codes[arguments[0], code] += 1
        if code not in allowed or "internal error" in said:
            self.failures.append((folder, arguments, code, said))
        return code


def first_objects(text):
    return re.findall(r"^  (\w+):.*type:", text.split("\nobjects:")[-1], re.MULTILINE) or ["A"]


def on_one(runs, folder, scenario, frameworks):
    given = [word for name in frameworks for word in ("--framework", name)]
    with open(os.path.join(folder, scenario), encoding="utf-8") as file:
        objects = first_objects(file.read())
    question = f"{objects[0]}.cleanup before {objects[-1]}.destroy"
    runs.run(folder, {0, 1, 3}, "check", scenario, *given, *LIMITS)
    runs.run(folder, {0, 1, 3}, "check", scenario, *given[-2:], "--explain", "--self-check", "--stats", *LIMITS)
    runs.run(folder, {0, 1, 3}, "compare", scenario, *given, *LIMITS)
    runs.run(folder, {0, 3}, "ask", scenario, question, *given[-2:], *LIMITS)
    runs.run(folder, {0, 3}, "ask", scenario, *given[:2], *LIMITS)
    runs.run(folder, {0, 3}, "orders", scenario, "--limit", "20", *given, *LIMITS)
    runs.run(folder, {0, 3}, "orders", scenario, "--count", *given, *LIMITS)
    runs.run(folder, {0, 3}, "orders", scenario, "--graph", *given[-2:], *LIMITS)
    runs.run(folder, {0, 3}, "export", scenario, "--smt2", "questions", *given[:2], *LIMITS)
    for name in frameworks:
        runs.run(folder, {0}, "simulate", scenario, "--steps", "80", "--save", "run.jsonl", "--framework", name)
        if os.path.getsize(os.path.join(folder, "run.jsonl")) > 0:
            runs.run(folder, {0, 3}, "conform", scenario, "run.jsonl", "--framework", name, *LIMITS)


def main():
    program, writer, seed, number = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3], sys.argv[4]
    seed = os.environ.get("AFTERLIFE_SEED", seed)
    number = int(number) * (2 if os.environ.get("AFTERLIFE_FULL_ENUMERATION") == "1" else 1)
    runs = Runs(program)
    with tempfile.TemporaryDirectory() as top:
        for kind in ([], ["--own-types"]):
            folder = os.path.join(top, "own" if kind else "wdf")
            subprocess.run([writer, folder, "--random", str(number), "--small", "40", "--seed", seed, *kind], check=True,
                           stdout=subprocess.DEVNULL)
            # The last few hundred that come with the small ones are more of the same here.
            scenarios = sorted(os.listdir(folder))
            scenarios = [name for name in scenarios if not name.endswith(".fw.yaml")]
            step = max(1, len(scenarios) // (2 * number))
            readings = [f"./own-{name}.fw.yaml" for name in READINGS] if kind else READINGS
            for turn, scenario in enumerate(scenarios[::step]):
                on_one(runs, folder, scenario, [readings[turn % 4], readings[(turn + 3) % 4]])
        for folder, arguments, code, said in runs.failures[:10]:
            print(f"FAILED with {code}: {' '.join(arguments)}\n{said}")
            with open(os.path.join(folder, arguments[1]), encoding="utf-8") as file:
                print(file.read())
    print(f"seed {seed}: {runs.count} runs, {len(runs.failures)} failures;",
          ", ".join(f"{command} {code}: {count}" for (command, code), count in sorted(runs.codes.items(), key=str)))
    return 1 if runs.failures or runs.count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
