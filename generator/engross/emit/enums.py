"""Writes the enums that are a list of texts: the engine has nothing to decide about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engross.emit.render import render
from engross.emit.statements import Definition

_WORDS = {"type", "enum", "x-enum-varnames", "description"}


def is_list_of_texts(body: Mapping[str, Any]) -> bool:
    """Whether a schema, as the engine would be given it, is an enum of texts and no more."""
    return "enum" in body and body.get("type") == "string" and body.keys() <= _WORDS


def enum_class(name: str, body: Mapping[str, Any]) -> Definition:
    """Write the class of such an enum."""
    text = render(
        "src/package/models/enum.py.jinja",
        name=name,
        about=body.get("description"),
        members=list(zip(body["x-enum-varnames"], body["enum"], strict=True)),
    )
    return Definition(text=text, names=frozenset({"StrEnum"}))
