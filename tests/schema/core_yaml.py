"""YAML 1.2 by its core schema, as Afterlife reads it: `on`, `12:30` and `2020-01-01` are words.

    data = core_yaml.load(text)
"""

import math
import re

import yaml


class CoreLoader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}


SCALARS = (
    ("null", r"(?:~|null|Null|NULL|)", lambda text: None),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)", lambda text: text.lower() == "true"),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)", lambda text: int(text, 0) if text[:2] in ("0o", "0x") else int(text)),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", float),
    ("float", r"[-+]?\.(?:inf|Inf|INF)", lambda text: -math.inf if text[0] == "-" else math.inf),
    ("float", r"\.(?:nan|NaN|NAN)", lambda text: math.nan),
)


def construct(loader, node):
    text = loader.construct_scalar(node)
    for kind, pattern, value in SCALARS:
        if node.tag.endswith(":" + kind) and re.fullmatch(pattern, text):
            return value(text)
    raise yaml.constructor.ConstructorError(None, None, f"{text!r} is no {node.tag}", node.start_mark)


for name, expression, _ in SCALARS:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"^{expression}$"), None)
    CoreLoader.add_constructor(f"tag:yaml.org,2002:{name}", construct)


def load(text):
    return yaml.load(text, CoreLoader)
