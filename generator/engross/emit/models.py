"""Writes the models: `models.py`, or a package of modules where there are many."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engross import cache
from engross.emit.chunks import Schemas, deal, doubles, kept_together
from engross.emit.document import Document
from engross.emit.engine import identity, print_statements
from engross.emit.enums import enum_class, is_list_of_texts
from engross.emit.fields import Aliases, Rows, imports
from engross.emit.kinds import MadeUp, print_kinds, without_models
from engross.emit.modules import in_order, lay_out
from engross.emit.recursive import with_recursion
from engross.emit.render import prose, render
from engross.emit.statements import Definition, Statements, imported, referred_to
from engross.emit.tagged import with_tags
from engross.plan import Shapes

ONE_FILE = 60
"""How many models a single module may have: it is imported whole."""
Facts = tuple[dict[str, Mapping[str, Any]], dict[str, Mapping[str, str]], str]
"""The schemas, the aliases and the package of a run of the engine."""
_FUTURE = "from __future__ import annotations"


def render_models(shapes: Shapes, package: str) -> dict[str, str]:
    """Write every model.

    Args:
        shapes: The API, hoisted and named.
        package: The import name of the generated package.

    Returns:
        Python sources, not yet formatted, by their paths.
    """
    document = Document(shapes=shapes, package=package)
    printed = with_recursion(with_tags(_printed_once(document), document.tags, package))
    about = _about(shapes.pages)
    if len(document.named) <= ONE_FILE:
        names = in_order(document.classes, printed.definitions)
        text = _module(about, names, printed, {})
        return {f"src/{package}/models.py": text}
    modules = lay_out(document, printed.definitions)
    homes = {name: module.name for module in modules for name in module.classes}
    index = render("src/package/models/__init__.py.jinja", about=about, homes=sorted(homes.items()))
    folder = f"src/{package}/models"
    return {f"{folder}/__init__.py": index} | {
        f"{folder}/{module.name}.py": _module(
            f"`{module.classes[0]}`, with what only it is made of.", module.classes, printed, homes
        )
        for module in modules
    }


def _about(pages: Mapping[str, str]) -> str:
    lines = [f"{page}: {url}" for page, url in sorted(pages.items())]
    return "\n".join(["The models of the API.", *(["", *lines, ""] if lines else [])])


def _printed_once(document: Document) -> Statements:
    """Print each model; of what says the same the engine prints one."""
    rows = Rows(schemas=document.classes, aliases=document.aliases)
    kinds, needed = print_kinds(document, rows.free)
    tied = MadeUp(kinds=rows.tied)
    rest = {name: body for name, body in document.classes.items() if name not in rows.classes}
    asked, aliases = rest | tied.schemas, {**document.aliases, **tied.aliases}
    seen = kept_together(asked, asked.values())
    lists = {name for name, body in rest.items() if name not in seen and is_list_of_texts(body)}
    same = doubles({name: body for name, body in asked.items() if name not in lists}, aliases)
    once = {name: body for name, body in asked.items() if name not in same and name not in lists}
    printed = _print(document, once, aliases)
    others = {name: one for name, one in printed.definitions.items() if name in rest}
    renamed = {name: _renamed(others[model], model, name) for name, model in same.items()}
    enums = {name: enum_class(name, rest[name]) for name in sorted(lists)}
    put_together = rows.put_together({**kinds, **tied.found_in(printed)})
    # Of models, real or made up, the engine imports what stands in another of its runs.
    outer = without_models(printed.imports, document.package)
    return Statements(
        imports={**needed, **outer, **imports(document.package)},
        definitions={**put_together, **enums, **others, **renamed},
    )


def _renamed(definition: Definition, old: str, new: str) -> Definition:
    text = re.sub(rf"^class {old}\b", f"class {new}", definition.text)
    return replace(definition, text=text)


def _print(document: Document, schemas: Schemas, aliases: Aliases) -> Statements:
    """Print models, a run of the engine for each chunk."""
    found: dict[str, str] = {}
    definitions: dict[str, Definition] = {}
    for chunk in deal(schemas):
        own = {name: schemas[name] for name in chunk}
        fields = {name: aliases[name] for name in chunk}
        printed = _remembered(
            (document.closed(own, package=document.package), fields, document.package)
        )
        found |= printed.imports
        definitions |= printed.definitions
    return Statements(imports=found, definitions=definitions)


def _remembered(facts: Facts) -> Statements:
    """Print a chunk, or recall what the same one was printed as."""
    name = cache.key(identity(), *facts)
    known = cache.recall(name)
    if known is not None:
        return _loaded(known)
    printed = print_statements(*facts)
    cache.keep(name, _dumped(printed))
    return printed


def _dumped(printed: Statements) -> str:
    definitions = {
        name: [definition.text, sorted(definition.names)]
        for name, definition in printed.definitions.items()
    }
    return json.dumps([dict(printed.imports), definitions])


def _loaded(text: str) -> Statements:
    imports, definitions = json.loads(text)
    return Statements(
        imports=imports,
        definitions={
            name: Definition(text=text, names=frozenset(names))
            for name, (text, names) in definitions.items()
        },
    )


def _module(about: str, names: Sequence[str], printed: Statements, homes: Mapping[str, str]) -> str:
    """Write a module of some of the models.

    Args:
        about: Its docstring.
        names: The models, in an order in which each finds what it needs.
        printed: All models.
        homes: The module of each, where there are several.
    """
    classes = [printed.definitions[name] for name in names]
    foreign = {
        name: f"from .{homes[name]} import {name}"
        for name in referred_to(classes) & homes.keys()
        if homes[name] != homes[names[0]]
    }
    needed = [_FUTURE, *imported({**printed.imports, **foreign}, classes)]
    lines = ["", *needed, *(one.text for one in classes)] if classes else []
    return "\n".join([f'"""{prose(about)}"""', *lines, ""])
