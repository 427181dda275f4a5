"""Server Objects, tags and links to documentation: the small things of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from engross.ir import Server, ServerVariable, Tag
from engross.spec.cursor import Cursor
from engross.spec.extensions import parse_node

_SERVER: Final = ("url", "description", "variables", "name")
_VARIABLE: Final = ("enum", "default", "description")
_TAG: Final = ("name", "description", "externalDocs", "summary", "parent", "kind")
_EXTERNAL_DOCS: Final = ("description", "url")
_WHOLE: Final = re.compile(r"\w+://")
_IN_BRACES: Final = re.compile(r"{([^{}]+)}")


def parse_servers(parent: Cursor) -> tuple[Server, ...]:
    """Read the `servers` of a document, a path item or an operation."""
    return tuple([_parse_server(item) for item in parent.items("servers") if item.mapping()])


def parse_own_servers(parent: Cursor) -> tuple[Server, ...]:
    """Read the `servers` of a path item or an operation, and note that relative ones do not count.

    They are relative to where the document is published, which it does not say.
    """
    servers = parse_servers(parent)
    if servers and not any(_WHOLE.match(server.url) for server in servers):
        parent.warn(
            "these addresses are relative to that of the document, which is not known, so calls go"
            " where those of the other operations go: write one with https://",
            key="servers",
        )
    return servers


def _parse_server(cursor: Cursor) -> Server:
    cursor.only(_SERVER, "a server")
    variables = [
        _parse_variable(name, variable)
        for name, variable in cursor.members("variables")
        if variable.mapping()
    ]
    url = cursor.required_text("url")
    known = {variable.name for variable in variables}
    if unknown := [name for name in _IN_BRACES.findall(url) if name not in known]:
        cursor.warn(
            f"'variables' does not describe {unknown[0]!r}, so the address is none that can be"
            " called: give it a default",
            key="url",
        )
    return Server(
        **parse_node(cursor, ("x-placeholder",), ("name",)),
        url=url,
        description=cursor.text("description"),
        variables=tuple(variables),
        placeholder=cursor.flag("x-placeholder") or False,
    )


def _parse_variable(name: str, cursor: Cursor) -> ServerVariable:
    cursor.only(_VARIABLE, "a server variable")
    return ServerVariable(
        **parse_node(cursor),
        name=name,
        default=cursor.required_text("default"),
        enum=cursor.texts("enum"),
        description=cursor.text("description"),
    )


def parse_tags(root: Cursor) -> tuple[Tag, ...]:
    """Read the document's `tags`."""
    found: list[Tag] = []
    cursors = [cursor for cursor in root.items("tags") if cursor.mapping()]
    for cursor in cursors:
        cursor.only(_TAG, "a tag")
        name = cursor.required_text("name")
        said = parse_node(cursor, (), ("summary", "parent", "kind", "externalDocs"))
        parent, description = cursor.text("parent"), cursor.text("description")
        found.append(Tag(**said, name=name, parent=parent, description=description))
    return tuple(_nested(found, cursors))


def _nested(tags: list[Tag], cursors: list[Cursor]) -> Iterator[Tag]:
    """Take the parent off a tag that is below itself (OpenAPI 3.2, "Tag Object")."""
    parents = {tag.name: tag.parent for tag in tags}
    for tag, cursor in zip(tags, cursors, strict=True):
        if tag.parent is not None and tag.parent not in parents:
            cursor.fault(f"no tag of the document is called {tag.parent!r}", key="parent")
        looped = tag.name in _above(tag.name, parents)
        if looped:
            cursor.fault(f"{tag.name!r} cannot be below itself", key="parent")
        yield replace(tag, parent=None) if looped else tag


def _above(name: str, parents: Mapping[str, str | None]) -> list[str]:
    """Give the tags that one is nested under, the nearest first."""
    found: list[str] = []
    while (parent := parents.get(found[-1] if found else name)) and parent not in found:
        found.append(parent)
    return found


def parse_external_docs(parent: Cursor) -> str | None:
    """Read the address of `externalDocs`."""
    cursor = parent.maybe("externalDocs")
    if cursor is None or not cursor.mapping():
        return None
    cursor.only(_EXTERNAL_DOCS, "externalDocs")
    return cursor.text("url")
