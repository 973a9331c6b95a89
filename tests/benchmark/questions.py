#!/usr/bin/env python3
"""What the commands beside `check` take: the matrix of all orders, numbers of orders, the rate at which orders are
listed, and logs that are held against a scenario.

    questions.py AFTERLIFE MEASURE [--large]

Without --large small sizes, for their answers only. Each figure is the best of three processes; answers are compared with
what is known of them (closed formulas, the number of lines, the exit code).
"""

import argparse
import math
import pathlib
import random
import subprocess
import sys
import tempfile

REPEAT = 3


def star(children):
    lines = ["scenario: A parent and its children", "objects:", "  P: {}"]
    return "\n".join(lines + [f"  C{i}: {{ parent: P }}" for i in range(children)]) + "\n"


def alike(children):
    return f"scenario: A parent and children that are alike\nobjects: {{ P: {{}}, C: {{ parent: P, count: {children} }} }}\n"


def tree(objects, reach=50):
    """Each object below one of those before it, no further back than `reach`."""
    dice = random.Random(objects)
    lines = [f"scenario: A random tree of {objects}", "objects:", "  O0: {}"]
    lines += [f"  O{i}: {{ parent: O{dice.randrange(max(0, i - reach), i)} }}" for i in range(1, objects)]
    return "\n".join(lines) + "\nteardown: [{ delete: O0 }]\n"


def log_of(objects):
    """A log of the whole deletion of a chain: two events for each object."""
    cleanups = [f'{{"event": "cleanup", "object": "O{i}"}}' for i in reversed(range(objects))]
    destroys = [f'{{"event": "destroy", "object": "O{i}"}}' for i in range(objects)]
    return "\n".join(cleanups + destroys) + "\n"


def chain(objects):
    lines = ["scenario: A chain", "objects:", "  O0: {}"]
    lines += [f"  O{i}: {{ parent: O{i - 1} }}" for i in range(1, objects)]
    return "\n".join(lines) + "\nteardown: [{ delete: O0 }]\n"


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder, self.failures = options, folder, []

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run(self, *arguments):
        """(seconds on the processor, MB, what it said) of the quickest of a few runs."""
        output = self.folder / "output.txt"
        best = None
        for _ in range(REPEAT):
            done = subprocess.run([self.options.measure, "run", output, self.options.afterlife, *arguments],
                                  capture_output=True, text=True, check=True)
            _, _, processor, memory, code = done.stdout.strip().split("\t")
            if code != "0":
                self.failures.append(f"{arguments}: exit code {code}")
            if best is None or float(processor) < best[0]:
                best = float(processor), int(memory) / 1024
        return *best, output.read_text(encoding="utf-8")

    def figure(self, what, seconds, memory, more=""):
        print(f"  {what:<52} {seconds:9.3f} s  {memory:8.1f} MB  {more}", flush=True)

    def expect(self, what, good):
        if not good:
            self.failures.append(what)

    def matrix(self, sizes):
        print("\nthe matrix of all orders (ask FILE)")
        for objects in sizes:
            seconds, memory, said = self.run("ask", "--quiet", self.file("tree.yaml", tree(objects)))
            pairs = objects * (2 * objects - 1)
            last = said.splitlines()[-1]
            self.expect(f"matrix of {objects}: {last}", last.startswith(f"{pairs} pair"))
            self.figure(f"random tree of {objects} objects", seconds, memory, f"{pairs} pairs")

    def count(self, alike_children, distinct, trees):
        print("\nhow many orders (orders --count)")
        for children in alike_children:
            seconds, memory, said = self.run("orders", "--count", self.file("alike.yaml", alike(children)))
            self.expect(f"{children} alike: {said}", said.startswith(f"{math.factorial(children + 1)} order"))
            self.figure(f"a parent and {children} alike children", seconds, memory)
        for children in distinct:
            seconds, memory, said = self.run("orders", "--count", self.file("star.yaml", star(children)))
            known = math.factorial(children) * math.factorial(children + 1)
            self.expect(f"{children} distinct: {said}", said.startswith(f"{known} order"))
            self.figure(f"a parent and {children} distinct children", seconds, memory)
        for objects in trees:
            seconds, memory, said = self.run("orders", "--count", self.file("tree.yaml", tree(objects)))
            number = said.split()[0]
            self.expect(f"tree of {objects}: {said[:40]}", number.isdigit() and number[0] != "0")
            self.figure(f"random tree of {objects} objects", seconds, memory, f"{len(number)} digits")

    def stream(self, limits):
        print("\norders as they are found (orders --limit)")
        for limit in limits:
            seconds, memory, said = self.run("orders", "--limit", str(limit), self.file("star.yaml", star(8)))
            self.expect(f"{limit} orders: {said[-60:]}", said.count("\n") == limit + 1)
            self.figure(f"the first {limit} of 8 distinct children", seconds, memory, f"{limit / max(seconds, 0.001):,.0f} a second")

    def conform(self, sizes):
        print("\na log that names every callback (conform)")
        for objects in sizes:
            seconds, memory, said = self.run("conform", "--complete", self.file("chain.yaml", chain(objects)),
                                             self.file("log.jsonl", log_of(objects)))
            self.expect(f"log of {2 * objects}: {said}", said.startswith(f"permitted  {2 * objects} events"))
            self.figure(f"{2 * objects} events", seconds, memory, f"{1e6 * seconds / (2 * objects):.1f} us each")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("afterlife")
    parser.add_argument("measure")
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, pathlib.Path(folder))
        large = options.large
        bench.matrix((10, 100, 1000) if large else (3, 10))
        bench.count((10, 30) if large else (4,), (10, 18) if large else (4,), (40, 1000) if large else (8,))
        bench.stream((1000, 10000, 100000) if large else (10,))
        bench.conform((500, 5000, 50000) if large else (10,))
    for failure in bench.failures:
        print(f"FAILED: {failure}")
    print(f"\n{len(bench.failures)} failures")
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main())
