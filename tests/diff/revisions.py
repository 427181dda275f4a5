"""Revision pairs as data: a document, what is written otherwise in it, and what that breaks."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from engross.pointer import parse_pointer

GONE = object()
"""What is written in place of something that is removed."""


def edited(document: dict[str, Any], edits: dict[str, Any]) -> dict[str, Any]:
    """Write a document otherwise: JSON Pointer to what stands there now."""
    written = copy.deepcopy(document)
    for place, value in edits.items():
        holder: Any = written
        *above, last = parse_pointer(place).tokens
        for token in above:
            holder = holder[int(token) if isinstance(holder, list) else token]
        if isinstance(holder, list):
            holder[int(last) :] = holder[int(last) + 1 :] if value is GONE else [value]
        elif value is GONE:
            del holder[last]
        else:
            holder[last] = value
    return written


@dataclass(frozen=True, kw_only=True)
class Revision:
    """An edited document."""

    edits: dict[str, Any]
    """JSON Pointer to what stands there now."""
    of: str = "bank"
    """The document: `bank`, or a provider's."""
    names: str = ""
    """A symbol that a finding names."""
    breaks: bool = False
    """Whether callers in Python have to change something."""


def _schema(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Any) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def _at(name: str, location: str, **words: Any) -> dict[str, Any]:
    return {"name": name, "in": location, "schema": {"type": "string"}, **words}


_ID = _at("id", "path", required=True)
_KIND = _at("kind", "path", required=True)

_LIMIT_BODY = {
    "type": "object",
    "required": ["amount"],
    "properties": {"amount": {"type": "integer"}, "period": {"enum": ["day", "week"]}},
}

BANK: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Bank", "version": "1"},
    "servers": [{"url": "https://bank.example"}],
    "security": [{"token": []}],
    "paths": {
        "/cards": {
            "get": {
                "operationId": "cards/list",
                "parameters": [_at("status", "query", schema={"enum": ["open", "closed"]})],
                "responses": {"200": _json({"type": "array", "items": _schema("Card")})},
            },
        },
        "/cards/{id}": {
            "delete": {
                "operationId": "cards/close",
                "parameters": [_ID, _at("reason", "query")],
                "x-errors": [{"name": "AlreadyClosedError", "match": {"code": "7"}}],
                "responses": {"204": {"description": ""}},
            },
        },
        "/cards/{id}/limits/{kind}": {
            "put": {
                "operationId": "limits/set",
                "parameters": [_ID, _KIND],
                "requestBody": {
                    "required": True,
                    **_json(_LIMIT_BODY),
                },
                "responses": {"200": _json(_schema("Limit"))},
            },
        },
    },
    "components": {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Card": {
                "type": "object",
                "required": ["id", "status"],
                "properties": {
                    "id": {"type": "string"},
                    "status": _schema("Status"),
                    "limit": _schema("Limit"),
                    "label": {"type": "string"},
                },
            },
            "Limit": {"type": "object", "properties": {"amount": {"type": "integer"}}},
            "Status": {"type": "string", "enum": ["open", "closed"]},
            "Unused": {"type": "object", "properties": {"it": {"type": "string"}}},
        },
    },
}

_LIST = "/paths/~1cards/get"
_CLOSE = "/paths/~1cards~1{id}/delete"
_SET = "/paths/~1cards~1{id}~1limits~1{kind}/put"
_BODY = f"{_SET}/requestBody/content/application~1json/schema"
_CARD = "/components/schemas/Card"
_NEW = _at("extra", "query")

REVISIONS = {
    # What breaks nobody.
    "nothing": Revision(edits={}),
    "description": Revision(edits={f"{_CARD}/description": "A card."}, names="bank.models.Card"),
    "operation added": Revision(
        edits={"/paths/~1ping": {"get": {"operationId": "ping/it", "responses": {}}}},
        names="bank.resources.Ping.it",
    ),
    "optional parameter added": Revision(
        edits={f"{_CLOSE}/parameters/2": _NEW}, names="bank.resources.Cards.close(extra)"
    ),
    "optional argument of a body added": Revision(
        edits={f"{_BODY}/properties/extra": {"type": "string"}},
        names="bank.resources.Limits.set(extra)",
    ),
    "field added": Revision(
        edits={f"{_CARD}/properties/extra": {"type": "string"}}, names="bank.models.Card.extra"
    ),
    "argument became optional": Revision(
        edits={f"{_BODY}/required": []}, names="bank.resources.Limits.set(amount)"
    ),
    "answer narrowed": Revision(
        edits={f"{_CARD}/required": ["id", "status", "label"]}, names="bank.models.Card.label"
    ),
    "value of an answer's enum added": Revision(
        edits={"/components/schemas/Status/enum/2": "lost"}, names="bank.models.Status.LOST"
    ),
    "value of a request's enum added": Revision(
        edits={f"{_BODY}/properties/period/enum/2": "year"},
        names="bank.models.LimitsSetRequestPeriod.YEAR",
    ),
    "argument widened": Revision(
        edits={f"{_BODY}/properties/amount/type": "number"},
        names="bank.resources.Limits.set(amount)",
    ),
    # What breaks on the wire and in Python.
    "operation removed": Revision(
        edits={_CLOSE: GONE}, names="bank.resources.Cards.close", breaks=True
    ),
    "parameter removed": Revision(
        edits={f"{_CLOSE}/parameters/1": GONE},
        names="bank.resources.Cards.close(reason)",
        breaks=True,
    ),
    "required parameter added": Revision(
        edits={f"{_CLOSE}/parameters/2": {**_NEW, "required": True}},
        names="bank.resources.Cards.close(extra)",
        breaks=True,
    ),
    "required argument of a body added": Revision(
        edits={
            f"{_BODY}/properties/extra": {"type": "string"},
            f"{_BODY}/required/1": "extra",
        },
        names="bank.resources.Limits.set(extra)",
        breaks=True,
    ),
    "argument became required": Revision(
        edits={f"{_BODY}/required/1": "period"},
        names="bank.resources.Limits.set(period)",
        breaks=True,
    ),
    "argument changed its type": Revision(
        edits={f"{_BODY}/properties/amount/type": "string"},
        names="bank.resources.Limits.set(amount)",
        breaks=True,
    ),
    "field may be missing": Revision(
        edits={f"{_CARD}/required": ["status"]}, names="bank.models.Card.id", breaks=True
    ),
    "field removed": Revision(
        edits={f"{_CARD}/properties/label": GONE}, names="bank.models.Card.label", breaks=True
    ),
    "value of an enum removed": Revision(
        edits={"/components/schemas/Status/enum": ["open"]},
        names="bank.models.Status.CLOSED",
        breaks=True,
    ),
    "another answer": Revision(
        edits={f"{_SET}/responses/200/content/application~1json/schema": _schema("Card")},
        names="bank.resources.Limits.set",
        breaks=True,
    ),
    "answer in another media type": Revision(
        edits={f"{_SET}/responses/200/content": {"text/plain": {"schema": {"type": "string"}}}},
        names="bank.resources.Limits.set",
        breaks=True,
    ),
    # What breaks in Python only.
    "operationId renamed": Revision(
        edits={f"{_CLOSE}/operationId": "cards/shut"},
        names="bank.resources.Cards.close",
        breaks=True,
    ),
    "path parameter renamed": Revision(
        edits={
            "/paths/~1cards~1{id}": GONE,
            "/paths/~1cards~1{card}": {
                "delete": {
                    **BANK["paths"]["/cards/{id}"]["delete"],
                    "parameters": [{**_ID, "name": "card"}, _at("reason", "query")],
                }
            },
        },
        names="bank.resources.Cards.close(id)",
        breaks=True,
    ),
    "component renamed": Revision(
        edits={
            "/components/schemas/Limit": GONE,
            "/components/schemas/Ceiling": BANK["components"]["schemas"]["Limit"],
            f"{_CARD}/properties/limit": _schema("Ceiling"),
            f"{_SET}/responses/200": _json(_schema("Ceiling")),
        },
        names="bank.models.Limit",
        breaks=True,
    ),
    "component that nothing uses removed": Revision(
        edits={"/components/schemas/Unused": GONE}, names="bank.models.Unused", breaks=True
    ),
    "answer written inline": Revision(
        edits={
            f"{_SET}/responses/200": _json(BANK["components"]["schemas"]["Limit"]),
            f"{_CARD}/properties/limit": GONE,
            "/components/schemas/Limit": GONE,
        },
        names="bank.models.Limit",
        breaks=True,
    ),
    "body wrapped": Revision(
        edits={_BODY: {"allOf": [_LIMIT_BODY]}},
        names="bank.resources.Limits.set(amount)",
        breaks=True,
    ),
    "one value became an enum": Revision(
        edits={f"{_LIST}/parameters/0/schema/enum": ["open"]},
        names="bank.resources.Cards.list(status)",
        breaks=True,
    ),
    "security scheme renamed": Revision(
        edits={
            "/components/securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "k"}},
            "/security/0": {"key": []},
        },
        names="bank.Bank(token)",
        breaks=True,
    ),
    "documented failure renamed": Revision(
        edits={f"{_CLOSE}/x-errors/0/name": "ClosedAlreadyError"},
        names="bank.errors.AlreadyClosedError",
        breaks=True,
    ),
    # Providers.
    "powercard: a text differs": Revision(
        of="powercard",
        edits={"/components/schemas/CancelCardRequest/properties/channel/description": "Way."},
        names="powercard.models.CancelCardRequest.channel",
    ),
    "powercard: a value of a status added": Revision(
        of="powercard",
        edits={"/components/schemas/CancelCardResponse/properties/status/enum/6": "late"},
        names="powercard.models.CancelCardResponseStatus.LATE",
    ),
    "powercard: a required member no longer asked for": Revision(
        of="powercard",
        edits={"/components/schemas/CancelCardRequest/required/3": GONE},
        names="powercard.resources.Cards.close(channel)",
    ),
    "powercard: a member removed": Revision(
        of="powercard",
        edits={"/components/schemas/CancelCardResponse/properties/bizId": GONE},
        names="powercard.models.CancelCardResponse.biz_id",
        breaks=True,
    ),
    "uncash: a failure no longer documented": Revision(
        of="uncash",
        edits={"/paths/~1api~1v1~1cards~1{id}~1close/patch/x-errors/0": GONE},
        names="uncash.errors.CardAlreadyClosedError",
        breaks=True,
    ),
    "uncash: another group": Revision(
        of="uncash",
        edits={"/paths/~1api~1v1~1cards~1{id}~1close/patch/operationId": "wallet/closeCard"},
        names="uncash.resources.Cards.close",
        breaks=True,
    ),
    "spenxy: a list of objects": Revision(
        of="spenxy",
        edits={"/components/schemas/Card/properties/nick_name": {"type": "array"}},
        names="spenxy.models.Card.nick_name",
        breaks=True,
    ),
    "spenxy: a shared object loses a member": Revision(
        of="spenxy",
        edits={
            "/components/schemas/Country/properties/iso_code": GONE,
            "/components/schemas/Country/required": ["name"],
        },
        names="spenxy.models.Country.iso_code",
        breaks=True,
    ),
}
