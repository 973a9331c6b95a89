#!/usr/bin/env python3
"""Whether each type's name means one thing: two definitions of one name in one namespace are undefined behaviour, also where
no file sees both, and the compiler says nothing.

    check_type_names.py ROOT
"""

import pathlib
import re
import sys

OPENS = re.compile(r"^(?:inline )?namespace ?([\w:]*) ?\{$")
CLOSES = re.compile(r"^\}  // namespace")
DEFINES = re.compile(r"^(?:class|struct|union|enum class|enum) (\w+(?:::\w+)*)\b(?![^{]*;)")


def definitions(text):
    """Name with its namespaces, and line number, of every type that other files could define as well."""
    inside = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := OPENS.match(line):
            inside.append(match.group(1))
        elif CLOSES.match(line):
            inside.pop()
        elif (match := DEFINES.match(line)) and "" not in inside:  # without a name: the file's own
            yield "::".join([*inside, match.group(1)]), number


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    defined, bad = {}, 0
    for folder in ("model", "solver", "cli"):
        for file in sorted((root / folder).rglob("*.[hc]pp")):
            for name, number in definitions(file.read_text(encoding="utf-8")):
                place = f"{file.relative_to(root).as_posix()}:{number}"
                if defined.setdefault(name, place) != place:
                    print(f"{place}: {name} is defined at {defined[name]} as well; give one of them another name")
                    bad += 1
    print(f"{len(defined)} types, {bad} defined twice")
    return 1 if bad or not defined else 0


if __name__ == "__main__":
    sys.exit(main())
