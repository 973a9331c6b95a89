#!/usr/bin/env python3
"""Checks every #include against allowed_includes.txt: data flows one way, and each library lives in one folder.

    check_includes.py ROOT [RULES]
"""

import fnmatch
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')


def read_rules(path):
    ours, only = {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            left, places = line.split(":", 1)
            kind, name = left.split()
            {"ours": ours, "only": only}[kind][name] = places.split()
    return ours, only


def below(path, place):
    """Whether the path is the file, is in the folder, or is one of a folder's files that match the pattern."""
    if "*" not in place:
        return path == place or path.startswith(place + "/")
    return pathlib.PurePath(path).parent == pathlib.PurePath(place).parent and fnmatch.fnmatch(path, place)


def complaint(root, rules, path, ours_included, system_included):
    ours, only = rules
    if ours_included is not None:
        if not (root / ours_included).is_file():
            return f'"{ours_included}" is no file of this project, counted from its root'
        folder = max((f for f in ours if below(path, f)), key=len)
        if not any(below(ours_included, allowed) for allowed in ours[folder]):
            return f'{folder} may not include "{ours_included}"'
        return None
    for header, places in only.items():
        hit = system_included.startswith(header) if header.endswith("/") else re.match(re.escape(header) + r"(\.h|/|$)", system_included)
        if hit and not any(below(path, place) for place in places):
            return f"<{system_included}> is for {' and '.join(places)} only"
    return None


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    rules_file = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else pathlib.Path(__file__).with_name("allowed_includes.txt")
    rules = read_rules(rules_file)
    top = {folder.split("/")[0] for folder in rules[0]}
    files = sorted(f for folder in top for f in (root / folder).rglob("*") if f.suffix in (".hpp", ".cpp", ".h"))
    bad = 0
    for file in files:
        path = file.relative_to(root).as_posix()
        if path.startswith("tests/consumer/"):  # a project of its own, which sees the installed headers
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if match := INCLUDE.match(line):
                if what := complaint(root, rules, path, *match.groups()):
                    print(f"{path}:{number}: {what}")
                    bad += 1
    print(f"{len(files)} files, {bad} includes in the wrong direction")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())
