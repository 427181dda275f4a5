"""Names of the classes of declared headers, and of their attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engross.ir import Api, Header, Operation, Response
from engross.names.casing import assign, free, pascal, snake
from engross.names.records import HeaderNames, MethodName
from engross.names.reserved import RESERVED_FIELDS
from engross.pointer import ROOT, Pointer

_RESERVED = RESERVED_FIELDS | {"models", "types"}


def declared_headers(op: Operation) -> tuple[Header, ...]:
    """Give the headers that the successful answers of an operation declare, each once.

    One must be there where each of the answers says so.
    """
    good = [response for response in op.responses if response.status.startswith("2")]
    alone = len(op.responses) == 1 and op.responses[0].status == "default"
    answers = op.responses if alone else good
    found: dict[str, Header] = {}
    for header in (header for response in answers for header in response.headers):
        found.setdefault(header.name.lower(), header)
    return tuple(
        replace(header, required=all(_requires(response, name) for response in answers))
        for name, header in found.items()
    )


def _requires(response: Response, name: str) -> bool:
    return any(h.required for h in response.headers if h.name.lower() == name)


def header_names(api: Api, methods: Mapping[Pointer, MethodName]) -> dict[Pointer, HeaderNames]:
    """Name the class of each operation's headers and its attributes."""
    names: dict[Pointer, HeaderNames] = {}
    taken: set[str] = set()
    for op in api.operations:
        headers = declared_headers(op)
        if not headers:
            continue
        method = methods[op.pointer]
        name = free((f"{pascal(method.resource)}{pascal(method.method)}Headers",), taken)
        taken.add(name)
        wanted = {ROOT / header.name: snake(header.name, otherwise="header") for header in headers}
        fields = {place.last: field for place, field in assign(wanted, _RESERVED).items()}
        names[op.pointer] = HeaderNames(name=name, fields=fields)
    return names
