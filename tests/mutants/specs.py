"""Faults of a spec: the package is generated from it and held to the suite of the right one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engross.emit import emit
from engross.errors import EngrossError
from engross.load import load_target
from engross.names import name_api
from engross.plan import Shapes, plan_package
from engross.pointer import Pointer
from engross.provider import Target, find_providers, paginated
from engross.trace.yaml_edit import YamlText
from operators import is_same


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecFault:
    """A node of the spec with something else in it."""

    operator: str
    place: str
    was: str
    now: str
    edit: Edit


class Press:
    """Makes packages of a provider's spec with a fault in it.

    Args:
        root: The project.
        provider: Its name.
        home: A folder for a copy of the spec.
    """

    def __init__(self, root: Path, provider: str, home: Path) -> None:
        (target,) = find_providers(root, [provider])
        assert target.folder is not None
        folder = home / provider
        shutil.copytree(target.folder, folder, ignore=shutil.ignore_patterns("revisions"))
        self._target = replace(target, spec=folder / target.spec.name, folder=folder)
        self._text = target.spec.read_text("utf-8")
        self._right = _modules(target)

    def faults(self) -> Iterator[SpecFault]:
        """Yield each fault that the spec can have."""
        for place, node in _nodes(YamlText(self._text).data, Pointer()):
            for name, change in _OPERATORS.items():
                for was, now, edit in change(place, node):
                    yield SpecFault(operator=name, place=str(place), was=was, now=now, edit=edit)

    def modules(self, fault: SpecFault) -> dict[str, str]:
        """Give the modules in which the package is another one than it should be.

        None are where the spec is refused, so that nobody is deceived, and where only what is
        for readers changes.
        """
        spec = YamlText(self._text)
        fault.edit(spec)
        self._target.spec.write_text(str(spec), "utf-8")
        try:
            made = _modules(self._target)
        except EngrossError:
            return {}
        return {
            name: text
            for name, text in made.items()
            if not is_same(self._right.get(name, ""), text)
        }


def _modules(target: Target) -> dict[str, str]:
    """Print the modules of a package, not formatted."""
    loaded = load_target(target)
    settings = loaded.settings
    paged = paginated(loaded.api, settings.pagination)
    api, names = name_api(
        loaded.api, settings.names, client=settings.client, paginated=paged.keys()
    )
    paged = paginated(api, settings.pagination)
    shapes = Shapes(api=api, names=names, pages=loaded.pages, paged=paged)
    files = emit(plan_package(shapes, settings), shapes)
    return {n: text for n, text in files.items() if n.startswith("src/") and n.endswith(".py")}


_SILENT = frozenset({"x-inferred", "info", "example", "examples", "x-envelope"})


def _nodes(value: Any, place: Pointer) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    if isinstance(value, dict):
        yield place, value
        for key, child in value.items():
            if key not in _SILENT:
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
        # What is not idempotent is never repeated, whether it can be undone or not.
        is_idle = key == "x-irreversible" and place.last in ("post", "patch")
        if node.get(key) and not is_idle:
            yield key, "", lambda spec, key=key: spec.remove(place / key)


def _parameter(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    if node.get("in") in ("query", "header"):
        other = {"query": "header", "header": "query"}[node["in"]]
        yield node["in"], other, lambda spec: spec.set(place, "in", other)
        name = f"{node['name']}_"
        yield node["name"], name, lambda spec: spec.set(place, "name", name)


def _limits(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    for word in ("minimum", "maximum", "minLength", "maxLength"):
        if isinstance(node.get(word), int | float):
            more = node[word] + 1
            yield f"{word} {node[word]}", str(more), lambda s, w=word, m=more: s.set(place, w, m)


def _status(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    for status in node if place.last == "responses" else ():
        if status[0] in "345" or (status == "default" and "2XX" in node):
            continue  # A failure is raised as it comes, whatever is documented.
        other = {"200": "201", "2XX": "201", "default": "5XX"}.get(status, "418")
        yield status, other, lambda spec, s=status, o=other: spec.rename(place / s, o)


def _server(place: Pointer, node: dict[str, Any]) -> Iterator[tuple[str, str, Edit]]:
    if isinstance(node.get("url"), str) and place.parent.last == "servers":
        yield node["url"], "", lambda spec: spec.set(place, "url", f"{node['url']}/x")


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
    "another parameter": _parameter,
    "limit moved": _limits,
    "another status": _status,
    "another server": _server,
}
