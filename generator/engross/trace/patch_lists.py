"""An object of a component that becomes a list of such objects, or the other way round."""

from __future__ import annotations

from typing import Final

from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import is_mapping
from engross.spec.rules import SCHEMA_KEYS
from engross.trace.claims import Claim
from engross.trace.patching import Patching

SHAPES: Final = ("$ref", "allOf", "anyOf", "oneOf", "type", "items", "properties", "required")
"""The keywords that say what a value is made of."""


def is_listed_otherwise(patching: Patching, old: Claim, new: Claim) -> bool:
    """Whether a component's object became a list of such objects, or the other way round."""
    was_listed, is_listed = (
        (one.said.get("type"), one.said.get("items")) == ("array", "object") for one in (old, new)
    )
    became = is_listed and old.said.get("type") != "array"
    ceased = was_listed and new.said.get("type") == "object"
    return (became or ceased) and _is_of_component(patching, old)


def _is_of_component(patching: Patching, claim: Claim) -> bool:
    node = None if claim.pointer is None else patching.spec.get(claim.pointer)
    return is_mapping(node) and _component(node.get("items", node))[0] is not None


def relist(patching: Patching, place: Pointer, new: Claim) -> None:
    """Write a list of what was one object, or one of what was a list."""
    node = patching.spec.get(place)
    is_listed = "items" in node
    if is_listed == (new.said.get("type") == "array"):
        return  # It was written with another change of the field.
    component, is_nullable = _component(node.get("items", node))
    assert component is not None
    is_nullable = is_nullable or "null" in (node.get("type") or ())
    shape: dict[str, Json] = component
    if not is_listed:
        shape = {"type": ["array", "null"] if is_nullable else "array", "items": component}
    elif is_nullable:
        shape = {"anyOf": [component, {"type": "null"}]}
    for key, value in shape.items():
        patching.spec.set(place, key, value, SCHEMA_KEYS)
    for key in SHAPES:
        if key in node and key not in shape:
            patching.spec.remove(place / key)


def _component(node: dict[str, Json]) -> tuple[dict[str, Json] | None, bool]:
    """Give the one component that a schema refers to, if it does, and whether it may be null."""
    branches = next((node[key] for key in ("allOf", "anyOf", "oneOf") if key in node), [node])
    null: Json = {"type": "null"}
    found = [branch for branch in branches if branch != null]
    is_one = len(found) == 1 and is_mapping(found[0]) and "$ref" in found[0]
    return {"$ref": found[0]["$ref"]} if is_one else None, null in branches
