"""Pairs the bodies, answers, headers and links of two operations.

A body that becomes required breaks the caller, one that becomes optional nobody. A caller who asks
for a media type has to get it, so a removed one breaks; a new one is not sent unless asked for. An
answer with a success status that was not described is refused by the generated client; one less
hurts only where none is left. What an answer's header promised has to be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from engross.diff.context import Context
from engross.diff.documents import Direction
from engross.diff.normal import normalise
from engross.diff.parameters import writing_changes
from engross.diff.touches import (
    Found,
    Reach,
    changes,
    examples,
    members,
    notes,
    pairs,
    touch,
    words,
)
from engross.ir import (
    Api,
    Encoding,
    Header,
    Link,
    MediaType,
    Node,
    Operation,
    Ref,
    RequestBody,
    Response,
    Schema,
)

# --- Bodies ---------------------------------------------------------------------------------------


def compare_bodies(context: Context, base: Operation, revision: Operation, where: Reach) -> Found:
    """Compare what two operations take as a body."""
    old, new = base.request_body, revision.request_body
    reach = replace(where, direction=where.sender, location="body")
    if new is None:
        if old is not None:
            yield touch("request-body-removed", old, revision, reach, "requestBody")
    elif old is None:
        word = "required" if new.required else "optional"
        yield touch(f"request-body-added-{word}", base, new, reach, "requestBody")
    else:
        if old.required != new.required:
            rule = f"request-body-became-{'required' if new.required else 'optional'}"
            yield touch(rule, old, new, reach, "required")
        yield from words({"description": "request-body-description"}, old, new, reach)
        yield from notes(old, new, reach)
        yield from _content("request-body-media-type", context, old, new, reach)


def _content(
    word: str,
    context: Context,
    base: RequestBody | Response,
    revision: RequestBody | Response,
    where: Reach,
) -> Found:
    old, new = _by_type(base.content), _by_type(revision.content)
    for name, media in (old | new).items():
        reach = replace(where, media_type=media.content_type)
        if name not in new:
            yield touch(f"{word}-removed", media, revision, reach, member=media.content_type)
        elif name not in old:
            yield touch(f"{word}-added", base, media, reach, member=media.content_type)
        else:
            yield from _media_type(context, old[name], new[name], reach)


def _by_type(content: Iterable[MediaType]) -> dict[str, MediaType]:
    # RFC 9110, "Media Type": case and blanks around parameters say nothing.
    return {media.content_type.lower().replace(" ", ""): media for media in content}


def _media_type(context: Context, base: MediaType, revision: MediaType, where: Reach) -> Found:
    yield from pairs(base.schema, revision.schema, base, revision, where)
    yield from pairs(base.item_schema, revision.item_schema, base, revision, where)
    yield from examples(base, revision, where)
    yield from notes(base, revision, where)
    for name in {**base.encoding, **revision.encoding}:
        old = base.encoding.get(name, Encoding(pointer=base.pointer))
        new = revision.encoding.get(name, Encoding(pointer=revision.pointer))
        schemas = (
            _property(context.base, base.schema, name),
            _property(context.revision, revision.schema, name),
        )
        reach = replace(where, instance_path=f"/{name}")
        yield from _encoding(context, old, new, schemas, reach)


def _property(api: Api, schema: Schema | Ref | None, name: str) -> Schema | Ref | None:
    return None if schema is None else normalise(api, schema).schema.properties.get(name)


_ENCODING: Final = {
    "content_type": "media-type-encoding-changed",
    "allow_reserved": "encoding-allow-reserved-changed",
}


def _encoding(
    context: Context,
    base: Encoding,
    revision: Encoding,
    schemas: tuple[Schema | Ref | None, Schema | Ref | None],
    where: Reach,
) -> Found:
    yield from changes(_ENCODING, base, revision, where)
    styles = (_style(base), _style(revision))
    nodes = (base, revision)
    yield from writing_changes("encoding", context, nodes, schemas, styles, where)
    yield from notes(base, revision, where)
    headers = (tuple(base.headers.values()), tuple(revision.headers.values()))
    yield from _headers("encoding-header", context, base, revision, headers, where)


def _style(encoding: Encoding) -> tuple[str, bool]:
    # OpenAPI 3.1, "Encoding Object", fixed field `style`: as for query parameters.
    style = encoding.style or "form"
    return style, style == "form" if encoding.explode is None else encoding.explode


# --- Answers --------------------------------------------------------------------------------------


def compare_responses(
    context: Context, base: Operation, revision: Operation, where: Reach
) -> Found:
    """Compare what two operations answer."""
    old = {response.status: response for response in base.responses}
    new = {response.status: response for response in revision.responses}
    kept = any(_is_success(status) and _answer(old, status) for status in new)
    for status in {**old, **new}:
        reach = replace(where, direction=where.sender.opposite, status=status)
        before, after = _answer(old, status), _answer(new, status)
        kind = "success" if _is_success(status) else "non-success"
        if status not in new:
            last = "" if kept or kind != "success" or after else "last-"
            rule = f"response-{last}{kind}-status-removed"
            yield touch(rule, old[status], revision, reach, "responses", member=status)
        elif status not in old:
            # Where only failures are described, the client takes any success for one.
            is_known = before is not None or not any(map(_is_success, old))
            known = "known-" if is_known and kind == "success" else ""
            rule = f"response-{known}{kind}-status-added"
            yield touch(rule, base, new[status], reach, "responses", member=status)
        if before and after:
            yield from _response(context, before, after, reach)


def _is_success(status: str) -> bool:
    return status.startswith("2")


def _answer(responses: Mapping[str, Response], status: str) -> Response | None:
    """Find what describes a status; `default` means a success only where it is all there is."""
    exact = responses.get(status) or responses.get(f"{status[0]}XX")
    if exact is not None or "XX" in status:
        return exact
    covers = not _is_success(status) or responses.keys() == {"default"}
    return responses.get("default") if covers else None


def _response(context: Context, base: Response, revision: Response, where: Reach) -> Found:
    yield from words({"description": "response-description"}, base, revision, where)
    yield from notes(base, revision, where)
    body = replace(where, location="body")
    yield from _content("response-media-type", context, base, revision, body)
    headers = (base.headers, revision.headers)
    yield from _headers("response-header", context, base, revision, headers, where)
    yield from _links(base, revision, where)


# --- Headers --------------------------------------------------------------------------------------


def _headers(
    word: str,
    context: Context,
    base: Node,
    revision: Node,
    headers: tuple[tuple[Header, ...], tuple[Header, ...]],
    where: Reach,
) -> Found:
    old, new = ({header.name.lower(): header for header in side} for side in headers)
    for name, header in (old | new).items():
        reach = replace(where, location="header", name=header.name)
        if name not in new:
            rule = f"{'required' if header.required else 'optional'}-{word}-removed"
            yield touch(rule, header, revision, reach, member=header.name)
        elif name not in old:
            given = word == "response-header" and where.direction is Direction.RESPONSE
            kind = "" if given else "required-" if header.required else "optional-"
            yield touch(f"{kind}{word}-added", base, header, reach, member=header.name)
        else:
            yield from _header(word, context, old[name], new[name], reach)


def _header(word: str, context: Context, base: Header, revision: Header, where: Reach) -> Found:
    if base.required != revision.required:
        rule = f"{word}-became-{'required' if revision.required else 'optional'}"
        yield touch(rule, base, revision, where, "required")
    if base.deprecated != revision.deprecated:
        rule = f"{word}-{'deprecated' if revision.deprecated else 'reactivated'}"
        yield touch(rule, base, revision, where, "deprecated")
    yield from words({"description": f"{word}-description"}, base, revision, where)
    schemas = (base.schema, revision.schema)
    styles = (("simple", base.explode), ("simple", revision.explode))
    yield from writing_changes(word, context, (base, revision), schemas, styles, where)
    types = (base.content_type, revision.content_type)
    if types[0] != types[1]:
        rule = "header-content-changed"
        yield touch(rule, base, revision, where, "content", old=types[0], new=types[1])
    yield from notes(base, revision, where)
    yield from pairs(base.schema, revision.schema, base, revision, where)


# --- Links ----------------------------------------------------------------------------------------

_LINK: Final = dict.fromkeys(
    ("operation_id", "operation_ref", "parameters", "request_body", "description"), "link-changed"
)


def _links(base: Response, revision: Response, where: Reach) -> Found:
    old, new = _by_name(base.links), _by_name(revision.links)
    yield from members("link", old, new, base, revision, where)
    for name in [name for name in old if name in new]:
        yield from changes(_LINK, old[name], new[name], where)
        yield from notes(old[name], new[name], where)


def _by_name(links: Iterable[Link]) -> dict[str, Link]:
    return {link.name: link for link in links}
