"""Faults of a spec: the package is generated from it and held to the suite of the right one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from engross.build import build_files
from engross.errors import EngrossError
from engross.pointer import Pointer
from engross.provider import find_providers
from engross.trace.yaml_edit import YamlText

Spoilt = tuple[str, str, str, str, dict[str, str]]
"""Operator, pointer, what was there, what is there now, the files of the package that differ."""


def spoilt_packages(root: Path, provider: str) -> Iterator[Spoilt]:
    """Generate a package from each spec with one node changed."""
    (target,) = find_providers(root, [provider])
    assert target.folder is not None
    text = target.spec.read_text("utf-8")
    package = {
        path.relative_to(target.output).as_posix(): path.read_text("utf-8")
        for path in (target.output / "src").rglob("*.py")
    }
    with tempfile.TemporaryDirectory(prefix="mutants-") as home:
        folder = Path(home, provider)
        shutil.copytree(target.folder, folder, ignore=shutil.ignore_patterns("revisions"))
        copy = replace(target, spec=folder / target.spec.name, folder=folder)
        for operator, place, was, now, changed in _changes(text):
            copy.spec.write_text(changed, "utf-8")
            try:
                files = build_files(copy)
            except EngrossError:
                continue  # The spec is refused: nobody is deceived.
            differing = {
                name: content
                for name, content in files.items()
                if name in package and package[name] != content
            }
            if differing:
                yield operator, place, was, now, differing


def _changes(text: str) -> Iterator[tuple[str, str, str, str, str]]:
    spec = YamlText(text)
    for place, node in _nodes(spec.data, Pointer()):
        for name, change in _OPERATORS.items():
            for was, now, edit in change(place, node):
                other = YamlText(text)
                edit(other)
                yield name, str(place), was, now, str(other)


def _nodes(value: Any, place: Pointer) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    if isinstance(value, dict):
        yield place, value
        for key, child in value.items():
            if key not in ("x-inferred", "info"):
                yield from _nodes(child, place / key)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _nodes(child, place / index)


Edit = Callable[[YamlText], None]
Change = Callable[[Pointer, dict[str, Any]], Iterator[tuple[str, str, Edit]]]


def _type(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    others = {"string": "integer", "number": "string", "integer": "string", "boolean": "string"}
    kind = node.get("type")
    if isinstance(kind, str) and kind in others:
        yield kind, others[kind], lambda spec: spec.set(place, "type", others[kind])


def _null(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    kind = node.get("type")
    if isinstance(kind, list) and "null" in kind:
        yield "null", "", lambda spec: spec.set(place, "type", kind[0])
    elif kind in ("string", "number", "boolean") and place.parent.last == "properties":
        yield "", "null", lambda spec: spec.set(place, "type", [kind, "null"])


def _name(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    if place.parent.last == "properties" and node:
        yield place.last, f"{place.last}_", lambda spec: spec.rename(place, f"{place.last}_")


def _field(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    if place.parent.last == "properties" and node:
        yield place.last, "", lambda spec: spec.remove(place)


def _required(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    names = node.get("required")
    for name in node.get("properties", {}) if isinstance(node.get("properties"), dict) else ():
        listed = names if isinstance(names, list) else []
        left = [other for other in listed if other != name] if name in listed else [*listed, name]
        yield (
            name, "required" if name not in listed else "optional",
            lambda spec, left=left: spec.set(place, "required", left)
            if left
            else spec.remove(place / "required"),
        )  # fmt: skip


def _format(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    if isinstance(node.get("format"), str) and "type" in node:
        yield node["format"], "", lambda spec: spec.remove(place / "format")


def _value(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    values = node.get("enum")
    if isinstance(values, list):
        yield str(values[0]), "", lambda spec: spec.remove(place / "enum" / 0)


def _match(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    for key in ("message", "code", "messageStartsWith") if place.last == "match" else ():
        if key in node:
            text = f"{node[key]}!"
            yield node[key], text, lambda spec, key=key, text=text: spec.set(place, key, text)


def _path(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    if place.parent == Pointer(("paths",)):
        yield place.last, f"{place.last}/x", lambda spec: spec.rename(place, f"{place.last}/x")
        for verb, other in {"get": "post", "post": "put", "patch": "put"}.items():
            if verb in node:
                yield verb, other, lambda spec, v=verb, o=other: spec.rename(place / v, o)


def _marks(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    for key in ("x-irreversible", "x-envelope", "x-sensitive", "security"):
        if node.get(key):
            yield key, "", lambda spec, key=key: spec.remove(place / key)


_OPERATORS: dict[str, Change] = {
    "another type": _type,
    "null": _null,
    "name on the wire": _name,
    "field forgotten": _field,
    "required or not": _required,
    "format forgotten": _format,
    "value forgotten": _value,
    "failure told otherwise": _match,
    "path or verb": _path,
    "mark forgotten": _marks,
}
