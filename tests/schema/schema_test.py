#!/usr/bin/env python3
"""The schemas for editors: they accept what the program accepts, reject what a schema can see, and know the same words.

    schema_test.py AFTERLIFE WORDS [unittest arguments]
    schema_test.py AFTERLIFE WORDS --promote        writes the enumerations anew, from the tables of the program
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema
import yaml

import core_yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
AFTERLIFE = WORDS = ""

# What tests/mistakes has that no schema can see, by the reason.
NOT_SEEN = {
    "which names are declared, how often, and as what": (
        "case-object", "enqueue-memory", "instance-out-of-range", "join-timer", "lock-not-declared",
        "parent-undeclared", "remove-memory", "set-event", "signal-not-declared", "start-thread-twice-typ",
        "stop-timer", "thread-vs-object-same-name", "typo-object-in-use", "unlock-without", "wait-thread"),
    "which types the framework has": (
        "kmdf-names-wdfrequest-type", "lowercase-type", "type-memory", "typo-type"),
    "which callbacks a type has": (
        "evtcleanup", "evtcontextcleanup", "evtdestroy", "evtdeviced0entry-on-device", "evtdeviced0exit-on-memory",
        "evtdevicepreparehardware", "evtiodevicecontrol-queue", "evtobjectcleanup", "evttimer", "ontimer"),
    "which events a type has": ("event-dispose", "event-typo"),
    "which parents a type may have, and that trees have no cycle": ("device-under-memory", "parent-cycle"),
    "which readings there are": ("expect-unknown-reading", "framework-typo", "framework-wdf"),
    "a key that is given twice": ("dup-key",),
}
# What is no YAML, or not one document of it.
NOT_YAML = ("bad-indent", "comment-in-the-middle-unclosed-brace", "missing-dash", "multi-doc", "tabs")
# Found before the file is read: the program names no place.
WITHOUT_PLACE = ("framework-typo", "framework-wdf")
# What looks like a mistake, and is permitted.
PERMITTED = ("delete-device", "empty-check-list", "forgot-check", "json", "wrong-parent-type")

UNKNOWN = "zzzzzzzzzzzz"

SCENARIO = {"scenario": "x", "objects": {"A": {}}}
RULE = {"id": "r", "first": "child.cleanup", "then": "self.cleanup"}
REFERENCE = {"id": "r", "relation": "child-on-parent", "until": "destroy-ends"}


def scenario(**more):
    return {**SCENARIO, **more}


def acting(**action):
    return scenario(teardown=[action])


def framework(**more):
    return {"framework": "f", "extends": "wdf", **more}


def rule(**more):
    return framework(rules=[{**RULE, **more}])


def of_type(**more):
    return framework(types={"T": more})


def known(**more):
    """A map with a key that nobody knows: the program answers with those that it knows."""
    return {**more, UNKNOWN: 1}


# For each list of words in a schema a file with a word that nobody knows in its place: the program names those it knows.
PROBES = {
    "scenario": {
        "/properties": known(**SCENARIO),
        "/properties/bounds/properties": scenario(bounds=known()),
        "/definitions/level/enum": scenario(threads={"T": {"irql": UNKNOWN, "does": []}}),
        "/definitions/waiting/anyOf/1/properties": acting(join=known(of="A")),
        "/definitions/waiting-for-runs/anyOf/1/properties": acting(**{"cancel-and-wait": known(of="A")}),
        "/definitions/action/properties/create/anyOf/1/properties": acting(create=known(object="A")),
        "/definitions/action/properties/remove/anyOf/1/properties": acting(remove=known(of="A")),
        "/definitions/action/properties/if/properties": acting(**{"if": known(flag="F")}),
        "/definitions/action/properties/test-and-set/properties": acting(**{"test-and-set": known(flag="F")}),
        "/definitions/action/properties/add/properties": acting(add=known(object="A", to="A")),
        "/definitions/action/properties/take/properties": acting(take=known(object="A", **{"from": "A"})),
        "/definitions/action/properties/send/properties": acting(send=known(request="A", to="A")),
        "/definitions/action/properties/at-irql/properties": acting(**{"at-irql": known(level="passive", do=[])}),
        "/definitions/object/anyOf/1/properties": scenario(objects={"A": known()}),
        "/definitions/object/anyOf/1/properties/pool/enum": scenario(objects={"A": {"pool": UNKNOWN}}),
        "/definitions/thread/anyOf/1/properties": scenario(threads={"T": known(does=[])}),
        "/definitions/verdict/enum": scenario(check=[{"never": "leak", "expect": UNKNOWN}]),
        "/definitions/check/properties": scenario(check=[known(never="leak")]),
    },
    "framework": {
        "/properties": known(**framework()),
        "/properties/basis/enum": framework(basis=UNKNOWN),
        "/properties/phases/properties": framework(phases=known()),
        "/properties/deletion/properties": framework(deletion=known()),
        "/properties/deletion/properties/returns/enum": framework(deletion={"returns": UNKNOWN}),
        "/properties/deletion/properties/takes/enum": framework(deletion={"takes": UNKNOWN}),
        "/properties/deletion/properties/at-dispatch/enum": framework(deletion={"at-dispatch": UNKNOWN}),
        "/properties/deletion/properties/enqueue-during/enum": framework(deletion={"enqueue-during": UNKNOWN}),
        "/definitions/level/enum": rule(where={"deletion-irql": UNKNOWN}),
        "/definitions/conditions/properties": rule(where=known()),
        "/definitions/conditions/properties/self/properties": rule(where={"self": known()}),
        "/definitions/conditions/properties/self/properties/pool/enum": rule(where={"self": {"pool": UNKNOWN}}),
        "/definitions/conditions/properties/first/properties": rule(where={"first": known()}),
        "/definitions/conditions/properties/first/properties/pool/enum": rule(where={"first": {"pool": UNKNOWN}}),
        "/definitions/rule/properties": rule(**{UNKNOWN: 1}),
        "/definitions/parent/properties": of_type(parent=known()),
        "/definitions/parent/properties/given/enum": of_type(parent={"given": UNKNOWN}),
        "/definitions/phases-of-type/anyOf/0/enum": of_type(callbacks={"lifecycle": UNKNOWN}),
        "/definitions/phases-of-type/anyOf/1/items/enum": of_type(callbacks={"lifecycle": [UNKNOWN]}),
        "/definitions/roles/anyOf/0/enum": of_type(roles=UNKNOWN),
        "/definitions/roles/anyOf/1/items/enum": of_type(roles=[UNKNOWN]),
        "/definitions/type/anyOf/1/properties": of_type(**{UNKNOWN: 1}),
        "/definitions/type/anyOf/1/properties/callbacks/properties": of_type(callbacks=known()),
        **{f"/definitions/type/anyOf/1/properties/{key}/enum": of_type(**{key: UNKNOWN})
           for key in ("deleted-by", "cleanup-at", "drained-before", "drained-after", "queued-run", "own-delete", "runs-at")},
        "/definitions/reference/properties": framework(references=[{**REFERENCE, UNKNOWN: 1}]),
        "/definitions/reference/properties/relation/enum": framework(references=[{**REFERENCE, "relation": UNKNOWN}]),
        "/definitions/reference/properties/until/enum": framework(references=[{**REFERENCE, "until": UNKNOWN}]),
    },
}

RESERVED = ["self", "each", "before"]
RESERVED_FOR_THREADS = [*RESERVED, "teardown", "framework"]
# Keys of an object that are callbacks of its type, which is data.
CALLBACKS = {"EvtCleanupCallback", "EvtDestroyCallback"}


def schema(name):
    return json.loads((ROOT / f"specs/schemas/{name}.schema.json").read_text(encoding="utf-8"))


def lists_of_words(node, place=""):
    """Where the schema lists words: every `enum`, and the keys of every map."""
    if isinstance(node, dict):
        if isinstance(node.get("enum"), list):
            yield place + "/enum", node["enum"]
        if isinstance(node.get("properties"), dict) and not re.search(r"/(if|then)$", place):
            yield place + "/properties", list(node["properties"])
        for key, value in node.items():
            yield from lists_of_words(value, f"{place}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from lists_of_words(value, f"{place}/{i}")


def mistakes_in(validator, data):
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(data)]


def run(*arguments):
    return subprocess.run([AFTERLIFE, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)


def known_to_the_program(name, document):
    """The words that it names where it does not know one."""
    with tempfile.TemporaryDirectory() as folder:
        asked = pathlib.Path(folder, "asked.yaml")
        asked.write_text(json.dumps(document), encoding="utf-8")
        plain = pathlib.Path(folder, "plain.yaml")
        plain.write_text("scenario: x\n", encoding="utf-8")
        text = run("check", *(["--framework", asked, plain] if name == "framework" else [asked])).stderr
    about = re.search(rf"error\[AL\d+\]: [^\n]*{UNKNOWN}.*?(?=^\S|\Z)", text, re.DOTALL | re.MULTILINE)
    hint = re.search(r"(?:known keys are|it is one of|the axes are) (.*)", about[0] if about else "", re.DOTALL)
    if not hint:
        raise AssertionError(text)
    return [word for word in dict.fromkeys(re.findall(r"'([^']+)'", hint[1])) if word not in CALLBACKS]


def tables():
    found = {}
    for line in subprocess.run([WORDS], capture_output=True, text=True, check=True).stdout.splitlines():
        table, word = line.split()
        found.setdefault(table, []).append(word)
        if table.startswith("hazard"):
            found.setdefault("any-hazard", []).append(word)
    return found


def patterns():
    """The patterns that list words, by schema and place, as the tables have them."""
    words = tables()
    axes = known_to_the_program("framework", rule(first=UNKNOWN + ".cleanup"))
    of_objects = r"(\s+of\s+[A-Za-z0-9_-]+(#[0-9]+)?)?"
    return {
        ("scenario", "hazard"): rf"^\s*(({'|'.join(words['hazard'])})|({'|'.join(words['hazard-of'])}){of_objects})\s*$",
        ("framework", "first"): rf"^({'|'.join(axes)})\.(cleanup|destroy)$",
    }


def promote():
    """Enumerations and patterns come from the tables; what a key means nobody but a person can say."""
    for name, probes in PROBES.items():
        made = schema(name)
        for place, words in lists_of_words(made):
            if "/hazards/" in place:
                words[:] = tables()["any-hazard"]
            elif place in probes and place.endswith("/enum"):
                known = known_to_the_program(name, copy.deepcopy(probes[place]))
                words[:] = words if sorted(words) == sorted(known) else known
        for (of, definition), pattern in patterns().items():
            if of == name:
                made["definitions"][definition]["pattern"] = pattern
        (ROOT / f"specs/schemas/{name}.schema.json").write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")


class Files(unittest.TestCase):
    def judge(self, name, files, allowed=lambda path: True):
        files = sorted(files)
        self.assertTrue(files)
        validator = jsonschema.Draft7Validator(schema(name))
        for path in files:
            with self.subTest(path=path.relative_to(ROOT)):
                self.assertEqual(mistakes_in(validator, core_yaml.load(path.read_text(encoding="utf-8"))), [])

    def test_the_schemas_are_schemas(self):
        for name in PROBES:
            jsonschema.Draft7Validator.check_schema(schema(name))

    def test_scenarios(self):
        for folder in ("specs/scenarios", "tests/conformance/runs", "tests/disagreements"):
            self.judge("scenario", (ROOT / folder).rglob("*.yaml"))

    def test_frameworks(self):
        for folder in ("specs/frameworks", "tests/differential/readings"):
            self.judge("framework", (ROOT / folder).glob("*.yaml"))

    def test_what_the_program_accepts_a_schema_accepts(self):
        """Of the inputs that fuzzing kept. What is no YAML for the library that is used here is left out."""
        asked = 0
        with tempfile.TemporaryDirectory() as folder:
            plain = pathlib.Path(folder, "plain.yaml")
            plain.write_text("scenario: x\n", encoding="utf-8")
            for name in PROBES:
                validator = jsonschema.Draft7Validator(schema(name))
                for path in sorted((ROOT / "tests/fuzz/corpus" / name).iterdir()):
                    with self.subTest(path=path.relative_to(ROOT)):
                        try:
                            data = core_yaml.load(path.read_text(encoding="utf-8"))
                        except (yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError):
                            continue
                        if not (wrong := mistakes_in(validator, data)):
                            continue
                        copied = pathlib.Path(folder, name + ".yaml")
                        copied.write_bytes(path.read_bytes())
                        done = run("check", "--timeout", 1, *(["--framework", copied, plain] if name == "framework" else [copied]))
                        self.assertEqual(done.returncode, 2, f"the program accepts it, and the schema does not: {wrong}")
                        asked += 1
        self.assertGreater(asked, 10)


class Mistakes(unittest.TestCase):
    def test_every_mistake_is_seen_or_known_not_to_be(self):
        validator = jsonschema.Draft7Validator(schema("scenario"))
        not_seen = {name for names in NOT_SEEN.values() for name in names}
        files = {path.stem: path for path in (ROOT / "tests/mistakes").glob("*.yaml")}
        self.assertEqual(not_seen | set(NOT_YAML) | set(PERMITTED), (not_seen | set(NOT_YAML) | set(PERMITTED)) & set(files))
        for name, path in sorted(files.items()):
            with self.subTest(mistake=name):
                text = path.read_text(encoding="utf-8")
                if name in NOT_YAML:
                    self.assertRaises(yaml.YAMLError, core_yaml.load, text)
                else:
                    seen = mistakes_in(validator, core_yaml.load(text))
                    self.assertEqual(not seen, name in not_seen or name in PERMITTED, seen)

    def test_the_program_rejects_each_at_its_place(self):
        for path in sorted((ROOT / "tests/mistakes").glob("*.yaml")):
            with self.subTest(mistake=path.stem):
                done = run("check", path)
                if path.stem in PERMITTED:
                    self.assertIn(done.returncode, (0, 1), done.stderr)
                    continue
                self.assertEqual(done.returncode, 2, done.stdout)
                place = "" if path.stem in WITHOUT_PLACE else rf"{re.escape(path.name)}:\d+:\d+: "
                self.assertRegex(done.stderr, place + r"error\[AL\d+\]")


class Vocabulary(unittest.TestCase):
    """Every list of words in a schema is what the program has in its place."""

    def test_every_list_of_words_is_probed(self):
        for name, probes in PROBES.items():
            for place, words in lists_of_words(schema(name)):
                if place in ("/definitions/action/properties", "/definitions/then/enum") or "/hazards/" in place:
                    continue  # below
                with self.subTest(schema=name, place=place):
                    if place.endswith("/not/enum"):
                        of_threads = "/properties/threads/" in place
                        self.assertEqual(words, RESERVED_FOR_THREADS if of_threads else RESERVED)
                    else:
                        self.assertEqual(sorted(words), sorted(known_to_the_program(name, copy.deepcopy(probes[place]))))

    def test_reserved_names(self):
        with tempfile.TemporaryDirectory() as folder:
            for kind, words in (("objects", RESERVED), ("threads", RESERVED_FOR_THREADS)):
                for word in words:
                    path = pathlib.Path(folder, "x.yaml")
                    path.write_text(json.dumps(scenario(**{kind: {word: {}}})), encoding="utf-8")
                    self.assertIn("is a word of the language", run("check", path).stderr)

    def test_tables(self):
        words = tables()
        self.assertEqual(sorted(schema("scenario")["definitions"]["action"]["properties"]), sorted(words["action"]))
        for place, listed in lists_of_words(schema("framework")):
            if "/hazards/" in place:
                self.assertEqual(listed, words["any-hazard"])
        for (name, definition), pattern in patterns().items():
            self.assertEqual(schema(name)["definitions"][definition]["pattern"], pattern)
        self.assertEqual(schema("framework")["definitions"]["then"]["enum"], ["self.cleanup", "self.destroy"])


if __name__ == "__main__":
    AFTERLIFE, WORDS = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    if sys.argv[3:] == ["--promote"]:
        promote()
    else:
        unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
