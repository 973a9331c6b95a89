"""The scenarios of the benchmark: each family is one question asked at any size.

Every scenario states what is expected of it. The expectation never depends on the size.
"""

import random

# What every variant is asked besides its own orders. A hazard that is not named in `violated` is expected to hold.
USES = ("use-after-cleanup", "unreferenced-use-after-cleanup", "use-after-destroy")


def checks(orders, hazards, violated):
    asked = list(orders) + [f"never: {hazard}" for hazard in hazards]
    unknown = violated - set(asked)
    if unknown:
        raise ValueError(f"expected to be violated, but never asked: {unknown}")
    lines = ["check:"]
    for check in asked:
        lines.append(f"  - {check}" + ("\n    expect: violated" if check in violated else ""))
    return "\n".join(lines) + "\n"


def count(seed, hazards, variant, reading, size):
    """The seed scenario with `size` memories. Unsafe: nobody stops the worker, so that the uses go on until everything
    is destroyed; a use of a destroyed memory comes after the cleanup of all of them."""
    text = seed.split("\ncheck:")[0] + "\n"
    text = replaced(text, "count: 2", f"count: {size}")
    strict = reading == "wdf-source"
    orders = ["always: Child.cleanup before Memory.destroy", "always: Child.cleanup before Memory.cleanup"]
    violated = set() if strict else {orders[1]}
    if variant == "seed" and not strict:
        violated |= {f"never: {use}" for use in USES[:2]}
    if variant == "safe":  # stopped before the deletion is asked for
        text = replaced(text, "teardown:\n", "teardown:\n  - stop: Worker\n")
    if variant == "unsafe":
        text = replaced(text, "- stop: Worker", "[]")
        violated |= {f"never: {use}" for use in USES}
    return text + checks(orders, hazards, violated)


def replaced(text, old, new):
    if text.count(old) != 1:
        raise ValueError(f"the seed scenario is expected to say '{old}' once")
    return text.replace(old, new)


def parents(shape, size):
    """The parent of each object but the first, by number."""
    if shape == "flat":
        return [1] * (size - 1)
    if shape == "chain":
        return list(range(1, size))
    generator = random.Random(size)
    return [generator.randint(1, number - 1) for number in range(2, size + 1)]


def tree(shape, hazards, variant, size):
    """`size` distinct objects below a root. The worker uses one in the middle. Safe: a child of that one stops it in its
    cleanup. Unsafe: nobody does."""
    used, last = f"O{(size + 1) // 2}", f"O{size}"
    above = used if variant == "safe" else "Root"
    stops = "[{ stop: Worker }]" if variant == "safe" else "[]"
    own = ", EvtCleanupCallback: []" if shape == "callbacks" else ""
    lines = [f"scenario: A {shape} tree of {size} objects, {variant}", "objects:", "  Root: { type: WDFOBJECT }"]
    lines.append(f"  O1: {{ type: WDFOBJECT, parent: Root{own} }}")
    for number, parent in enumerate(parents(shape, size), 2):
        lines.append(f"  O{number}: {{ type: WDFOBJECT, parent: O{parent}{own} }}")
    lines.append(f"  Guard: {{ type: WDFOBJECT, parent: {above}, EvtCleanupCallback: {stops} }}")
    lines += ["threads:", "  Worker:", "    does:", f"      - loop: [{{ use: {used} }}]", "teardown: [{ delete: Root }]"]
    always = f"always: Guard.cleanup before {used}.cleanup"
    orders = [always, f"possible: {last}.cleanup before O1.cleanup"]
    violated = set() if variant == "safe" else {always} | {f"never: {use}" for use in USES}
    return "\n".join(lines) + "\n" + checks(orders, hazards, violated)
