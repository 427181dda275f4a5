"""Where there are many models, each is imported with what it is made of alone, and printed once."""

from __future__ import annotations

import ast
import gc
import importlib
import json
import re
import subprocess
import sys
import weakref

import pytest
from engross import aside, cache
from engross.build import emit_files
from engross.emit import chunks, engine, fields
from engross.load import load_target
from engross.provider import Target

from .conftest import PACKAGE, answer, put

TEXT = {"type": "string"}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def record(**properties):
    return {"type": "object", "properties": properties}


def document(**changes):
    """An API of many models: records by twos, a circle that is inherited from, and aliases."""
    schemas = {
        **{f"Item{n}": record(id=TEXT, part=ref(f"Part{n}")) for n in range(70)},
        **{f"Part{n}": record(size={"type": "integer"}, **{f"x{n}": TEXT}) for n in range(70)},
        "Node": record(next=ref("Link"), kind={"enum": ["a", "b"], "default": "a"}),
        "Link": record(node=ref("Node")),
        "Leaf": {"allOf": [ref("Node"), record(colour=TEXT)]},
        "Branch": {"allOf": [ref("Node"), record(twigs={"type": "array", "items": ref("Branch")})]},
        "Bough": {"allOf": [ref("Branch"), record(length={"type": "integer"})]},
        "Leaves": {"type": "array", "items": ref("Leaf")},
        "Tree": {"type": "array", "items": ref("Tree")},
        "Twin": record(id=TEXT, part=ref("Part1")),
        **changes,
    }
    paths = {
        f"/{name.lower()}": {"get": {"responses": {"200": answer(ref(name))}}}
        for name in schemas
        if not name.startswith("Part")
    }
    return {"paths": paths, "components": {"schemas": schemas}}


@pytest.fixture(scope="module", name="files")
def files_of_document(tmp_path_factory):
    return emitted(tmp_path_factory.mktemp("many"), document())


def emitted(folder, members, package=PACKAGE):
    path = folder / "openapi.json"
    head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    path.write_text(json.dumps({**head, **members}), encoding="utf-8")
    return emit_files(load_target(Target(name="t", spec=path, output=folder, package=package)))


def test_each_model_is_imported_with_what_it_is_made_of_alone(files, tmp_path):
    put(files, tmp_path)
    code = (
        f"import sys; from {PACKAGE} import models; models.Item7; models.Twin;"
        f"print(sorted(m for m in sys.modules if m.startswith('{PACKAGE}.models.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "src", capture_output=True, text=True, check=True,
    )  # fmt: skip
    homes = [f"{PACKAGE}.models.{name}" for name in ("_item7", "_part1", "_twin")]
    assert done.stdout.strip() == str(homes)


def test_every_model_can_be_used_under_its_public_name(files, press):
    package = press.load(files, "models")
    assert {"Item0", "Part69", "Leaf", "Leaves", "Tree", "NodeKind"} <= {*package.__all__}
    assert {*package.__all__} <= {*dir(package)}
    leaf = package.Leaf.model_validate({"next": {"node": {"kind": "b"}}, "colour": "red"})
    assert leaf.next.node.kind is package.NodeKind.B
    assert leaf.kind is package.NodeKind.A
    assert package.Item3.model_validate({"part": {"size": 1}}).part == package.Part3(size=1)
    bough = package.Bough.model_validate({"twigs": [{"twigs": []}], "next": {}, "length": 1})
    assert bough.twigs == [package.Branch(twigs=[])]
    with pytest.raises(AttributeError, match="no attribute 'Item70'"):
        _ = package.Item70


def test_the_models_of_a_resource_and_its_classes_are_imported_when_asked_for(files, press):
    press.load(files, "models")
    resources = importlib.import_module(f"{PACKAGE}.resources")
    assert set(resources.__all__) <= set(dir(resources))
    assert all(isinstance(getattr(resources, name), type) for name in resources.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Other'"):
        _ = resources.Other


@pytest.mark.parametrize("size", [4, 10_000])
def test_the_text_does_not_depend_on_how_much_the_engine_is_given_at_once(
    files, size, tmp_path, monkeypatch
):
    """But for the quotes about a name that stands further down, which mean nothing."""
    monkeypatch.setattr(chunks, "WORTHWHILE", size)
    others = emitted(tmp_path, document())
    assert files.keys() == others.keys()
    assert [path for path in files if bare(files[path]) != bare(others[path])] == []


def bare(text):
    return text.replace('"', "")


def test_the_text_does_not_depend_on_the_number_of_processes(files, tmp_path, monkeypatch):
    monkeypatch.setattr(aside, "begin", lambda work: work)
    assert emitted(tmp_path, document()) == files


def test_after_one_change_the_engine_runs_once_and_the_bytes_are_those_of_a_full_run(
    files, tmp_path, monkeypatch
):
    monkeypatch.setattr(chunks, "WORTHWHILE", 1)
    emitted(tmp_path, document())
    runs = []

    def counted(schemas, *rest):
        runs.append(schemas)
        return printed(schemas, *rest)

    printed = engine.print_classes
    monkeypatch.setattr(engine, "print_classes", counted)
    more = {**TEXT, "default": "in no other test"}
    changed = document(Item5=record(id=TEXT, part=ref("Part5"), more=more))
    again = emitted(tmp_path, changed)
    assert len(runs) == 1
    monkeypatch.setattr(cache, "recall", lambda _: None)
    runs.clear()
    assert emitted(tmp_path, changed) == again
    assert len(runs) > 1
    different = {path for path in files if files[path] != again[path]}
    assert {path for path in different if "/models/" in path} == {f"src/{PACKAGE}/models/_item5.py"}


def test_a_field_that_others_have_too_is_printed_without_the_engine(files, tmp_path, monkeypatch):
    def refusing(*_):
        raise AssertionError

    monkeypatch.setattr(engine, "print_classes", refusing)
    changed = document(Item5=record(part=ref("Part5"), name={**TEXT, "description": "Its."}))
    again = emitted(tmp_path, changed)
    different = {path for path in files if files[path] != again[path]}
    assert {path for path in different if "/models/" in path} == {f"src/{PACKAGE}/models/_item5.py"}


def test_a_field_of_another_document_and_package_is_printed_without_the_engine(
    tmp_path, monkeypatch
):
    def refusing(*_):
        raise AssertionError

    card = record(id=TEXT, **{"expires-at": {"type": "string", "format": "date"}})
    account = record(**{"opened-at": {"type": "string", "format": "date"}}, name=TEXT)
    emitted(tmp_path, {"components": {"schemas": {"Card": card, "Item": record(card=ref("Card"))}}})
    monkeypatch.setattr(engine, "print_classes", refusing)
    schemas = {"Account": account, "Owner": record(account=ref("Account"))}
    files = emitted(tmp_path, {"components": {"schemas": schemas}}, package="other")
    models = files["src/other/models.py"]
    assert "from other._runtime.types import Date\n" in models
    assert "    opened_at: Annotated[Date | None, Field(alias='opened-at')] = None\n" in models
    assert "    account: Account | None = None\n" in models


def test_classes_put_together_are_those_that_the_engine_prints(tmp_path, monkeypatch):
    described = {"description": 'One "line".'}
    number = {"type": ["null", "number"]}
    more = {
        "Closed": {**record(id={**TEXT, **described}), "required": ["id"], **described},
        "Constant": record(type={"const": "EngrossPlace0"}, alias={"const": "alias='f0'"}),
        "Open": {**record(id=TEXT), "additionalProperties": TEXT, "description": "Two\n\n\\d"},
        "Parted": {**record(parts=ref("Parts")), "additionalProperties": ref("Part2")},
        "Parts": {**record(id=TEXT), "additionalProperties": {"type": "object"}},
        "Heir": {"allOf": [ref("Open"), ref("Part1"), record(own=ref("NodeKind"))]},
        "Mixed": record(**{"a-b": ref("Node"), "self": TEXT, "class": number}),
        "NodeKind": {"enum": ["a", "b"]},
        "Defaults": record(kind={**ref("NodeKind"), "default": "b"}, size={"default": 3}),
    }
    parts = emitted(tmp_path, document(**more))
    monkeypatch.setattr(fields, "_row", lambda _: None)
    whole = emitted(tmp_path, document(**more))
    assert parts.keys() == whole.keys()
    for path in parts:
        assert tree(parts[path]) == tree(whole[path]), path


def tree(text):
    """Drop the layout, which is `ruff`'s, and the quotes about names, which mean nothing."""
    try:
        return ast.dump(ast.parse(re.sub(r'(?<!")"([A-Z]\w+)"(?!")', r"\1", text)))
    except SyntaxError:
        return text


def test_what_the_engine_leaves_behind_is_freed_before_its_next_run(press, monkeypatch):
    alive: list[int] = []
    left: weakref.WeakSet[Circle] = weakref.WeakSet()

    class Circle:
        def __init__(self):
            self.itself = self
            left.add(self)

    def printing(schemas, *_):
        alive.append(len(left))
        Circle()
        return "".join(
            f"class {name}(Model):\n    pass\n"
            + "".join(f"    {field}: int\n" for field in schema.get("properties", {}))
            for name, schema in schemas.items()
        )

    monkeypatch.setattr(chunks, "WORTHWHILE", 1)
    monkeypatch.setattr(engine, "print_classes", printing)
    monkeypatch.setattr(cache, "recall", lambda *_: None)
    monkeypatch.setattr(cache, "keep", lambda *_: None)
    gc.disable()
    try:
        press.files(**document())
    finally:
        gc.enable()
    assert alive == [0] * len(alive)
    assert len(alive) > 1


@pytest.mark.parametrize("count", [2, 70], ids=["in one module", "in many"])
def test_models_import_just_what_they_use(tmp_path, count):
    about = "A Decimal, an Annotated Item1, any Field and a ConfigDict."
    item = {**record(datetime=TEXT, Decimal=TEXT, at={"type": "string", "format": "date"})}
    schemas = {
        **{f"Item{n}": {**item, "description": about} for n in range(count)},
        "Kind": {"enum": ["StrEnum", "Model"], "description": about},
        "Whole": {
            "type": "object",
            "properties": {"item": ref("Item0"), "kind": ref("Kind"), "text": {"default": about}},
            "patternProperties": {"^x": {"type": "integer"}},
        },
    }
    operation = {"responses": {"200": answer(ref("Whole"))}}
    api = {"paths": {"/it": {"get": operation}}, "components": {"schemas": schemas}}
    files = emitted(tmp_path, api)

    put({path: text for path, text in files.items() if "models" in path}, tmp_path / "out")

    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache"]
    told = subprocess.run(
        [*command, "--select=F401,F821", tmp_path / "out"], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stdout
