"""Operations that cannot be called as documented, since a part of their request is lost."""

from __future__ import annotations

from collections.abc import Iterator

from engross.errors import Problem, Severity
from engross.ir import Api, Operation
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.library import Library


def incomplete_operations(api: Api, library: Library) -> Iterator[Problem]:
    """Name the operations of which a parameter or the body could not be read.

    They would be sent without it.

    Args:
        api: As far as it could be read.
        library: Its documents.
    """
    for op in api.operations if api.unread else ():
        if any(_is_lost(api, library, part) for part in _parts(library, op)):
            yield Problem(
                message=f"{op.method} {op.path}: all of it, as a part of its request is lost",
                pointer=op.pointer,
                severity=Severity.LEFT_OUT,
            )


def _parts(library: Library, op: Operation) -> Iterator[Pointer]:
    """Name the parts of a request that are there or not, whole."""
    for place in (op.pointer, op.pointer.parent):
        told = _value(library, place / "parameters")
        yield from (place / "parameters" / str(n) for n in range(len(told) if is_list(told) else 0))
    if op.request_body is None:
        yield op.pointer / "requestBody"


def _is_lost(api: Api, library: Library, part: Pointer) -> bool:
    if part in api.unread:
        return True
    value = _value(library, part)
    reference = value.get("$ref") if is_mapping(value) else None
    try:
        return isinstance(reference, str) and (
            library.target(reference, document=part.document) in api.unread
        )
    except ValueError:
        return True


def _value(library: Library, place: Pointer) -> object:
    try:
        return library.value(place)[0]
    except LookupError:
        return None
