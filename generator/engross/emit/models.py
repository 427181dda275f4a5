"""Writes the models: `models.py`, or a package of modules where there are many."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from engross import cache
from engross.emit.chunks import deal, doubles
from engross.emit.document import Document
from engross.emit.engine import identity, print_classes
from engross.emit.modules import Module, lay_out
from engross.emit.render import prose, render
from engross.emit.statements import Statements, split, used, words
from engross.plan import Shapes

ONE_FILE = 60
"""How many models a single module may have: it is imported whole."""
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
    about = _about(shapes.pages)
    if len(document.named) <= ONE_FILE:
        printed = _print(document, document.classes)
        texts = printed.definitions.values()
        needed = [_FUTURE, *used(printed.imports, texts)] if texts else []
        lines = [f'"""{prose(about)}"""', *needed, *texts]
        return {f"src/{package}/models.py": "\n".join([*lines, ""])}
    printed = _print_once(document)
    modules = lay_out(document, printed.definitions)
    homes = {name: module.name for module in modules for name in module.classes}
    index = render("src/package/models/__init__.py.jinja", about=about, homes=sorted(homes.items()))
    folder = f"src/{package}/models"
    return {f"{folder}/__init__.py": index} | {
        f"{folder}/{module.name}.py": _module(module, printed, homes) for module in modules
    }


def _about(pages: Mapping[str, str]) -> str:
    lines = [f"{page}: {url}" for page, url in sorted(pages.items())]
    return "\n".join(["The models of the API.", *(["", *lines, ""] if lines else [])])


def _print_once(document: Document) -> Statements:
    """Print each model; of those that say the same the engine prints one."""
    schemas = document.classes
    same = doubles(schemas, document.aliases)
    printed = _print(document, [name for name in schemas if name not in same])
    renamed = {
        name: re.sub(rf"^class {model}\b", f"class {name}", printed.definitions[model])
        for name, model in same.items()
    }
    outer = {name: text for name, text in printed.imports.items() if name not in schemas}
    return Statements(imports=outer, definitions={**printed.definitions, **renamed})


def _print(document: Document, names: Iterable[str]) -> Statements:
    """Print models, a run of the engine for each chunk."""
    imports: dict[str, str] = {}
    definitions: dict[str, str] = {}
    for chunk in deal({name: document.classes[name] for name in names}):
        printed = _remembered(document, chunk)
        imports |= printed.imports
        definitions |= printed.definitions
    return Statements(imports=imports, definitions=definitions)


def _remembered(document: Document, chunk: Iterable[str]) -> Statements:
    """Print a chunk, or recall what the same one was printed as."""
    fields = {name: document.aliases[name] for name in chunk}
    facts = (document.excerpt(chunk), fields, document.package)
    name = cache.key(identity(), *facts)
    known = cache.recall(name)
    if known is not None:
        return Statements(**json.loads(known))
    printed = _printed(facts)
    cache.keep(name, json.dumps(asdict(printed)))
    return printed


def _printed(facts: tuple[dict[str, Any], dict[str, dict[str, str]], str]) -> Statements:
    """Run the engine, and free what it leaves behind: circles of objects, which add up."""
    # What there was before is not looked at, so this costs next to nothing.
    gc.freeze()
    try:
        return split(print_classes(*facts))
    finally:
        gc.collect()
        gc.unfreeze()


def _module(module: Module, printed: Statements, homes: Mapping[str, str]) -> str:
    texts = [printed.definitions[name] for name in module.classes]
    others = {
        f"from .{homes[word]} import {word}"
        for word in words(texts) & homes.keys()
        if homes[word] != module.name
    }
    about = f'"""`{module.classes[0]}`, with what only it is made of."""'
    return "\n".join([about, _FUTURE, *used(printed.imports, texts), *sorted(others), *texts, ""])
