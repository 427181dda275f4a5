"""The `x-` keys that engross knows; `specs/README.md` is their manual."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from keyword import iskeyword
from typing import Any, Final

from engross.ir import DocumentedError, Envelope, ErrorMatch, Node
from engross.spec.cursor import Cursor
from engross.spec.kinds import described, is_list, is_mapping

PLACES: Final[Mapping[str, str]] = {
    "x-inferred": "any node",
    "x-source": "any node",
    "x-envelope": "the schema of a response",
    "x-errors": "an operation",
    "x-irreversible": "an operation",
    "x-sensitive": "a schema or a parameter",
    "x-placeholder": "a server",
}
"""Each key and where it belongs."""

_ENVELOPE_KEYS: Final = ("success", "code", "message", "request_id", "data")
_MATCH_KEYS: Final = ("code", "message", "messageStartsWith")
_ERROR_KEYS: Final = ("name", "match", "description")


def parse_node(
    cursor: Cursor, read_elsewhere: Collection[str] = (), remarks: Collection[str] = ()
) -> dict[str, Any]:
    """Read what every `ir.Node` has: pointer, source, inferred, other extensions, remarks.

    Args:
        cursor: The node.
        read_elsewhere: The `x-` keys that have a field of their own in this node's record.
        remarks: The keys of the standard that have none.
    """
    fields: dict[str, Any] = {"pointer": cursor.pointer}
    extensions: dict[str, Any] = {}
    for key in cursor.value:
        if not key.startswith("x-") or key in read_elsewhere:
            continue
        if key == "x-source":
            fields["source"] = cursor.text(key)
        elif key == "x-inferred":
            fields["inferred"] = parse_inferred(cursor)
        else:
            extensions[key] = cursor.value[key]
    if extensions:
        fields["extensions"] = extensions
    if said := {key: cursor.value[key] for key in remarks if key in cursor.value}:
        fields["remarks"] = said
    return fields


def parse_speaking(cursor: Cursor, remarks: Collection[str]) -> Node | None:
    """Read a node that has no record of its own; None where it says nothing."""
    node = Node(**parse_node(cursor, (), remarks))
    return node if node.extensions or node.remarks else None


def parse_inferred(cursor: Cursor) -> str | None:
    """Read `x-inferred`: a reason, or a reason per keyword, which is printed as one text."""
    value = cursor.value["x-inferred"]
    reasons = value if is_mapping(value) else {"": value}
    if not reasons:
        cursor.fault("x-inferred says nothing: write why the fact was chosen", key="x-inferred")
    for keyword, reason in reasons.items():
        if not isinstance(reason, str) or not reason.strip():
            place = f" for {keyword!r}" if keyword else ""
            cursor.fault(
                f"expected the reason{place} as a text, found {described(reason)}", key="x-inferred"
            )
            return None
    return "; ".join(f"{name}: {reason}" if name else reason for name, reason in reasons.items())


def parse_envelope(parent: Cursor) -> Envelope | None:
    """Read `x-envelope`: which properties of an answer say how the operation went."""
    cursor = _own(parent, "x-envelope")
    if cursor is None:
        return None
    cursor.only(_ENVELOPE_KEYS, "x-envelope")
    success = cursor.text("success")
    if not success:
        cursor.fault("x-envelope must name its property 'success'")
        return None
    is_one = isinstance(cursor.value.get("message"), str)
    message = (cursor.value["message"],) if is_one else cursor.texts("message")
    return Envelope(
        success=success,
        code=cursor.text("code"),
        message=message,
        request_id=cursor.text("request_id"),
        data=cursor.text("data"),
    )


def parse_errors(parent: Cursor) -> tuple[DocumentedError, ...]:
    """Read `x-errors`: the failures that the documentation of an operation names."""
    value = parent.value.get("x-errors")
    if value is None:
        return ()
    if not is_list(value):
        parent.fault(f"expected a list, found {described(value)}", key="x-errors")
        return ()
    errors = [_parse_error(item) for item in parent.items("x-errors")]
    return tuple(error for error in errors if error is not None)


def _parse_error(cursor: Cursor) -> DocumentedError | None:
    if not is_mapping(cursor.value):
        cursor.fault(f"expected a mapping with 'name' and 'match', found {described(cursor.value)}")
        return None
    cursor.only(_ERROR_KEYS, "an entry of x-errors")
    name = cursor.required_text("name")
    if not (name.isascii() and name.isidentifier() and name.endswith("Error")) or iskeyword(name):
        cursor.fault(f"{name!r} is no name of an error: write one like 'CardClosedError'")
        return None
    match = _own(cursor, "match")
    if match is None or not any(key in match for key in _MATCH_KEYS):
        cursor.fault("an error must 'match' by code, message or messageStartsWith")
        return None
    match.only(_MATCH_KEYS, "match")
    return DocumentedError(
        **parse_node(cursor),
        name=name,
        match=ErrorMatch(
            code=match.text("code"),
            message=match.text("message"),
            message_starts_with=match.text("messageStartsWith"),
        ),
        description=cursor.text("description") or "",
    )


def _own(parent: Cursor, key: str) -> Cursor | None:
    """Step to a mapping; anything else is a fault, since others may use the key as they like."""
    child = parent.maybe(key)
    if child is not None and not is_mapping(child.value):
        child.fault(f"expected a mapping, found {described(child.value)}")
        return None
    return child
