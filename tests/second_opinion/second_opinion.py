#!/usr/bin/env python3
"""Every question of the corpus, exported, is put to cvc5, which must give the answer that the file records.

    second_opinion.py AFTERLIFE CORPUS [READING...]

cvc5 shares no code with Z3, and the files are all that it knows. Fails where they differ, where cvc5 finds a file
malformed, and where more than a few questions stay open. Each scenario is asked about under one of the readings, in turn;
with AFTERLIFE_FULL_ENUMERATION=1 in the environment, under all of them.
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

SECONDS = 20
FEW = 0.01


def export(afterlife, scenario, readings, folder):
    command = [afterlife, "export", str(scenario), "--smt2", str(folder)]
    for reading in readings:
        command += ["--framework", reading]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        return f"{scenario}: exit code {done.returncode}: {done.stderr}"
    return ""


def recorded(text):
    return text.split("(set-info :status ", 1)[1].split(")", 1)[0]


def opinion(file):
    """The file, what it records, and what cvc5 says."""
    command = ["cvc5", "--lang=smt2", f"--tlimit={SECONDS * 1000}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    answer = done.stdout.strip() or "unknown"
    if "error" in answer or (done.returncode != 0 and "interrupted" not in done.stdout + done.stderr):
        answer = f"error: {answer} {done.stderr.strip()}"
    elif answer not in ("sat", "unsat"):
        answer = "unknown"
    return file, recorded(file.read_text()), answer


def main():
    afterlife, corpus, *readings = sys.argv[1:]
    scenarios = sorted(pathlib.Path(corpus).rglob("*.yaml"))
    wrong, open_questions, answers = [], 0, {"sat": 0, "unsat": 0}
    with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ThreadPoolExecutor(2) as pool:
        folders = [pathlib.Path(temporary) / str(number) for number in range(len(scenarios))]
        full = os.environ.get("AFTERLIFE_FULL_ENUMERATION") == "1"
        asked = [readings if full else [readings[number % len(readings)]] for number in range(len(scenarios))]
        wrong += filter(None, pool.map(lambda each: export(afterlife, *each), zip(scenarios, asked, folders)))
        files = sorted(pathlib.Path(temporary).rglob("*.smt2"))
        for file, expected, answer in pool.map(opinion, files):
            if "unknown" in (expected, answer):
                open_questions += 1
            elif answer != expected:
                wrong.append(f"{file.name}: recorded {expected}, cvc5 says {answer}")
            else:
                answers[answer] += 1
    print(f"{len(scenarios)} scenarios, {len(files)} questions: cvc5 agrees on {answers['sat']} that are sat and "
          f"{answers['unsat']} that are unsat; {open_questions} stay open, {len(wrong)} differences")
    print("\n".join(wrong[:20]))
    agreed = answers["sat"] > 0 and answers["unsat"] > 0 and open_questions <= FEW * len(files)
    return 0 if not wrong and agreed else 1


if __name__ == "__main__":
    sys.exit(main())
