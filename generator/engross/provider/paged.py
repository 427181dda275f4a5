"""Which operations answer in pages, and how: an entry of `pagination` read for the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from engross.ir import Api, Json, Operation, Parameter, Ref, Response, Schema
from engross.names import body_kind, body_properties
from engross.pointer import ROOT, Pointer, parse_pointer

FIRST: Mapping[str, int] = {"page": 1}
"""The number of the first page, where neither the author nor the document says."""
PLACES = ("items", "next", "last", "more", "total")
"""The keys of an entry that are JSON Pointers."""

# The JSON types of what says when there are no more pages.
_WORDS: Mapping[str, frozenset[str]] = {
    "more": frozenset({"boolean"}),
    "total": frozenset({"integer", "number"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """How an operation answers in pages; pointers lead from its answer's body."""

    kind: str
    """`cursor`, `offset`, `page` or `link`."""
    items: Pointer = ROOT
    parameter: Parameter | Schema | Ref | None = None
    """What says which page: a parameter, or a property of the body; None of a link."""
    next: Pointer | None = None
    """Where the next cursor or link stands; a link otherwise stands in the header `Link`."""
    last: Pointer | None = None
    """Where the next cursor stands in the last item."""
    more: Pointer | None = None
    """What is false on the last page."""
    total: Pointer | None = None
    """How many items (of an offset) or pages there are."""
    first: int = 0
    """The offset or number of the first page."""


class MisfitError(Exception):
    """An operation is not paged as an entry says; its text says why."""


def paginated(api: Api, declared: Sequence[Json]) -> dict[Pointer, Pagination]:
    """Say which operations answer in pages, and how.

    Args:
        api: What the document says.
        declared: `pagination` of `provider.yaml`; of two entries for an operation the first counts.
    """
    found: dict[Pointer, Pagination] = {}
    for entry in declared:
        for op in _meant(api, entry):
            with suppress(MisfitError):
                found.setdefault(op.pointer, fitted(api, op, entry))
    return found


def _meant(api: Api, entry: Mapping[str, Json]) -> Iterator[Operation]:
    """Give the operations that an entry names, or all where it names none."""
    named = entry.get("operations")
    for op in api.operations:
        if op.operation_id in named if named else _announces(op, entry):
            yield op


def _announces(op: Operation, entry: Mapping[str, Json]) -> bool:
    """Whether an operation that nobody names documents that it is paged, by a header at least."""
    if entry["kind"] != "link" or "next" in entry:
        return True
    answer = _success(op)
    return answer is not None and any(h.name.lower() == "link" for h in answer.headers)


def fitted(api: Api, op: Operation, entry: Mapping[str, Json]) -> Pagination:
    """Read an entry for one operation.

    Raises:
        MisfitError: The operation is not paged so.
    """
    whole = _answer(op)
    places = {key: parse_pointer(entry[key]) for key in PLACES if key in entry}
    items = item_schema(api, whole, places.get("items", ROOT))
    if items is _NO_ARRAY:
        raise MisfitError(f"its answer has no array at {entry.get('items') or 'its root'} (items)")
    found = {}
    for key, holder in {**dict.fromkeys(places, whole), "last": items}.items():
        if key in places and holder is not None:
            found[key] = schema_at(api, holder, places[key])
            if found[key] is None:
                where = "its items have" if key == "last" else "its answer has"
                raise MisfitError(f"{where} nothing at {entry[key]} ({key})")
            _check_kind(api, key, found[key])
    parameter = None
    if "parameter" in entry:
        parameter = _parameter(api, op, entry["parameter"])
        _check_type(api, entry, parameter, found.get("next") or found.get("last"))
    first = entry.get("first", _default(api, parameter, FIRST.get(entry["kind"], 0)))
    return Pagination(kind=entry["kind"], parameter=parameter, first=first, **places)


def _success(op: Operation) -> Response | None:
    good = [response for response in op.responses if response.status.startswith("2")]
    return min(good, key=lambda response: response.status, default=None)


def _answer(op: Operation) -> Schema | Ref:
    answer = _success(op)
    media = answer.content[0] if answer is not None and answer.content else None
    if media is None or media.schema is None or body_kind(media) != "json":
        raise MisfitError("a call of it gives no JSON that is described")
    return media.schema


def _parameter(api: Api, op: Operation, name: str) -> Parameter | Schema | Ref:
    """Find what says which page: a parameter, else a property of the body."""
    for parameter in op.parameters:
        if parameter.name == name:
            return parameter
    properties = body_properties(api, op.request_body) or {}
    if name not in properties:
        raise MisfitError(f"it has no parameter {name!r}")
    return properties[name]


def _check_kind(api: Api, key: str, schema: Schema | Ref | None) -> None:
    """See that what says when there are no more pages can say it."""
    wanted = _WORDS.get(key, frozenset())
    types = _types(api, schema)
    if wanted and types and not types & wanted:
        told = f"{' or '.join(sorted(types))}, not {' or '.join(sorted(wanted))}"
        raise MisfitError(f"what its answer has as {key} is {told}")


def _check_type(
    api: Api,
    entry: Mapping[str, Json],
    parameter: Parameter | Schema | Ref,
    source: Schema | Ref | None,
) -> None:
    """See that the parameter takes what it will be given: a number, or what the answer holds."""
    taken = _types(api, _schema(parameter))
    given = frozenset({"integer"}) if source is None else _types(api, source)
    # Any scalar can be sent as a text.
    if entry["kind"] == "cursor" and "string" in taken:
        return
    wider = given | ({"number"} if "integer" in given else set())
    if taken and given and not taken & wider:
        told = f"{' or '.join(sorted(taken))}, not {' or '.join(sorted(given))}"
        raise MisfitError(f"its parameter {entry['parameter']!r} takes {told}")


def _types(api: Api, schema: Schema | Ref | None) -> frozenset[str]:
    """Give the JSON types of a value, null aside; none where it may be anything."""
    choices = () if schema is None else _choices(api, schema, frozenset())
    return frozenset(word for choice in choices for word in choice.type) - {"null"}


def _schema(parameter: Parameter | Schema | Ref) -> Schema | Ref | None:
    return parameter.schema if isinstance(parameter, Parameter) else parameter


def _default(api: Api, parameter: Parameter | Schema | Ref | None, otherwise: int) -> int:
    """Give the number of the page which comes where none is asked for."""
    schema = None if parameter is None else _schema(parameter)
    told = None if schema is None else api.resolve(schema).default
    return told if isinstance(told, int) and not isinstance(told, bool) else otherwise


# --- Places in answers ----------------------------------------------------------------------------


_NO_ARRAY: Final = Schema(pointer=ROOT, never=True)


def item_schema(api: Api, schema: Schema | Ref, place: Pointer) -> Schema | Ref | None:
    """Give what the items at a place in an answer are; None where they may be anything."""
    found = schema_at(api, schema, place)
    for choice in () if found is None else _choices(api, found, frozenset()):
        if choice.items is not None or "array" in choice.type:
            return choice.items
    return _NO_ARRAY


def schema_at(api: Api, schema: Schema | Ref, place: Pointer) -> Schema | Ref | None:
    """Follow properties from a schema; None where it does not describe what is there."""
    found: Schema | Ref | None = schema
    for token in place.tokens:
        choices = () if found is None else _choices(api, found, frozenset())
        found = next((c.properties[token] for c in choices if token in c.properties), None)
    return found


def _choices(api: Api, schema: Schema | Ref, seen: frozenset[Pointer]) -> Iterator[Schema]:
    """Give a schema and all that it is joined from, or a choice of."""
    target = api.resolve(schema)
    if target.pointer in seen:
        return
    yield target
    for part in (*target.all_of, *target.any_of, *target.one_of):
        yield from _choices(api, part, seen | {target.pointer})
