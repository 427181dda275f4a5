"""Names of the classes of declared headers, and of their attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        replace(header, required=False) if _may_lack(answers, header) else header
        for header in found.values()
    )


def _may_lack(answers: Sequence[Response], header: Header) -> bool:
    """Whether a header is required in the answer that describes it, and not in every other."""
    name = header.name.lower()
    return header.required and not all(
        any(h.required for h in answer.headers if h.name.lower() == name) for answer in answers
    )


def header_names(api: Api, methods: Mapping[Pointer, MethodName]) -> dict[Pointer, HeaderNames]:
    """Name the class of each operation's headers, its attributes, and what others share."""
    names: dict[Pointer, HeaderNames] = {}
    taken: set[str] = set()
    headers = {op.pointer: told for op in api.operations if (told := declared_headers(op))}
    for place, declared in headers.items():
        method = methods[place]
        name = free((f"{pascal(method.resource)}{pascal(method.method)}Headers",), taken)
        taken.add(name)
        wanted = {ROOT / header.name: snake(header.name, otherwise="header") for header in declared}
        fields = {place.last: field for place, field in assign(wanted, _RESERVED).items()}
        names[place] = HeaderNames(name=name, fields=fields)
    classes: dict[tuple[Pointer, str], str] = {}
    for place, declared in headers.items():
        known = names[place]
        shared: dict[str, str] = {}
        for header in declared:
            if not _is_shared(header, known.fields[header.name]):
                continue
            key = (header.pointer, header.name)
            if key not in classes:
                classes[key] = free(_shared_names(header), taken)
                taken.add(classes[key])
            shared[header.name] = classes[key]
        names[place] = replace(known, shared=shared)
    return names


def _is_shared(header: Header, attribute: str) -> bool:
    """Whether a header is the same wherever the document refers to it."""
    of_all = header.pointer.tokens[:-1] == ("components", "headers")
    # One that not every answer must have is another here than where it is described.
    return of_all and not header.required and attribute == snake(header.name, otherwise="header")


def _shared_names(header: Header) -> tuple[str, ...]:
    """Name the class after the component, and after the header where that is called otherwise."""
    component, own = pascal(header.pointer.last), pascal(header.name)
    return (f"{component}Header",) if component == own else (f"{component}{own}Header",)
