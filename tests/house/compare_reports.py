#!/usr/bin/env python3
"""Whether two builds of the program say the same, to the byte: every command on the whole corpus, in every reading.

    compare_reports.py OLD NEW [--words] [FILE...]

OLD and NEW are executables; FILEs default to every scenario of the corpus. Prints what differs as a diff and ends with
exit code 1 then. With --words only exit codes, numbers and the words that verdicts are made of are compared: for a change
of wording.
"""

import argparse
import concurrent.futures
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
READINGS = ["wdf-immediate", "wdf", "wdf-book", "wdf-source"]
VERDICT = re.compile(r"\b(holds|violated|vacuous|unknown|permitted|excluded|Always|Never|Sometimes|Neither|\d+)\b")


def commands(file, folder):
    readings = [word for name in READINGS for word in ("--framework", name)]
    yield ["check", *readings, file]
    yield ["check", "--explain", "--self-check", *readings, file]
    yield ["compare", file]
    yield ["ask", file, *readings, "--timeout", "20"]
    objects = re.findall(r"^  (\w+):", (ROOT / file).read_text(encoding="utf-8").split("\nobjects:")[-1], re.MULTILINE)
    for question in (f"{objects[0]}.cleanup before {objects[-1]}.destroy", f"{objects[-1]}.cleanup before {objects[0]}.cleanup"):
        yield ["ask", file, question, *readings, "--timeout", "20"]
    yield ["orders", file, "--limit", "20", *readings, "--timeout", "20"]
    yield ["orders", file, "--count", *readings, "--timeout", "20"]
    yield ["orders", file, "--graph", "--framework", "wdf", "--timeout", "20"]
    yield ["export", file, "--smt2", f"{folder}/questions", "--framework", "wdf", "--timeout", "20"]
    for reading in ("wdf", "wdf-source"):
        log = f"{folder}/{reading}.jsonl"
        yield ["simulate", file, "--steps", "120", "--seed", "3", "--save", log, "--framework", reading]
        for other in ("wdf", "wdf-source"):
            yield ["conform", file, log, "--framework", other, "--timeout", "20"]


def said(program, file):
    """Everything that the program says of the file, command by command."""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for command in commands(file, folder):
            done = subprocess.run([program, *command], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  check=False)
            shown = " ".join(command).replace(folder, "FOLDER")
            text = f"$ {shown}\n{done.stdout}{done.stderr}= {done.returncode}\n"
            found.append(text.replace(folder, "FOLDER"))
        return found


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--words", action="store_true")
    parser.add_argument("files", nargs="*")
    given = parser.parse_args()
    files = given.files or sorted(str(f.relative_to(ROOT)) for f in (ROOT / "specs/scenarios").rglob("*.yaml"))
    programs = [str(pathlib.Path(p).resolve()) for p in (given.old, given.new)]
    differences = compared = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        sides = [pool.map(lambda file, program=program: said(program, file), files) for program in programs]
        for old, new in zip(*sides):
            for before, after in zip(old, new):
                compared += 1
                same = VERDICT.findall(before) == VERDICT.findall(after) if given.words else before == after
                if same:
                    continue
                differences += 1
                print("\n".join(difflib.unified_diff(before.split("\n"), after.split("\n"), "old", "new", n=2, lineterm="")))
    print(f"{len(files)} files, {compared} reports, {differences} differ")
    return 1 if differences or compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
