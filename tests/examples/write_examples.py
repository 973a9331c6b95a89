#!/usr/bin/env python3
"""Writes the example that each header opens with into a C++ file that only has to compile.

    write_examples.py ROOT OUTPUT CONTEXT HEADER...

Each example becomes the body of a function, in a namespace of the header within that of CONTEXT, which declares the
names that examples use without declaring them. `...` in an example stands for a statement. Errors of the compiler name
the line of the header.
"""

import pathlib
import re
import sys

# Headers that open with what is shown to people or read from a file, which is no C++.
NOT_CODE = frozenset((
    "cli/report/ask.hpp", "cli/report/compare.hpp", "cli/commands/conform.hpp", "cli/report/dot.hpp", "cli/input/event_log.hpp", "cli/commands/export.hpp",
    "cli/commands/matrix.hpp", "cli/commands/orders.hpp", "cli/report/diagnostic.hpp", "cli/report/execution.hpp",
    "cli/report/basis.hpp", "cli/report/text.hpp", "cli/commands/simulate.hpp", "model/diagnostic.hpp"))

# What the parts of one class or one reader share: these open with a list of the parts.
INTERNAL = frozenset((
    "model/reader/framework/context.hpp", "model/reader/scenario/context.hpp",
    "solver/question/goal_events.hpp", "solver/unfolding/unfolder.hpp"))

INDENT = "//   "


def example(text):
    """The line in which the first example of the leading comment begins, and its lines; none: the header has no example."""
    lines = []
    first = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            break
        if line.startswith(INDENT):
            first = first or number
            lines.append(line[len(INDENT):])
        elif lines:
            break
    return first, lines


def function(header, first, lines):
    body = "\n".join(line.replace("...", "{}") for line in lines)
    space = re.sub(r"\W", "_", header.removesuffix(".hpp"))
    return f'namespace {space} {{\nauto example() {{\n#line {first} "{header}"\n{body}\n}}\n}}  // namespace {space}\n'


def write(root, context, headers):
    parts, mistakes = [], []
    for header in sorted(set(headers) - INTERNAL):
        first, lines = example((root / header).read_text(encoding="utf-8"))
        if not lines:
            mistakes.append(f"{header}:1: opens without an example")
        elif header not in NOT_CODE:
            parts.append(function(header, first, lines))
    includes = "".join(f'#include "{header}"\n' for header in [*headers, context])
    return f"{includes}\nnamespace afterlife::examples {{\n{''.join(parts)}}}  // namespace afterlife::examples\n", mistakes


def main():
    root, output, context, *headers = sys.argv[1:]
    text, mistakes = write(pathlib.Path(root), context, headers)
    print("\n".join(mistakes), file=sys.stderr, end="\n" if mistakes else "")
    if not mistakes:
        pathlib.Path(output).write_text(text, encoding="utf-8")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
