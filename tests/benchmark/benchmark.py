#!/usr/bin/env python3
"""How time and memory grow with the number of objects: one table per family of scenarios.

    benchmark.py AFTERLIFE MEASURE [--sizes 10,100,...] [--seconds LIMIT] [--repeat TIMES] [--only TEXT]

Each size is measured in processes of its own, twice: the whole of `afterlife check`, and its parts. Fails when a verdict
is not the expected one or is another at another size. A size that takes too long, or is refused as too large, is
reported as such, and no larger one is tried. `check` is all that the solver does, `around` is its part outside the single checks: building what they share, and
taking it down again.
"""

import argparse
import math
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

import scenarios

ROOT = pathlib.Path(__file__).resolve().parents[2]
KINDS = ("holds ", "vacuous ", "violated ", "unknown ")
SLOPE = (1000, 100000)
WORTH_REPEATING = 5  # seconds
COLUMNS = ("N", "whole s", "cpu s", "read s", "around s", "check s", "memory MB", "slowest check", "s", "steps", "lines")


class OverLimit(Exception):
    """It takes too long, or is refused as too large: a figure, as long as the size is a large one."""


class Broken(Exception):
    """It crashes, or rejects what it should check."""


def families(hazards):
    seed = (ROOT / "specs/scenarios/seed/lookaside.yaml").read_text(encoding="utf-8")
    for reading in ("wdf", "wdf-source"):
        for variant in ("seed", "safe", "unsafe"):
            yield f"count, {variant}", reading, lambda n, v=variant, r=reading: scenarios.count(seed, hazards, v, r, n)
    for shape in ("flat", "chain", "random", "callbacks"):
        for variant in ("safe", "unsafe"):
            yield f"tree, {shape}, {variant}", "wdf", lambda n, s=shape, v=variant: scenarios.tree(s, hazards, v, n)


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.failures, self.unreached = [], []

    def measure(self, *arguments):
        """The lines that `measure` prints, each split into fields."""

        def limit():
            size = self.options.gigabytes << 30 or resource.RLIM_INFINITY
            resource.setrlimit(resource.RLIMIT_AS, (size, size))

        environment = dict(os.environ, MEASURE_SECONDS=str(self.options.seconds))
        done = subprocess.run([self.options.measure, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, env=environment, preexec_fn=limit, check=False)
        if done.returncode == -14:
            raise OverLimit(f"above {self.options.seconds} s ({' '.join(last_verdict(done.stdout))})")
        if done.returncode:
            raise Broken(f"ended with {done.returncode}: {done.stderr.strip()[-200:]}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def one_size(self, reading, file):
        output = self.folder / "output.txt"
        command = (self.options.afterlife, "check", "--framework", reading, file)
        [[_, seconds, processor, memory, code]] = self.measure("run", output, *command)
        said = output.read_text(encoding="utf-8")
        if code == "-14":
            raise OverLimit(f"whole process above {self.options.seconds} s")
        if code not in ("0", "1", "3"):
            raise Broken(f"exit code {code}: {said.strip()[-200:]}")
        if refused := all_refused(said):
            raise OverLimit(f"{refused}, after {float(seconds):.1f} s")
        parts = self.measure("parts", reading, file)
        times = {fields[0]: float(fields[1]) for fields in parts if fields[0] != "verdict"}
        verdicts = [fields[1:] for fields in parts if fields[0] == "verdict"]
        return {"whole": float(seconds), "cpu": float(processor), "memory": int(memory) / 1024, "code": code, "said": said, "verdicts": verdicts, **times}

    def best(self, reading, file):
        """The quickest of a few measurements: what disturbs one only ever adds to it."""
        results = [self.one_size(reading, file)]
        while len(results) < self.options.repeat and results[0]["whole"] < WORTH_REPEATING:
            results.append(self.one_size(reading, file))
        return min(results, key=lambda result: result["whole"])

    def family(self, name, reading, scenario):
        print(f"\n{name}, under {reading}")
        print(row(COLUMNS))
        results = {}
        for size in self.options.sizes:
            file = self.folder / "scenario.yaml"
            file.write_text(scenario(size), encoding="utf-8")
            try:
                results[size] = self.best(reading, file)
            except (OverLimit, Broken) as stopped:
                print(f"{size:>8}  {stopped}", flush=True)
                if isinstance(stopped, Broken) or size < SLOPE[0]:
                    self.failures.append(f"{name}, {reading}: {size}: {stopped}")
                else:
                    self.unreached.append(f"{name}, {reading}: {size}")
                break
            print(figures(size, results[size]), flush=True)
        self.judge(f"{name}, {reading}", results)
        if grown := growth(results):
            print(grown)

    def judge(self, name, results):
        first = None
        for size, result in results.items():
            kinds = [verdict[1] for verdict in result["verdicts"]]  # a tree's checks name other objects at other sizes
            said = [line.split()[0] for line in result["said"].splitlines() if line.startswith(KINDS)]
            if said != kinds:
                self.failures.append(f"{name}: {size}: the whole process says {said}, its parts {kinds}")
            if result["code"] != "0":
                wrong = [line for line in result["said"].splitlines() if "UNEXPECTED" in line or "UNDECIDED" in line]
                self.failures.append(f"{name}: {size}: exit code {result['code']}\n    " + "\n    ".join(wrong))
            first = first or kinds
            if kinds != first:
                self.failures.append(f"{name}: {size}: other verdicts than for the smallest size: {kinds}, not {first}")


def last_verdict(text):
    done = [line.split("\t")[1] for line in text.splitlines() if line.startswith("verdict")]
    return ["after", f"'{done[-1]}'"] if done else ["before the first verdict"]


def all_refused(said):
    """Why every check is left undecided, where each is for its size."""
    verdicts = [line for line in said.splitlines() if line.startswith(KINDS)]
    reasons = [line.strip() for line in said.splitlines() if line.strip().startswith("too large: ")]
    return reasons[0] if reasons and all(line.startswith("unknown ") for line in verdicts) else None


def row(cells):
    widths = (8, 9, 9, 9, 9, 9, 9, 36, 9, 8, 6)
    return "  ".join(str(cell).rjust(width) for cell, width in zip(cells, widths))


def figures(size, result):
    slowest = max(result["verdicts"], key=lambda verdict: float(verdict[2]))
    longest = max(result["verdicts"], key=lambda verdict: int(verdict[3]))
    return row([size, *(f"{result[part]:.3f}" for part in ("whole", "cpu", "read", "around", "check")), f"{result['memory']:.1f}",
                slowest[0][-36:], f"{float(slowest[2]):.3f}", longest[3], longest[4]])


def growth(results):
    low, high = SLOPE
    if low not in results:
        return ""  # too small to say
    reached = max(results)
    if reached <= low:
        return f"reached {reached}: no exponent"

    def exponent(part):
        return math.log(results[reached][part] / results[low][part]) / math.log(reached / low)

    parts = ", ".join(f"{part} {exponent(part):.2f}" for part in ("whole", "cpu", "read", "around", "check", "memory"))
    return f"growth from {low} to {reached}" + ("" if reached == high else f" (not {high})") + f", exponent: {parts}"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("afterlife")
    parser.add_argument("measure")
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")],
                        default=[10, 100, 1000, 10000, 100000])
    parser.add_argument("--seconds", type=int, default=300, help="the limit for one process")
    parser.add_argument("--repeat", type=int, default=3, help="how often a short measurement is taken; the best one counts")
    parser.add_argument("--gigabytes", type=int, default=8, help="the limit for one process's address space; 0: none")
    parser.add_argument("--only", default="", help="the families whose name contains this")
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, pathlib.Path(folder))
        hazards = [fields[0] for fields in bench.measure("hazards")]
        chosen = [family for family in families(hazards) if options.only in f"{family[0]}, {family[1]}"]
        for family in chosen:
            bench.family(*family)
    for failure in bench.failures:
        print(f"FAILED: {failure}")
    for size in bench.unreached:
        print(f"NOT REACHED: {size}")
    print(f"\n{len(chosen)} families, {len(bench.unreached)} short of the largest size, {len(bench.failures)} failures")
    return 1 if bench.failures or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
