"""Pairs the operations of two revisions, what they are made of, and the schemas they carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from engross.diff.documents import Direction
from engross.diff.edits import Edit
from engross.ir import (
    ABSENT,
    Api,
    Header,
    Json,
    MediaType,
    Node,
    Operation,
    Parameter,
    Ref,
    RequestBody,
    Response,
    Schema,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One place of the API that an edit touches."""

    method: str = ""
    path: str = ""
    webhook: str | None = None
    """The webhook's name, or the callback's expression."""
    direction: Direction | None = None
    """Who writes the value; None where the edit is about no value."""
    location: str = ""
    """`body`, `header`, `query`, `path`, `cookie`; empty for the operation itself."""
    name: str = ""
    """The parameter or header."""
    status: str | None = None
    media_type: str | None = None
    instance_path: str = ""
    """JSON Pointer of the value inside the body; `*` stands for every item or member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """An edit of something that is no schema, and where it is felt."""

    edit: Edit
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Two schemas that answer to each other, and where their values travel."""

    reach: Reach
    base: Schema | Ref
    revision: Schema | Ref


Found = Iterator[Touch | Root]


def compare_apis(base: Api, revision: Api) -> Found:
    """Compare everything but the insides of schemas.

    Returns:
        The edits, and the pairs of schemas whose insides are to be compared.
    """
    yield from _document(base, revision)
    yield from _operations(base.operations, revision.operations, Reach())
    yield from _webhooks(base, revision)


# --- The document ---------------------------------------------------------------------------------


def _document(base: Api, revision: Api) -> Found:
    for kind, old, new in (
        ("server", {s.url: s for s in base.servers}, {s.url: s for s in revision.servers}),
        ("tag-object", {t.name: t for t in base.tags}, {t.name: t for t in revision.tags}),
        ("api-security-component", base.security_schemes, revision.security_schemes),
    ):
        yield from _added_and_removed(kind, old, new, base, revision, Reach())
    for name in base.security_schemes.keys() & revision.security_schemes.keys():
        before, after = base.security_schemes[name], revision.security_schemes[name]
        for rule, field in _SCHEME_FIELDS.items():
            yield from _changed(rule, field, before, after, Reach())
    yield from _changed("api-version-changed", "version", base, revision, Reach())
    yield from _changed("api-title-changed", "title", base, revision, Reach())
    yield from _changed("api-description-changed", "description", base, revision, Reach())


_SCHEME_FIELDS: Final = {
    "api-security-component-type-changed": "type",
    "api-security-component-scheme-changed": "scheme",
    "api-security-component-name-changed": "parameter_name",
    "api-security-component-location-changed": "location",
    "api-security-component-oauth-flows-changed": "flows",
}


# --- Operations -----------------------------------------------------------------------------------


def _operations(base: Iterable[Operation], revision: Iterable[Operation], where: Reach) -> Found:
    old = {_key(op): op for op in base}
    new = {_key(op): op for op in revision}
    for key, op in old.items():
        reach = replace(where, method=op.method, path=where.path or op.path)
        if key in new:
            yield from _operation(op, new[key], reach)
        else:
            yield Touch(edit=_edit("endpoint-removed", op, None), reach=reach)
    for key, op in new.items():
        if key not in old:
            reach = replace(where, method=op.method, path=where.path or op.path)
            yield Touch(edit=_edit("endpoint-added", None, op), reach=reach)


def _key(op: Operation) -> tuple[str, str]:
    """Tell operations apart: the names of path parameters are nobody's business."""
    return op.method, re.sub(r"\{[^{}]*\}", "{}", op.path)


def _webhooks(base: Api, revision: Api) -> Found:
    old, new = _by_path(base.webhooks), _by_path(revision.webhooks)
    for name in sorted(old.keys() | new.keys()):
        reach = Reach(path=name, webhook=name)
        if name not in new:
            yield Touch(edit=_edit("webhook-removed", old[name][0], None), reach=reach)
        elif name not in old:
            yield Touch(edit=_edit("webhook-added", None, new[name][0]), reach=reach)
        else:
            yield from _operations(old[name], new[name], reach)


def _by_path(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for op in operations:
        found.setdefault(op.path, []).append(op)
    return found


def _operation(base: Operation, revision: Operation, where: Reach) -> Found:
    for rule, field in _OPERATION_FIELDS.items():
        yield from _changed(rule, field, base, revision, where)
    yield from _set_changes("api-tag", base, revision, set(base.tags), set(revision.tags), where)
    yield from _deprecation("endpoint", base, revision, where)
    yield from _security(base, revision, where)
    yield from _errors(base, revision, where)
    yield from _parameters(base, revision, where)
    yield from _bodies(base, revision, where)
    yield from _responses(base, revision, where)
    for name in sorted(base.callbacks.keys() | revision.callbacks.keys()):
        old, new = base.callbacks.get(name, ()), revision.callbacks.get(name, ())
        yield from _operations(old, new, replace(where, webhook=name))


_OPERATION_FIELDS: Final = {
    "api-operation-id-changed": "operation_id",
    "api-summary-changed": "summary",
    "api-operation-description-changed": "description",
    "api-irreversible-changed": "irreversible",
}


def _deprecation(word: str, base: Any, revision: Any, where: Reach) -> Found:
    if base.deprecated != revision.deprecated:
        rule = f"{word}-{'deprecated' if revision.deprecated else 'reactivated'}"
        yield Touch(edit=_edit(rule, base, revision, "deprecated"), reach=where)
    old, new = base.extensions.get("x-sunset"), revision.extensions.get("x-sunset")
    if base.deprecated and revision.deprecated and old != new:
        rule = f"{word}-sunset-{'deleted' if new is None else 'changed'}"
        edit = _edit(rule, base, revision, "x-sunset", old=old, new=new)
        yield Touch(edit=edit, reach=where)


def _security(base: Operation, revision: Operation, where: Reach) -> Found:
    old = {_alternative(need.schemes): need for need in base.security}
    new = {_alternative(need.schemes): need for need in revision.security}
    if (not old) != (not new):
        rule = "security-required" if new else "security-no-longer-required"
        yield Touch(edit=_edit(rule, base, revision, "security"), reach=where)
        return
    for alternative, need in old.items():
        if alternative not in new:
            edit = _edit("api-security-removed", need, revision, "security", member=alternative)
            yield Touch(edit=edit, reach=where)
    for alternative, need in new.items():
        if alternative not in old:
            edit = _edit("api-security-added", base, need, "security", member=alternative)
            yield Touch(edit=edit, reach=where)
        else:
            yield from _scopes(old[alternative], need, where)


def _alternative(schemes: Mapping[str, tuple[str, ...]]) -> str:
    return " and ".join(sorted(schemes)) or "none"


def _scopes(base: Any, revision: Any, where: Reach) -> Found:
    for name, scopes in base.schemes.items():
        old, new = set(scopes), set(revision.schemes[name])
        yield from _set_changes("api-security-scope", base, revision, old, new, where)


def _errors(base: Operation, revision: Operation, where: Reach) -> Found:
    old, new = {e.name: e for e in base.errors}, {e.name: e for e in revision.errors}
    yield from _added_and_removed("documented-error", old, new, base, revision, where)
    for name in old.keys() & new.keys():
        yield from _changed("documented-error-match-changed", "match", old[name], new[name], where)


# --- Parameters -----------------------------------------------------------------------------------


def _parameters(base: Operation, revision: Operation, where: Reach) -> Found:
    old, new = _parameters_by_key(base), _parameters_by_key(revision)
    for key, parameter in old.items():
        reach = _of_parameter(parameter, where)
        if key not in new:
            edit = _edit("request-parameter-removed", parameter, revision, member=parameter.name)
            yield Touch(edit=edit, reach=reach)
        else:
            yield from _parameter(parameter, new[key], reach)
    for key, parameter in new.items():
        if key not in old:
            rule = f"new-{'required' if parameter.required else 'optional'}-request-parameter"
            edit = _edit(rule, base, parameter, member=parameter.name)
            yield Touch(edit=edit, reach=_of_parameter(parameter, where))


def _parameters_by_key(op: Operation) -> dict[tuple[str, str], Parameter]:
    """Key parameters by location and name; those of the path by their place in it."""
    places = re.findall(r"\{([^{}]*)\}", op.path)
    found = {}
    for parameter in op.parameters:
        location = parameter.location.value
        name = parameter.name.lower() if location == "header" else parameter.name
        if location == "path" and parameter.name in places:
            name = str(places.index(parameter.name))
        found[location, name] = parameter
    return found


def _of_parameter(parameter: Parameter, where: Reach) -> Reach:
    location = parameter.location.value
    direction = _sender(where)
    return replace(where, direction=direction, location=location, name=parameter.name)


def _parameter(base: Parameter, revision: Parameter, where: Reach) -> Found:
    if base.required != revision.required:
        rule = f"request-parameter-became-{'required' if revision.required else 'optional'}"
        yield Touch(edit=_edit(rule, base, revision, "required"), reach=where)
    for rule, field in _PARAMETER_FIELDS.items():
        yield from _changed(rule, field, base, revision, where)
    yield from _deprecation("request-parameter", base, revision, where)
    yield from _values(_schema_of(base), _schema_of(revision), where, base, revision)


_PARAMETER_FIELDS: Final = {
    "request-parameter-name-changed": "name",
    "request-parameter-style-changed": "style",
    "request-parameter-explode-changed": "explode",
    "request-parameter-allow-reserved-changed": "allow_reserved",
    "request-parameter-allow-empty-value-changed": "allow_empty_value",
    "request-parameter-sensitive-changed": "sensitive",
    "request-parameter-description-changed": "description",
}


def _schema_of(parameter: Parameter) -> Schema | Ref | None:
    return parameter.content.schema if parameter.content is not None else parameter.schema


# --- Bodies, responses, headers -------------------------------------------------------------------


def _bodies(base: Operation, revision: Operation, where: Reach) -> Found:
    old, new = base.request_body, revision.request_body
    reach = replace(where, direction=_sender(where), location="body")
    if old is None and new is None:
        return
    if old is None or new is None:
        yield Touch(edit=_body_edit(base, revision), reach=reach)
        return
    if old.required != new.required:
        rule = f"request-body-became-{'required' if new.required else 'optional'}"
        yield Touch(edit=_edit(rule, old, new, "required"), reach=reach)
    yield from _changed("request-body-description-changed", "description", old, new, reach)
    yield from _content("request-body-media-type", old, new, reach)


def _body_edit(base: Operation, revision: Operation) -> Edit:
    if revision.request_body is None:
        return _edit("request-body-removed", base.request_body, revision)
    word = "required" if revision.request_body.required else "optional"
    return _edit(f"request-body-added-{word}", base, revision.request_body)


def _content(
    word: str, base: RequestBody | Response, revision: RequestBody | Response, where: Reach
) -> Found:
    old = {media.content_type: media for media in base.content}
    new = {media.content_type: media for media in revision.content}
    for name in [*old, *(name for name in new if name not in old)]:
        reach = replace(where, media_type=name)
        if name not in new:
            edit = _edit(f"{word}-removed", old[name], revision, member=name)
            yield Touch(edit=edit, reach=reach)
        elif name not in old:
            edit = _edit(f"{word}-added", base, new[name], member=name)
            yield Touch(edit=edit, reach=reach)
        else:
            yield from _media_type(old[name], new[name], reach)


def _media_type(base: MediaType, revision: MediaType, where: Reach) -> Found:
    yield from _values(base.schema, revision.schema, where, base, revision)
    for name in sorted(base.encoding.keys() | revision.encoding.keys()):
        old, new = base.encoding.get(name), revision.encoding.get(name)
        before = None if old is None else (old.content_type, old.style, old.explode)
        after = None if new is None else (new.content_type, new.style, new.explode)
        if before != after:
            rule = "media-type-encoding-changed"
            edit = _edit(rule, old or base, new or revision, "encoding", member=name)
            yield Touch(edit=edit, reach=replace(where, instance_path=f"/{name}"))


def _responses(base: Operation, revision: Operation, where: Reach) -> Found:
    old = {response.status: response for response in base.responses}
    new = {response.status: response for response in revision.responses}
    for status in [*old, *(status for status in new if status not in old)]:
        reach = replace(where, direction=_answerer(where), status=status)
        if status not in new:
            rule = f"response-{_kind(status)}-status-removed"
            edit = _edit(rule, old[status], revision, "responses", member=status)
            yield Touch(edit=edit, reach=reach)
        elif status not in old:
            rule = f"response-{_kind(status)}-status-added"
            edit = _edit(rule, base, new[status], "responses", member=status)
            yield Touch(edit=edit, reach=reach)
        else:
            yield from _response(old[status], new[status], reach)


def _kind(status: str) -> str:
    return "success" if status.startswith("2") else "non-success"


def _response(base: Response, revision: Response, where: Reach) -> Found:
    yield from _changed("response-description-changed", "description", base, revision, where)
    yield from _content("response-media-type", base, revision, replace(where, location="body"))
    old = {header.name.lower(): header for header in base.headers}
    new = {header.name.lower(): header for header in revision.headers}
    for name in [*old, *(name for name in new if name not in old)]:
        header = old.get(name) or new[name]
        reach = replace(where, location="header", name=header.name)
        yield from _header(old.get(name), new.get(name), base, revision, reach)


def _header(
    old: Header | None, new: Header | None, base: Response, revision: Response, where: Reach
) -> Found:
    if new is None:
        assert old is not None
        rule = f"{'required' if old.required else 'optional'}-response-header-removed"
        yield Touch(edit=_edit(rule, old, revision, member=old.name), reach=where)
    elif old is None:
        edit = _edit("response-header-added", base, new, member=new.name)
        yield Touch(edit=edit, reach=where)
    else:
        if old.required != new.required:
            rule = f"response-header-became-{'required' if new.required else 'optional'}"
            yield Touch(edit=_edit(rule, old, new, "required"), reach=where)
        yield from _values(old.schema, new.schema, where, old, new)


def _values(
    old: Schema | Ref | None, new: Schema | Ref | None, where: Reach, base: Node, revision: Node
) -> Found:
    """Pair two schemas; one that is missing allows anything."""
    if old is None and new is None:
        return
    yield Root(
        reach=where,
        base=old or Schema(pointer=base.pointer),
        revision=new or Schema(pointer=revision.pointer),
    )


def _sender(where: Reach) -> Direction:
    """Say who is read: a webhook's request is written by the provider."""
    return Direction.REQUEST if where.webhook is None else Direction.RESPONSE


def _answerer(where: Reach) -> Direction:
    return _sender(where).opposite


# --- Making edits ---------------------------------------------------------------------------------


def _edit(
    rule: str,
    base: Node | None,
    revision: Node | None,
    keyword: str = "",
    *,
    member: Json = ABSENT,
    old: Json = ABSENT,
    new: Json = ABSENT,
) -> Edit:
    return Edit(
        rule=rule,
        base=None if base is None else base.pointer,
        revision=None if revision is None else revision.pointer,
        keyword=keyword,
        member=member,
        old=old,
        new=new,
    )


def _changed(rule: str, field: str, base: Node, revision: Node, where: Reach) -> Found:
    old, new = getattr(base, field), getattr(revision, field)
    if old != new:
        edit = _edit(rule, base, revision, _KEYS.get(field, field), old=old, new=new)
        yield Touch(edit=edit, reach=where)


_KEYS: Final[Mapping[str, str]] = {
    "operation_id": "operationId",
    "irreversible": "x-irreversible",
    "allow_reserved": "allowReserved",
    "allow_empty_value": "allowEmptyValue",
    "sensitive": "x-sensitive",
    "parameter_name": "name",
    "location": "in",
}


def _added_and_removed(
    word: str,
    old: Mapping[str, Node],
    new: Mapping[str, Node],
    base: Node,
    revision: Node,
    where: Reach,
) -> Found:
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            edit = _edit(f"{word}-removed", old[name], revision, member=name)
            yield Touch(edit=edit, reach=where)
        elif name not in old:
            yield Touch(edit=_edit(f"{word}-added", base, new[name], member=name), reach=where)


def _set_changes(
    word: str, base: Node, revision: Node, old: set[str], new: set[str], where: Reach
) -> Found:
    for name in sorted(old - new):
        yield Touch(edit=_edit(f"{word}-removed", base, revision, member=name), reach=where)
    for name in sorted(new - old):
        yield Touch(edit=_edit(f"{word}-added", base, revision, member=name), reach=where)
