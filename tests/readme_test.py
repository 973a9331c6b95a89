#!/usr/bin/env python3
"""Runs what the documents say: every ```console block of README.md and docs/*.md must do what it shows.

    readme_test.py ROOT AFTERLIFE            compares
    readme_test.py ROOT AFTERLIFE --promote  writes what really happens into the documents

In a block, lines that begin with "$ " are commands (run by bash from the root of the project, `afterlife` on PATH);
the lines below are their output, standard error included. A line "…" stands for any lines, "…" in a line for any text.
A fenced block right below a line `<!-- file: PATH -->` must be that file, word for word.
"""

import os
import pathlib
import re
import subprocess
import sys

FENCE = re.compile(r"(?ms)^```console\n(.*?)^```$")
QUOTED_FILE = re.compile(r"(?ms)^<!-- file: (\S+) -->\n```\w*\n(.*?)^```$")
MARK = "=-=-= end of output =-=-="


def commands_of(block):
    """[(command, lines of output)]; lines before the first command belong to nothing and are a mistake."""
    result = []
    for line in block.splitlines():
        if line.startswith("$ "):
            result.append((line[2:], []))
        elif not result:
            raise SystemExit(f"a console block begins with output: {line!r}")
        else:
            result[-1][1].append(line)
    return result


def run(root, afterlife, commands):
    """The output of each command, all of them run in one shell, so that `echo $?` is what it says."""
    script = "".join(f"{c}\n__code=$?; printf '%s\\n' '{MARK}'; (exit $__code)\n" for c in commands)
    path = os.path.dirname(os.path.abspath(afterlife)) + os.pathsep + os.environ["PATH"]
    done = subprocess.run(["bash", "-c", script], cwd=root, env={**os.environ, "PATH": path, "NO_COLOR": "1"},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=600, check=False)
    return [part.splitlines() for part in done.stdout.split(MARK + "\n")[:len(commands)]]


def matches(shown, real):
    """Whether the shown lines, with their wildcards, are the real ones. Spaces at the end of a line do not count."""
    pattern = ""
    for line in shown:
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.rstrip().split("…")) + "\n"
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in real)) is not None


def check_document(path, root, afterlife, promote):
    """(blocks, complaints, the text as it should be)"""
    text = path.read_text(encoding="utf-8")
    complaints, blocks = [], 0

    def console(match):
        nonlocal blocks
        blocks += 1
        parts = commands_of(match[1])
        outputs = run(root, afterlife, [command for command, _ in parts])
        fresh = []
        for (command, shown), real in zip(parts, outputs):
            good = matches(shown, real)
            if not good:
                complaints.append(f"{path.name}: $ {command}\n--- shown\n" + "\n".join(shown) + "\n--- really\n" + "\n".join(real))
            fresh += ["$ " + command] + (shown if good else [line.rstrip() for line in real])
        return "```console\n" + "".join(line + "\n" for line in fresh) + "```"

    def quoted(match):
        nonlocal blocks
        blocks += 1
        real = (root / match[1]).read_text(encoding="utf-8")
        if match[2] == real:
            return match[0]
        complaints.append(f"{path.name}: the block below <!-- file: {match[1]} --> is not that file")
        return match[0][:match.start(2) - match.start()] + real + "```"

    fresh = QUOTED_FILE.sub(quoted, FENCE.sub(console, text))
    if promote and fresh != text:
        path.write_text(fresh, encoding="utf-8")
        print(f"{path.name}: rewritten")
    return blocks, [] if promote else complaints


def main():
    root, afterlife, promote = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], "--promote" in sys.argv[3:]
    blocks, complaints = 0, []
    for path in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        more, wrong = check_document(path, root, afterlife, promote)
        blocks += more
        complaints += wrong
    print("\n\n".join(complaints + [f"{blocks} blocks, {len(complaints)} complaints"]))
    if complaints:
        print("To accept what really happens: cmake --build BUILD --target promote")
    return 1 if complaints or blocks == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
