#!/usr/bin/env python3
"""Runs what the documents say: every ```console block of README.md and docs/ must do what it shows.

    readme_test.py ROOT AFTERLIFE            compares
    readme_test.py ROOT AFTERLIFE --promote  writes what really happens into the documents

In a block, lines that begin with "$ " are commands (run by bash from the root of the project, `afterlife` on PATH);
the lines below are their output, standard error included. A line "…" stands for any lines, "…" in a line for any text.
A fenced block right below a line `<!-- file: PATH -->` must be that file, word for word.
A block that begins with "```yaml scenario" must be read without mistakes and come out as it expects: under the reading
that it names, otherwise under all readings of WDF. (docs/diagnostics.md has mistakes in them, and a test of its own.)
docs/wdf.md must have a row for every rule, held reference and type of specs/frameworks that says what the file says.
"""

import os
import pathlib
import re
import subprocess
import sys

FENCE = re.compile(r"(?ms)^```console\n(.*?)^```$")
QUOTED_FILE = re.compile(r"(?ms)^<!-- file: (\S+) -->\n```\w*\n(.*?)^```$")
SCENARIO = re.compile(r"(?ms)^```yaml scenario\n(.*?)^```$")
READINGS = ["wdf-immediate", "wdf", "wdf-book", "wdf-source"]
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


def check_scenarios(path, afterlife):
    """(blocks, complaints)"""
    text = path.read_text(encoding="utf-8")
    complaints, blocks = [], 0
    for match in SCENARIO.finditer(text) if path.name != "diagnostics.md" else ():
        blocks += 1
        named = re.search(r"(?m)^framework:", match[1])
        options = [] if named else [f"--framework={reading}" for reading in READINGS]
        done = subprocess.run([os.path.abspath(afterlife), "check", "--quiet", *options, "-"], input=match[1],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600, check=False)
        if done.returncode != 0:
            line = text.count("\n", 0, match.start()) + 1
            complaints.append(f"{path.name}:{line}: the scenario is not as it expects\n{done.stdout}")
    return blocks, complaints


def entries(text, section, begin):
    """The entries of a section of a framework file by name; `begin` finds the first line of each."""
    found = re.search(rf"(?ms)^{section}:\n(.*?)(?=^\S|\Z)", text)
    parts = re.split(rf"(?m)^{begin}\n", found[1] if found else "")
    return dict(zip(parts[1::2], parts[2::2]))


def given(types, name, pattern):
    """What a type says by itself, or takes over from the one that it extends."""
    base = re.search(r"(?m)^ +extends: (\w+)", types[name])
    found = re.search(pattern, types[name])
    return found[1] if found else given(types, base[1], pattern) if base else ""


def type_row(name, types, in_source):
    """How the row of a type begins: the type, its default parent, what may be its parent, who deletes it, its level."""
    parent = given(types, name, r"(?m)^ +parent: \{(.*)\}")
    allowed = re.search(r"given: (\w+)", parent)[1]
    for key, before in (("of", ": "), ("within", ": below ")):
        if found := re.search(rf"\b{key}: (\[.*?\]|\w+)", parent):
            allowed += before + " or ".join(f"`{other}`" for other in re.findall(r"\w+", found[1]))
    default = re.search(r"\bdefault: (\w+)", parent)
    level = given(types, name, r"cleanup-at: (\w+)") or "any"
    other = re.search(r"cleanup-at: (\w+)", in_source.get(name, ""))
    cells = [f"`{name}`", f"`{default[1]}`" if default else "none", allowed, given(types, name, r"deleted-by: (\w+)"),
             f"{level}; `wdf-source`: {other[1]}" if other and other[1] != level else level]
    return "| " + " | ".join(cells) + " |"


def check_wdf_page(root):
    """What docs/wdf.md lacks of the framework files: rules, held references, types, callbacks."""
    page = root / "docs/wdf.md"
    if not page.exists():
        return []
    page = page.read_text(encoding="utf-8")
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "specs/frameworks").glob("*.yaml"))}
    wanted, ids = [], sum(text.count("- id: ") for text in files.values())
    for text in files.values():
        for section in ("rules", "references"):
            for name, entry in entries(text, section, r"  - id: (\S+)").items():
                wanted.append(f"| `{name}` | " + re.search(r"(?m)^ +says: (.*)$", entry)[1] + " |")
    if len(wanted) != ids or ids == 0:
        return [f"specs/frameworks: {len(wanted)} rules and references found of {ids}; this test cannot read them"]
    types = {name: entries(text, "types", r"  (\w+):") for name, text in files.items()}
    wanted += [type_row(name, types["wdf-types.yaml"], types["wdf-source.yaml"]) for name in types["wdf-types.yaml"]]
    callbacks = re.findall(r"entry: \[(\w+)\]", files["wdf-types.yaml"]) + \
        re.findall(r"(?m)^ +- (Evt\w+)$", files["wdf-types.yaml"])
    wanted += [f"`{name}`" for name in dict.fromkeys(callbacks)]
    return [f"wdf.md lacks what specs/frameworks says: {text}" for text in wanted if text not in page]


def main():
    root, afterlife, promote = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], "--promote" in sys.argv[3:]
    blocks, complaints = 0, []
    for path in [root / "README.md", *sorted((root / "docs").rglob("*.md"))]:
        for more, wrong in (check_document(path, root, afterlife, promote), check_scenarios(path, afterlife)):
            blocks += more
            complaints += wrong
    complaints += check_wdf_page(root)
    print("\n\n".join(complaints + [f"{blocks} blocks, {len(complaints)} complaints"]))
    if complaints:
        print("To accept what really happens: cmake --build BUILD --target promote")
    return 1 if complaints or blocks == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
