"""Pairs two revisions from the document down: what is not said here is in the modules it calls.

An operation that is gone breaks its callers, unless its end was announced and the day has passed.
What only readers see is an annotation. The name of an operation, a path parameter or a scheme is a
name in the Python package and nothing on the wire.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeAlias

from engross.diff.access import compare_schemes, compare_security, compare_servers, renamed
from engross.diff.context import Context
from engross.diff.messages import compare_bodies, compare_responses
from engross.diff.parameters import compare_parameters
from engross.diff.sunset import removal, turns
from engross.diff.touches import (
    Found,
    Reach,
    Root,
    Touch,
    changes,
    members,
    names,
    notes,
    touch,
    words,
)
from engross.ir import Api, Node, Operation

__all__ = ["Found", "Reach", "Root", "Touch", "compare_apis"]


def compare_apis(base: Api, revision: Api, as_of: date | None = None) -> Found:
    """Compare everything but the insides of schemas.

    Args:
        base: The earlier revision.
        revision: The later one.
        as_of: The day that sunsets are held against, if they are.

    Returns:
        The edits, and the pairs of schemas whose insides are to be compared.
    """
    context = Context(base=base, revision=revision, renamed=renamed(base, revision), as_of=as_of)
    # The order of keys means nothing in a document, so it must not show in what is found.
    for found in sorted(_everything(context), key=lambda found: found.order):
        if isinstance(found, Root) or not context.is_unread(found.edit):
            yield found


def _everything(context: Context) -> Found:
    yield from _document(context)
    yield from _operations(context, context.base.operations, context.revision.operations, Reach())
    yield from _webhooks(context)


# --- The document ---------------------------------------------------------------------------------


def _document(context: Context) -> Found:
    base, revision, where = context.base, context.revision, Reach()
    yield from changes(_API, base, revision, where)
    yield from words(_API_WORDS, base, revision, where)
    yield from notes(base, revision, where)
    yield from notes(_info(base), _info(revision), where)
    yield from compare_servers(base.servers, revision.servers, (base, revision), where)
    yield from compare_schemes(context, where)
    old, new = ({tag.name: tag for tag in api.tags} for api in (base, revision))
    yield from members("tag-object", old, new, base, revision, where)
    for name in [name for name in old if name in new]:
        yield from words({"description": "tag-object-description"}, old[name], new[name], where)
        yield from notes(old[name], new[name], where)


_API: Final = {"version": "api-version-changed", "title": "api-title-changed"}
_API_WORDS: Final = {"description": "api-description", "external_docs": "api-external-docs"}


def _info(api: Api) -> Node:
    return api.info or Node(pointer=api.pointer / "info")


# --- Operations -----------------------------------------------------------------------------------


def _operations(
    context: Context,
    base: Sequence[Operation],
    revision: Sequence[Operation],
    where: Reach,
) -> Found:
    matched = _match(base, revision, _BY_PATH if where.webhook is None else _BY_PATH[:1])
    for index, op in enumerate(base):
        reach = replace(where, method=op.method, path=where.path or op.path)
        if index in matched:
            yield from _operation(context, op, revision[matched[index]], reach)
        else:
            yield touch(f"endpoint-{removal(op, context.as_of)}", op, None, reach)
    known = {*matched.values()}
    for index, op in enumerate(revision):
        if index not in known:
            reach = replace(where, method=op.method, path=where.path or op.path)
            yield touch("endpoint-added", None, op, reach)


def _match(
    base: Sequence[Operation], revision: Sequence[Operation], tells: Sequence[_Tell]
) -> dict[int, int]:
    """Pair operations: index in `base` → index in `revision`."""
    found: dict[int, int] = {}
    for tell in tells:
        taken = {*found.values()}
        free = {tell(op): i for i, op in enumerate(revision) if i not in taken}
        for index, op in enumerate(base):
            if index not in found and (twin := free.pop(tell(op), None)) is not None:
                found[index] = twin
    return found


_Tell: TypeAlias = Callable[[Operation], tuple[str, str]]

_BY_PATH: Final[Sequence[_Tell]] = (
    lambda op: (op.method, op.path),
    # The names of path parameters are nobody's business.
    lambda op: (op.method, re.sub(r"\{[^{}]*\}", "{}", op.path)),
)


def _webhooks(context: Context) -> Found:
    old, new = (_by_path(api.webhooks) for api in (context.base, context.revision))
    for name in {**old, **new}:
        reach = Reach(path=name, webhook=name)
        if name not in new:
            yield touch("webhook-removed", old[name][0], None, reach)
        elif name not in old:
            yield touch("webhook-added", None, new[name][0], reach)
        else:
            yield from _operations(context, old[name], new[name], reach)


def _by_path(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for op in operations:
        found.setdefault(op.path, []).append(op)
    return found


def _operation(context: Context, base: Operation, revision: Operation, where: Reach) -> Found:
    yield from words(_OPERATION_WORDS, base, revision, where)
    yield from names("api-tag", base, revision, "tags", (base.tags, revision.tags), where)
    yield from notes(base, revision, where)
    yield from notes(_item(base), _item(revision), where)
    for turn in turns(base, revision, context.as_of):
        rule = f"endpoint-{turn.verb}"
        yield touch(rule, base, revision, where, turn.keyword, old=turn.old, new=turn.new)
    if base.servers or revision.servers:
        servers = (
            base.servers or context.base.servers,
            revision.servers or context.revision.servers,
        )
        yield from compare_servers(*servers, (base, revision), where)
    # Of a webhook it says how the provider makes itself known.
    sender = where if where.webhook is None else replace(where, direction=where.sender)
    yield from compare_security(context, base, revision, sender)
    yield from _errors(base, revision, where)
    yield from compare_parameters(context, base, revision, where)
    yield from compare_bodies(context, base, revision, where)
    yield from compare_responses(context, base, revision, where)
    yield from _callbacks(context, base, revision, where)


_OPERATION_WORDS: Final = {
    "operation_id": "api-operation-id",
    "summary": "api-summary",
    "description": "api-operation-description",
    "external_docs": "api-operation-external-docs",
    "irreversible": "api-irreversible",
}


def _item(op: Operation) -> Node:
    return op.item or Node(pointer=op.pointer.parent)


def _errors(base: Operation, revision: Operation, where: Reach) -> Found:
    old, new = ({error.name: error for error in op.errors} for op in (base, revision))
    yield from members("documented-error", old, new, base, revision, where)
    for name in [name for name in old if name in new]:
        if old[name].match != new[name].match:
            yield touch("documented-error-match-changed", old[name], new[name], where, "match")
        yield from words(_ERROR_WORDS, old[name], new[name], where)
        yield from notes(old[name], new[name], where)


_ERROR_WORDS: Final = {"description": "documented-error-description"}


def _callbacks(context: Context, base: Operation, revision: Operation, where: Reach) -> Found:
    for name in {**base.callbacks, **revision.callbacks}:
        old, new = base.callbacks.get(name, ()), revision.callbacks.get(name, ())
        reach = replace(where, webhook=name)
        if not old and not new:
            continue
        if not new:
            yield touch("callback-removed", old[0], revision, reach, "callbacks", member=name)
        elif not old:
            yield touch("callback-added", base, new[0], reach, "callbacks", member=name)
        else:
            yield from _operations(context, old, new, reach)
