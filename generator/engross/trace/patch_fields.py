"""Changes of fields, parameters and headers, written into a spec."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engross.ir import Json
from engross.pointer import Pointer, parse_pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.rules import SCHEMA_KEYS
from engross.trace.claims import ITEM, REQUEST, Claim, Kind
from engross.trace.drift import Change
from engross.trace.nodes import (
    KEYWORDS,
    UNDECIDED,
    body_node,
    content_node,
    field_node,
    lines_named,
    object_node,
    parameter_node,
    response_node,
)
from engross.trace.patch_lists import SHAPES, is_listed_otherwise, relist
from engross.trace.patching import Patching

OPERATION_KEYS: Final = (
    *("tags", "summary", "description", "operationId", "parameters", "requestBody", "responses"),
    *("deprecated", "security"),
)
_PARAMETER_KEYS: Final = ("name", "in", "description", "required", "deprecated")
_OF_PARAMETER: Final = frozenset({"description", "required", "deprecated"})
_LABEL: Final = frozenset({"type", "format", "title", "items"})
_PLAIN: Final = frozenset({"string", "integer", "number", "boolean"})


def change_value(patching: Patching, change: Change) -> None:
    """Write what a field, a parameter or a header is now said to be."""
    old, new = change.old, change.new
    assert old is not None
    assert new is not None
    place, aspect, now = change.stale, change.aspect, change.now
    if place is None:
        return
    if aspect == "sample":
        if not change.is_implied:
            _undecided(patching, place, "type")
    elif old.kind is Kind.FIELD and aspect == "required":
        require(patching, place.parent.parent, place.last, bool(now))
    elif old.kind is not Kind.FIELD and aspect in _OF_PARAMETER:
        _change_parameter(patching, place, aspect, now)
    elif aspect in ("type", "items") and new.written is not None and not _is_plain(change):
        _reshape(patching, old, new)
    elif aspect in ("type", "items") and is_listed_otherwise(patching, old, new):
        relist(patching, old.pointer or place, new)
        _decided(patching, old.pointer or place, aspect)
    elif new.written is None and aspect in _LABEL and _is_composed(patching, place):
        _relabel(patching, place, new)
    else:
        _write(patching, place, aspect, now)
        is_only_shown = aspect == "nullable" and "sample" in new.said
        is_lost = now is None and (
            aspect == "type" or (aspect == "items" and not change.is_implied)
        )
        # Whether it is the items of a list that have its properties now is to be decided.
        is_open = now == "object" and "properties" in patching.spec.get(place)
        if is_only_shown or is_lost or (is_open and aspect == "items"):
            _undecided(patching, place, aspect)
        else:
            _decided(patching, place, aspect)


def _is_composed(patching: Patching, place: Pointer) -> bool:
    """Whether a schema is made of others, so that a label of its own cannot be written beside."""
    node = patching.spec.get(place)
    return is_mapping(node) and not {"$ref", "allOf", "anyOf", "oneOf"}.isdisjoint(node)


def _relabel(patching: Patching, place: Pointer, new: Claim) -> None:
    """Write anew what a field is made of that was something else, as the page describes it."""
    node = patching.spec.get(place)
    for key, value in field_node(new, patching.page_id).items():
        patching.spec.set(place, key, value, SCHEMA_KEYS)
    for key in ("$ref", "allOf", "anyOf", "oneOf"):
        if key in node:
            patching.spec.remove(place / key)


def _is_plain(change: Change) -> bool:
    """Whether a type went to another that one word says."""
    return change.aspect == "type" and {str(change.was), str(change.now)} <= _PLAIN


def _change_parameter(patching: Patching, place: Pointer, aspect: str, now: Json) -> None:
    node = patching.spec.get(place)
    is_bound = is_mapping(node) and node.get("in") == "path"
    if aspect == "required" and not now and is_bound:
        # OpenAPI 3.1, "Parameter Object": in a path it must be required.
        patching.spec.set(place, "x-inferred", {"required": UNDECIDED})
    else:
        patching.put(place, aspect, now, _PARAMETER_KEYS)


def _reshape(patching: Patching, old: Claim, new: Claim) -> None:
    """Let a field be made of what the page's document says."""
    assert old.pointer is not None
    shape = "property" if old.kind is Kind.FIELD else old.kind.value
    copied, place = patching.copy(new, shape), old.pointer
    if old.kind is not Kind.FIELD:
        place = place / "schema"
        copied = copied.get("schema") if is_mapping(copied) else None
    node = patching.spec.get(place)
    if not is_mapping(copied) or not is_mapping(node):
        return
    gone = [key for key in SHAPES if key in node and key not in copied]
    for key in SHAPES:
        if key in copied:
            patching.spec.set(place, key, copied[key], SCHEMA_KEYS)
    for key in gone:
        patching.spec.remove(place / key)
    for key in (*SHAPES, "nullable"):
        _decided(patching, place, key)


_OF_NUMBERS: Final = frozenset({"int32", "int64", "float", "double"})
"""Formats of numbers; of "decimal" there are numbers and texts, all others are of texts."""


def _fits(format_name: Json, kinds: list[str]) -> bool:
    """Whether a value of one of these types can have a format."""
    if format_name in (None, "decimal"):
        return True
    fitting = {"number", "integer"} if format_name in _OF_NUMBERS else {"string"}
    return not fitting.isdisjoint(kinds)


def _write(patching: Patching, place: Pointer, aspect: str, now: Json) -> None:
    node = patching.spec.get(place)
    if not is_mapping(node):
        return
    kinds = node.get("type")
    listed = kinds if is_list(kinds) else [kinds] if kinds else []
    if aspect == "type" and isinstance(now, str):
        null = ["null"] if "null" in listed else []
        _write_type(patching, place, now.split("/"), null)
    elif aspect == "nullable":
        plain = [kind for kind in listed if kind != "null"]
        wanted = [*plain, *(["null"] if now else [])]
        if plain:
            patching.put(place, "type", wanted if len(wanted) > 1 else wanted[0], SCHEMA_KEYS)
    elif aspect == "items" and isinstance(now, str):
        patching.put(place, "items", {"type": now}, SCHEMA_KEYS)
    elif aspect == "enum" and is_mapping(node.get("items")) and "enum" not in node:
        patching.put(patching.object_at(place), aspect, now, SCHEMA_KEYS)
    elif aspect in KEYWORDS or aspect in ("deprecated", "minProperties", "maxProperties"):
        patching.put(place, aspect, now, SCHEMA_KEYS)


def _write_type(patching: Patching, place: Pointer, kinds: list[str], null: list[str]) -> None:
    """Write other types, and take out what only the old ones could have."""
    node, wanted = patching.spec.get(place), [*kinds, *null]
    patching.put(place, "type", wanted if len(wanted) > 1 else wanted[0], SCHEMA_KEYS)
    if "array" in wanted and "items" not in node:
        patching.spec.set(place, "items", {}, SCHEMA_KEYS)
        _undecided(patching, place, "items")
    elif "array" not in wanted:
        patching.spec.remove(place / "items")
    if not _fits(node.get("format"), kinds):
        patching.spec.remove(place / "format")
        _decided(patching, place, "format")


def _reasons(node: dict[str, Json]) -> dict[str, Json]:
    reasons = node.get("x-inferred")
    return reasons if is_mapping(reasons) else {}


def _decided(patching: Patching, place: Pointer, aspect: str) -> None:
    """Drop the reason for a choice that the page has now taken over."""
    reasons = place / "x-inferred"
    if is_mapping(patching.spec.get(reasons)):
        patching.spec.remove(reasons / aspect)


def _undecided(patching: Patching, place: Pointer, aspect: str) -> None:
    """Let a person give the reason for what the page does not say, or no longer."""
    node = patching.spec.get(place)
    if is_mapping(node) and (aspect in node or aspect == "nullable"):
        patching.spec.set(place, "x-inferred", {**_reasons(node), aspect: UNDECIDED})


def require(patching: Patching, owner: Pointer, name: str, required: bool) -> None:
    """Add a field to the required ones of its object, or take it out."""
    listed = patching.spec.get(owner / "required")
    names = listed if is_list(listed) else []
    if required and name not in names:
        order = [*(patching.spec.get(owner / "properties") or ())]
        wanted = sorted(
            [*names, name], key=lambda one: order.index(one) if one in order else len(order)
        )
        patching.spec.set(owner, "required", wanted, SCHEMA_KEYS)
    elif not required and name in names:
        patching.spec.remove(owner / "required" / names.index(name))


def remove_field(patching: Patching, change: Change) -> None:
    """Take a field out."""
    if change.stale is not None:
        owner = change.stale.parent.parent
        require(patching, owner, change.stale.last, False)
        _leave_envelope(patching, owner, change.stale.last)
        node = patching.spec.get(change.stale)
        patching.spec.remove(change.stale)
        _drop_unused(patching, node)


def _leave_envelope(patching: Patching, owner: Pointer, name: str) -> None:
    """Let an envelope name no member that is gone; what it is without is to be decided."""
    place = owner / "x-envelope"
    envelope = patching.spec.get(place)
    gone = [key for key, value in envelope.items() if value == name] if is_mapping(envelope) else []
    for key in gone:
        patching.spec.remove(place / key)
        known = _reasons(patching.spec.get(owner))
        patching.spec.set(owner, "x-inferred", {**known, "x-envelope": UNDECIDED})


def _drop_unused(patching: Patching, node: Json) -> None:
    """Take out the components that only a node referred to, which is gone."""
    for target in dict.fromkeys(_references(node)):
        place = parse_pointer(target)
        component = patching.spec.get(place)
        if component is not None and target not in _references(patching.spec.data):
            patching.spec.remove(place)
            _drop_unused(patching, component)


def _references(value: Json) -> Iterator[str]:
    if is_mapping(value):
        if isinstance(target := value.get("$ref"), str) and target.startswith("#/components/"):
            yield target
        for member in value.values():
            yield from _references(member)
    elif is_list(value):
        for item in value:
            yield from _references(item)


def rename_field(patching: Patching, change: Change) -> None:
    """Give a field its new name."""
    assert change.new is not None
    if change.stale is None:
        return
    owner, old, name = change.stale.parent.parent, change.stale.last, change.new.name
    listed = patching.spec.get(owner / "required")
    if old == name or patching.spec.get(change.stale) is None:
        return
    patching.spec.rename(change.stale, name)
    if is_list(listed) and old in listed:
        index = listed.index(old)
        patching.spec.set(owner, "required", [*listed[:index], name, *listed[index + 1 :]])
    envelope = patching.spec.get(owner / "x-envelope")
    for key, value in envelope.items() if is_mapping(envelope) else ():
        if value == old:
            patching.spec.set(owner / "x-envelope", key, name)
        elif is_list(value) and old in value:
            renamed = [name if one == old else one for one in value]
            patching.spec.set(owner / "x-envelope", key, renamed)


def add_field(patching: Patching, change: Change) -> None:
    """Write a new field into its object, after the one it follows on the page."""
    claim = change.new
    assert claim is not None
    assert claim.path is not None
    holder = claim.path[:-1]
    above = holder[:-1] if holder[-1] == ITEM else holder
    written = patching.added.get((change.operation, above))
    if written is None and change.lacks and change.stale is not None:
        written = _add_holders(patching, change)
    place = written or change.stale
    if place is None:
        return
    if written is None and "responses" in (patching.spec.get(place) or ()):
        _add_first(patching, place, change)
        return
    owner = patching.object_at(place)
    if not is_mapping(patching.spec.get(owner)):
        return
    known = patching.spec.get(owner / "properties")
    at = owner / "properties" / claim.name
    patching.added[(change.operation, claim.path)] = at
    if is_mapping(known) and claim.name in known:
        return
    node = _node(patching, claim)
    if not is_mapping(known):
        patching.spec.set(owner, "properties", {claim.name: node}, SCHEMA_KEYS)
    else:
        after = change.after if change.after in known else next(reversed(known), None)
        patching.spec.insert(owner / "properties", after, claim.name, node)
    _settle(patching, owner)
    if claim.said.get("required"):
        require(patching, owner, claim.name, True)


def _add_holders(patching: Patching, change: Change) -> Pointer | None:
    """Write the objects that a field's name leads through and nothing tells of."""
    claim, place = change.new, change.stale
    assert claim is not None
    assert claim.path is not None
    start = len(claim.path) - 1 - len(change.lacks)
    for n, step in enumerate(claim.path[start:-1], start + 1):
        holder = patching.added.get((change.operation, claim.path[:n]))
        if step == ITEM or holder is not None:
            place = holder or place
            continue
        assert place is not None
        owner = patching.object_at(place)
        place = owner / "properties" / step
        node: dict[str, Json] = {"type": "object"}
        if claim.path[n] == ITEM:
            node = {"type": "array", "items": node}
        source = lines_named(patching.page_id, claim)
        node |= {"x-inferred": UNDECIDED, "x-source": source}
        known = patching.spec.get(owner / "properties")
        if is_mapping(known):
            patching.spec.insert(owner / "properties", next(reversed(known), None), step, node)
        else:
            patching.spec.set(owner, "properties", {step: node}, SCHEMA_KEYS)
        patching.added[(change.operation, claim.path[:n])] = place
    return place


def _settle(patching: Patching, owner: Pointer) -> None:
    """Let what has fields be an object."""
    node = patching.spec.get(owner)
    if (
        is_mapping(node)
        and node.get("type") not in (None, "object")
        and "object" not in node["type"]
    ):
        patching.spec.set(owner, "type", "object", SCHEMA_KEYS)


def _node(patching: Patching, claim: Claim) -> Json:
    if claim.written is not None:
        return patching.copy(claim, "property")
    return field_node(claim, patching.page_id)


def _add_first(patching: Patching, operation: Pointer, change: Change) -> None:
    """Write a field of a body or an answer that has none yet, and these where they are missing."""
    claim = change.new
    assert claim is not None
    assert claim.path is not None
    side, *inner = claim.path
    if inner != [claim.name]:
        return  # Which object it belongs into is not known.
    body = operation / "requestBody" if side == REQUEST else operation / "responses" / side
    known = patching.spec.get(body)
    if is_mapping(known) and "$ref" in known:
        body = patching.object_at(body)
        known = patching.spec.get(body)
    content = known.get("content") if is_mapping(known) else None
    if not is_mapping(known) and side == REQUEST:
        node = body_node([claim], patching.page_id)
        patching.spec.set(operation, "requestBody", node, OPERATION_KEYS)
    elif not is_mapping(known):
        patching.add(body, response_node([claim], side, "", patching.page_id))
    elif not is_mapping(content) or not content:
        schema = object_node([claim], (side,), patching.page_id)
        patching.spec.set(body, "content", content_node(schema), ("description", "headers"))
    else:
        place = patching.object_at(body / "content" / next(iter(content)) / "schema")
        add_field(patching, replace(change, stale=place))
        return
    media = next(iter(patching.spec.get(body / "content")))
    place = body / "content" / media / "schema" / "properties" / claim.name
    patching.added[(change.operation, claim.path)] = place


def add_parameter(patching: Patching, change: Change) -> None:
    """Write a new parameter after the others."""
    claim = change.new
    assert claim is not None
    if change.stale is None:
        return
    node = (
        parameter_node(claim, patching.page_id)
        if claim.written is None
        else patching.copy(claim, "parameter")
    )
    add_item(patching, change.stale, "parameters", node)


def add_item(patching: Patching, place: Pointer, key: str, node: Json) -> None:
    """Add to a list of an operation, which may have none yet."""
    known = patching.spec.get(place / key)
    if is_list(known) and known:
        patching.spec.append(place / key, node)
    else:
        patching.spec.set(place, key, [node], OPERATION_KEYS)


def rename_parameter(patching: Patching, change: Change) -> None:
    """Give a parameter its new name."""
    assert change.new is not None
    if change.stale is not None:
        patching.spec.set(change.stale, "name", change.new.name)


def remove_parameter(patching: Patching, change: Change) -> None:
    """Take a parameter out, unless the path cannot do without it."""
    place = change.stale
    if place is None:
        return
    node = patching.spec.get(place)
    path = place.tokens[1] if len(place.tokens) > 1 else ""
    if is_mapping(node) and node.get("in") == "path" and f"{{{node.get('name')}}}" in path:
        patching.spec.set(place, "x-inferred", UNDECIDED)
    else:
        patching.spec.remove(place)


def add_header(patching: Patching, change: Change) -> None:
    """Write a new header of an answer."""
    claim = change.new
    assert claim is not None
    if change.stale is None:
        return
    if claim.written is not None:
        node = patching.copy(claim, "header")
    else:
        node = {"schema": {"type": "string"}, "x-source": lines_named(patching.page_id, claim)}
    headers = patching.spec.get(change.stale / "headers")
    known = headers if is_mapping(headers) else {}
    patching.spec.set(
        change.stale, "headers", {**known, claim.name: node}, ("description",)
    )  # fmt: skip
