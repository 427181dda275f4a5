"""Pairs the parameters of two operations.

A request has to be taken as before, so a new parameter breaks where it is required, and a removed
one always: the server may refuse it, and the generated method does. How a value is written counts
only where it differs for a value that the schema allows. A name in the path is only a name, and
so is that of an object whose members are sent as parameters of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engross.diff.context import Context
from engross.diff.serialisation import apart, kinds, written
from engross.diff.sunset import removal, turns
from engross.diff.touches import Found, Reach, changes, examples, notes, pairs, touch, words
from engross.ir import Api, MediaType, Node, Operation, Parameter, Ref, Schema

Key = tuple[str, str]


def compare_parameters(
    context: Context, base: Operation, revision: Operation, where: Reach
) -> Found:
    """Compare what two operations take besides a body."""
    before, after = _by_key(base), _by_key(revision)
    old = _spread(context.base, before, after)
    new = _spread(context.revision, after, before)
    for key, parameter in old.items():
        reach = _at(parameter, where)
        if key in new:
            yield from _parameter(context, parameter, new[key], reach)
        else:
            rule = f"request-parameter-{removal(parameter, context.as_of)}"
            yield touch(rule, parameter, revision, reach, member=parameter.name)
    for key, parameter in new.items():
        if key not in old:
            rule = f"new-{'required' if parameter.required else 'optional'}-request-parameter"
            yield touch(rule, base, parameter, _at(parameter, where), member=parameter.name)


def _by_key(operation: Operation) -> dict[Key, Parameter]:
    """Key parameters by location and name; those of the path by their place in it."""
    places = re.findall(r"\{([^{}]*)\}", operation.path)
    found = {}
    for parameter in operation.parameters:
        location, name = parameter.location.value, parameter.name
        if location == "header":
            name = name.lower()
        if location == "path" and name in places:
            name = str(places.index(name))
        found[location, name] = parameter
    return found


def _spread(
    api: Api, ours: Mapping[Key, Parameter], theirs: Mapping[Key, Parameter]
) -> dict[Key, Parameter]:
    """Take an object for its members where the other side has each of these by itself."""
    found: dict[Key, Parameter] = {}
    for key, parameter in ours.items():
        members = {} if key in theirs else apart(api, parameter)
        named = {(key[0], name): member for name, member in members.items()}
        same = named and named.keys() <= theirs.keys() - ours.keys()
        found |= named if same else {key: parameter}
    return found


def _at(parameter: Parameter, where: Reach) -> Reach:
    location = parameter.location.value
    return replace(where, direction=where.sender, location=location, name=parameter.name)


def _parameter(context: Context, base: Parameter, revision: Parameter, where: Reach) -> Found:
    if base.required != revision.required:
        rule = f"request-parameter-became-{'required' if revision.required else 'optional'}"
        yield touch(rule, base, revision, where, "required")
    if base.allow_empty_value != revision.allow_empty_value:
        rule = f"request-parameter-empty-value-{_VERBS[revision.allow_empty_value]}"
        yield touch(rule, base, revision, where, "allowEmptyValue")
    yield from changes(_FIELDS, base, revision, where)
    yield from words({"description": "request-parameter-description"}, base, revision, where)
    yield from _writing(context, base, revision, where)
    for turn in turns(base, revision, context.as_of):
        rule = f"request-parameter-{turn.verb}"
        yield touch(rule, base, revision, where, turn.keyword, old=turn.old, new=turn.new)
    yield from examples(base, revision, where)
    yield from notes(base, revision, where)
    yield from pairs(_schema(base), _schema(revision), base, revision, where)


_VERBS: Final = {True: "allowed", False: "refused"}
_FIELDS: Final = {
    "name": "request-parameter-name-changed",
    "allow_reserved": "request-parameter-allow-reserved-changed",
    "sensitive": "request-parameter-sensitive-changed",
}


def _schema(parameter: Parameter) -> Schema | Ref | None:
    return parameter.content.schema if parameter.content is not None else parameter.schema


def _writing(context: Context, base: Parameter, revision: Parameter, where: Reach) -> Found:
    old, new = base.content, revision.content
    if old is None and new is None:
        schemas = (_schema(base), _schema(revision))
        styles = ((base.style, base.explode), (revision.style, revision.explode))
        yield from writing_changes(
            "request-parameter", context, (base, revision), schemas, styles, where
        )
        return
    types = [content and content.content_type for content in (old, new)]
    if types[0] != types[1]:
        rule = "request-parameter-content-changed"
        yield touch(rule, base, revision, where, "content", old=types[0], new=types[1])
    if old is not None and new is not None:
        yield from _remarks(old, new, where)


def _remarks(base: MediaType, revision: MediaType, where: Reach) -> Found:
    yield from examples(base, revision, where)
    yield from notes(base, revision, where)


def writing_changes(
    word: str,
    context: Context,
    nodes: tuple[Node, Node],
    schemas: tuple[Schema | Ref | None, Schema | Ref | None],
    styles: tuple[tuple[str, bool], tuple[str, bool]],
    where: Reach,
) -> Found:
    """Compare `style` and `explode`, and say whether any value is written otherwise.

    Args:
        word: The first words of the rules.
        context: What is compared.
        nodes: The two nodes that have the style.
        schemas: What they say of the value.
        styles: Style and explode of each.
        where: Where it is felt.
    """
    if styles[0] == styles[1]:
        return
    sent = kinds(context.base, schemas[0]) & kinds(context.revision, schemas[1])
    told = "changed" if written(*styles[0], sent) != written(*styles[1], sent) else "restated"
    for keyword, old, new in zip(("style", "explode"), *styles, strict=True):
        if old != new:
            yield touch(f"{word}-{keyword}-{told}", *nodes, where, keyword, old=old, new=new)
