"""Nodes of a spec, made of what a page says; what it does not say is marked to be decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from engross.ir import Json, json_type
from engross.names import pascal
from engross.spec.rules import SCHEMA_KEYS
from engross.trace.claims import ITEM, REQUEST, Claim, Kind, Path
from engross.trace.samples import leaves
from engross.trace.written import NEW

UNDECIDED: Final = "todo: the page does not say it; decide, and give the reason here"
"""What a person has to replace; `engross check` refuses it."""
KEYWORDS: Final = frozenset(SCHEMA_KEYS) - {"type", "items", "required", "properties"}
_VERBS: Final = {
    "GET": "get",
    "POST": "create",
    "PUT": "replace",
    "PATCH": "update",
    "DELETE": "delete",
}


def lines_named(page_id: str, claim: Claim, last: int = 0) -> str:
    """Name the lines of the new page that a claim stands in."""
    end = max(claim.last, last)
    return f"{page_id}#L{claim.first}{f'-L{end}' if end > claim.first else ''}{NEW}"


def field_node(claim: Claim, page_id: str) -> dict[str, Json]:
    """Write a field as the page describes it."""
    said, node = claim.said, dict[str, Json]()
    shown = json_type(said["default"]) if said.get("default") is not None else "string"
    kinds = str(said.get("type") or shown).split("/")
    types = [*kinds, *(["null"] if said.get("nullable") else [])]
    node["type"] = types if len(types) > 1 else types[0]
    node |= {key: said[key] for key in SCHEMA_KEYS if key in said and key in KEYWORDS}
    if "array" in kinds:
        listed = {"enum": node.pop("enum")} if "enum" in node else {}
        node["items"] = {"type": said.get("items", "string"), **listed}
    needed = ("type", "items") if "array" in kinds else ("type",)
    if undecided := [key for key in needed if key not in said]:
        node["x-inferred"] = dict.fromkeys(undecided, UNDECIDED)
    return {**node, "x-source": lines_named(page_id, claim)}


def object_node(fields: Sequence[Claim], above: Path, page_id: str) -> dict[str, Json]:
    """Write an object with the fields that stand below a path, and with what is inside them."""
    properties: dict[str, Json] = {}
    required: list[Json] = []
    for claim in fields:
        path = claim.path or ()
        if path[:-1] != above or claim.name in properties:
            continue
        node = field_node(claim, page_id)
        is_list = "array" in str(claim.said.get("type"))
        inside = object_node(fields, (*path, ITEM) if is_list else path, page_id)
        if inside["properties"] and is_list:
            node = _with(node, {"items": inside})
        elif inside["properties"]:
            node = _with(node, {key: inside[key] for key in inside if key != "type"})
        properties[claim.name] = node
        required += [claim.name] if claim.said.get("required") else []
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
    }


def _with(node: dict[str, Json], more: dict[str, Json]) -> dict[str, Json]:
    """Put keywords before our own keys; what they say needs no decision any more."""
    ours: dict[str, Json] = {key: node[key] for key in ("x-inferred", "x-source") if key in node}
    reasons = ours.pop("x-inferred", {})
    left = {key: reason for key, reason in reasons.items() if key not in more}
    plain = {key: value for key, value in node.items() if key not in ("x-inferred", "x-source")}
    return {**plain, **more, **({"x-inferred": left} if left else {}), **ours}


def parameter_node(claim: Claim, page_id: str) -> dict[str, Json]:
    """Write a parameter."""
    assert claim.path is not None
    node = field_node(claim, page_id)
    flags: dict[str, Json] = {
        key: claim.said[key] for key in ("description", "required") if claim.said.get(key)
    }
    if claim.path[0] == "path":
        flags["required"] = True  # OpenAPI 3.1, "Parameter Object", fixed field `required`.
    schema = {key: node[key] for key in node if key not in ("description", "x-source")}
    place: dict[str, Json] = {"name": claim.name, "in": claim.path[0]}
    missed = {"x-inferred": {"required": UNDECIDED}} if _is_lax(claim) else {}
    return {**place, **flags, "schema": schema, **missed, "x-source": node["x-source"]}


def _is_lax(claim: Claim) -> bool:
    """Whether a page does not mark a parameter of the path as required."""
    return claim.path is not None and claim.path[0] == "path" and not claim.said.get("required")


def failure_node(claim: Claim, page_id: str) -> dict[str, Json] | None:
    """Write a failure; how its exception is called is for a person to decide."""
    match: dict[str, Json] = {
        key: claim.said[key] for key in ("code", "message") if claim.said.get(key)
    }
    if not match:
        return None
    words = claim.name or str(claim.said.get("message", ""))
    name = pascal(words.lower() if words.isupper() else words, otherwise="Documented")
    return {
        "name": f"{name.removesuffix('Error')}Error",
        "match": match,
        "description": claim.said.get("description") or claim.name,
        "x-inferred": {"name": UNDECIDED},
        "x-source": lines_named(page_id, claim),
    }


def content_node(schema: dict[str, Json]) -> dict[str, Json]:
    """Write a body's content; pages of prose name no media type."""
    return {"application/json": {"schema": schema, "x-inferred": UNDECIDED}}


def body_node(fields: Sequence[Claim], page_id: str, told: Claim | None = None) -> dict[str, Json]:
    """Write a request body.

    Args:
        fields: Those in it.
        page_id: The page they are from.
        told: What the page says of the body itself.
    """
    schema = object_node(fields, (REQUEST,), page_id)
    spoken = [*([told] if told else []), *fields]
    source = lines_named(page_id, spoken[0], spoken[-1].last)
    node: dict[str, Json] = {"content": content_node(schema)}
    if told is None and "required" in schema:
        node |= {"required": True, "x-inferred": {"required": UNDECIDED}}
    elif told is not None and told.said.get("required"):
        node["required"] = True
    return {**node, "x-source": source}


def response_node(fields: Sequence[Claim], status: str, told: str, page_id: str) -> dict[str, Json]:
    """Write an answer."""
    node: dict[str, Json] = {"description": told}
    if fields:
        schema = object_node(fields, (status,), page_id)
        node |= {"content": content_node(schema)}
        source = lines_named(page_id, fields[0], fields[-1].last)
        return {**node, "x-source": source}
    return {**node, "x-inferred": UNDECIDED}


def operation_node(
    claim: Claim, parts: Sequence[Claim], group: str, page_id: str
) -> dict[str, Json]:
    """Write an operation with all that a page of prose says of it."""
    kinds = {kind: [part for part in parts if part.kind is kind] for kind in Kind}
    fields = [*kinds[Kind.FIELD], *_shown(parts)]
    sent = [field for field in fields if field.path and field.path[0] == REQUEST]
    statuses = dict.fromkeys(f.path[0] for f in fields if f.path and f.path[0] != REQUEST)
    told = {one.name: str(one.said.get("description", "")) for one in kinds[Kind.RESPONSE]}
    texts = [str(part.said["text"]) for part in kinds[Kind.TEXT]]
    failures = [failure_node(part, page_id) for part in kinds[Kind.FAILURE]]
    node: dict[str, Json] = {"tags": [group]}
    node |= {key: claim.said[key] for key in ("summary",) if claim.said.get(key)}
    node |= {"description": "\n\n".join(texts)} if texts else {}
    node["operationId"] = f"{group}/{verb_of(claim.name, group)}"
    node["parameters"] = [parameter_node(part, page_id) for part in kinds[Kind.PARAMETER]]
    body = next(iter(kinds[Kind.BODY]), None)
    node |= {"requestBody": body_node(sent, page_id, body)} if sent or body else {}
    node["responses"] = {}
    for status in statuses | told or {"200": None}:
        answered = [field for field in fields if field.path and field.path[0] == status]
        words = told.get(status, "")
        node["responses"][status] = response_node(answered, status, words, page_id)
    known = [failure for failure in failures if failure is not None]
    node |= {"x-errors": known} if known else {}
    node["x-inferred"] = {"tags": UNDECIDED, "operationId": UNDECIDED}
    return {**node, "x-source": lines_named(page_id, claim, max([p.last for p in parts] or [0]))}


def _shown(parts: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the fields that samples alone show."""
    told = {part.path for part in parts if part.kind is Kind.FIELD}
    status = next((p.path[0] for p in parts if p.kind is Kind.RESPONSE and p.path), "200")
    for part in parts:
        if part.kind is not Kind.SAMPLE:
            continue
        side = REQUEST if part.said.get("side") == REQUEST else status
        for path, value in leaves(part.said.get("value")):
            place = (side, *path)
            if place not in told and path[-1] != ITEM:
                told.add(place)
                said: dict[str, Json] = {} if value is None else {"type": json_type(value)}
                yield Claim(
                    kind=Kind.FIELD, name=path[-1], said=said, path=place,
                    first=part.first, last=part.last,
                )  # fmt: skip


def verb_of(name: str, group: str) -> str:
    """Choose the last word of an operation's id: that of its path, else one for its method."""
    method, _, path = name.partition(" ")
    last = path.rstrip("/").rpartition("/")[2]
    if not last or "{" in last or last in group.split("/"):
        return _VERBS.get(method, method.lower())
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", last).lower()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-") or _VERBS.get(method, "call")
