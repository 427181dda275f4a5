"""Packages as griffe sees them: what it calls a break, and the annotations that it leaves out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import griffe
from engross.build import emit_files
from engross.load import load_target
from engross.provider import Target, settings_beside

_MODULES = ("_client", "errors", "models", "resources")
_WIRE = {
    "AwareDateTime": "datetime",
    "Boolean": "bool",
    "Date": "date",
    "DateTime": "datetime",
    "DecimalNumber": "Decimal",
    "DecimalString": "Decimal",
    "Duration": "timedelta",
    "Integer": "int",
    "Number": "int | float",
    "Time": "time",
    "UUIDString": "UUID",
}
# What every package has beside the API's own: the twins of a symbol change with it.
_TWIN = re.compile(r"\bAsync(?=[A-Z])|WithRawResponse\b")
_OURS = re.compile(r"\.(with_raw_response|model_config)$|\.resources\.\w+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The type of a parameter, a field or what is returned."""

    kind: str
    types: frozenset[str]
    """What it is a union of."""


def generated(document: Path, folder: Path) -> griffe.Module:
    """Generate the package of a document and read it with griffe."""
    loaded = load_target(Target(name=document.name, spec=document, output=folder))
    loaded = replace(loaded, settings=settings_beside(document, loaded.api))
    for name, text in emit_files(loaded).items():
        if name.startswith("src/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    loader = griffe.GriffeLoader(search_paths=[folder / "src"], allow_inspection=False)
    module = loader.load(loaded.settings.package)
    assert isinstance(module, griffe.Module)
    return module


def broken(old: griffe.Module, new: griffe.Module) -> set[str]:
    """Name what griffe calls broken, spelt as `engross.diff.symbols` does."""
    found = (
        breakage
        for module in _MODULES
        for breakage in griffe.find_breaking_changes(old[module], new[module])
    )
    names = {_name(breakage) for breakage in found}
    return {name for name in names if not _OURS.search(name)}


def _name(breakage: griffe.Breakage) -> str:
    value = breakage.old_value or breakage.new_value
    parameter = f"({value.name})" if isinstance(value, griffe.Parameter) else ""
    return _public(breakage.obj.path) + parameter


def _public(path: str) -> str:
    """Spell a path as callers import it."""
    path = re.sub(r"^(\w+)\._client", r"\1", path)
    path = re.sub(r"\.resources\.\w+\.(?=\w)", ".resources.", path)
    return _TWIN.sub("", path).removesuffix(".__init__")


def promises(package: griffe.Module) -> dict[str, Promise]:
    """Collect the types of a package's fields, parameters and results."""
    return dict(_promises(package))


def _promises(package: griffe.Module) -> Iterator[tuple[str, Promise]]:
    for model in package["models"].classes.values():
        for field in model.attributes.values():
            if field.annotation is not None:
                yield field.path, Promise(kind="field", types=_types(field.annotation))
    for module in package["resources"].modules.values():
        for group in module.classes.values():
            if not _TWIN.search(group.name):
                for method in group.functions.values():
                    yield from _signature(method)


def _signature(method: griffe.Function) -> Iterator[tuple[str, Promise]]:
    name = _public(method.path)
    yield name, Promise(kind="result", types=_types(method.returns))
    for parameter in method.parameters:
        if parameter.name not in {"self", "timeout", "headers"}:
            types = _types(parameter.annotation) - {"Unset"}
            yield f"{name}({parameter.name})", Promise(kind="argument", types=types)


def _types(annotation: object) -> frozenset[str]:
    tree = ast.parse(str(annotation), mode="eval").body
    types = frozenset(map(ast.unparse, _members(_Plain().visit(tree))))
    texts = {word for word in types if word.startswith("Literal['")}
    return types - texts if "str" in types else types


def _members(tree: ast.expr) -> list[ast.expr]:
    if isinstance(tree, ast.BinOp):
        return [*_members(tree.left), *_members(tree.right)]
    return [tree]


class _Plain(ast.NodeTransformer):
    """Writes the types of the wire as the types that callers see."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if ast.unparse(node.value) == "Annotated" and isinstance(node.slice, ast.Tuple):
            return self.visit(node.slice.elts[0])
        return node if ast.unparse(node.value) == "Literal" else self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.parse(_WIRE[node.id], mode="eval").body if node.id in _WIRE else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        return self.visit(ast.Name(node.attr))
