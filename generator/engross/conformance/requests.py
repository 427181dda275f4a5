"""Obligations about what leaves the client: a closed world, in which only the spec may speak."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from engross.conformance.arguments import Argument
from engross.conformance.given import given_obligations
from engross.conformance.operation_requests import BRIEFLY, HOSTILE, Requests
from engross.conformance.records import Obligation
from engross.conformance.subject import Subject
from engross.conformance.wrong import Wrong, beyond_limits, changed_after, wrong_arguments
from engross.ir import ParameterLocation
from engross.pointer import Pointer


@dataclass(frozen=True, slots=True)
class RequestDeriver:
    """Derives the obligations of requests; what is wrong is tried once for a place of the spec."""

    received: frozenset[Pointer]
    """The schemas that answers are made of: an argument of theirs may be newer than the spec."""
    varied: set[Pointer] = field(default_factory=set)
    brief: bool = False
    """Whether what is not thorough is tried of all arguments at once."""
    resources: set[str] = field(default_factory=set)
    """Those of which a method was called in every way."""

    def derive(self, subject: Subject, *, thorough: bool) -> Iterator[Obligation]:
        """Yield the obligations about one operation's requests.

        Args:
            subject: The operation.
            thorough: Every hostile value; else one of those that are quoted.
        """
        requests = Requests(subject)
        brief = self.brief and not thorough
        together: tuple[list[tuple[Argument, Wrong]], ...] = ([], [])
        yield from requests.whole()
        if not brief or subject.method.resource not in self.resources:
            self.resources.add(subject.method.resource)
            yield from requests.optioned()
        yield from requests.others()
        yield from requests.together() if brief else requests.calls()
        for argument in subject.arguments:
            if argument.name not in requests.full:
                continue
            if not brief:
                yield from requests.presence(argument)
                yield from requests.hostile(argument, HOSTILE if thorough else BRIEFLY)
            yield from requests.reserved(argument)
            yield from requests.body_without(argument)
            if argument.schema.pointer not in self.varied:
                self.varied.add(argument.schema.pointer)
                yield from requests.values(argument, most=1 if brief else None)
                yield from given_obligations(requests, argument)
                yield from requests.at_limits(argument)
                if brief and argument.location == "body" and requests.is_told_together:
                    for group, wrong in zip(
                        together, self._wrong(requests, argument), strict=False
                    ):
                        group.append((argument, wrong))
                else:
                    wanted = islice(self._wrong(requests, argument), 2 if brief else None)
                    yield from (requests.refused(argument, wrong, "wrong/") for wrong in wanted)
        for number, group in enumerate(filter(None, together), start=1):
            yield requests.refused_together(group, number)

    def _wrong(self, requests: Requests, argument: Argument) -> Iterator[Wrong]:
        if not argument.shape.nullable and argument.shape.kind not in {"any", "null"}:
            yield "null", None, "is null, which it cannot be"
        yield from wrong_arguments(requests.subject.shapes, argument)
        yield from _torn(requests.subject, argument)
        if argument.shape.place not in self.received:
            yield from beyond_limits(argument.shape)
        changed = changed_after(requests.full[argument.name].python)
        if changed is not None:
            yield "changed", changed, "holds a model that was changed since it was built"


def _torn(subject: Subject, argument: Argument) -> Iterator[Wrong]:
    """An item with what stands between items, where no standard has a way to quote it."""
    items = argument.shape.items
    if argument.shape.kind != "array" or items is None:
        return
    separator = _separator(subject, argument)
    if separator and subject.shapes.of(items).kind in {"string", "any"}:
        torn = f"a{separator}b"
        yield "torn", {"list": [torn]}, f"has an item {torn!r}, which would arrive as two"


_SEPARATORS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


# OpenAPI 3.1, "Style Values": a quoted comma is told apart from one between items in the style
# `form` alone; a space and a pipe are quoted wherever they stand.
def _separator(subject: Subject, argument: Argument) -> str:
    """Say what would tear an item, by the place of its argument; empty where nothing would."""
    parameter = argument.parameter
    if parameter is not None:
        joint = {**_SEPARATORS, "simple": ",", "cookie": ",", "form": ""}.get(parameter.style, "")
        is_joined = parameter.location is ParameterLocation.HEADER or not parameter.explode
        is_quoted = parameter.content is not None or parameter.location is ParameterLocation.PATH
        return joint if is_joined and not is_quoted else ""
    body = subject.op.request_body
    if argument.location != "body" or not subject.is_multipart or body is None:
        return ""
    told = body.content[0].encoding.get(argument.wire)
    if told is None or not told.styled:
        return ""
    style = told.style or "form"
    explode = style == "form" if told.explode is None else told.explode
    return "" if explode else _SEPARATORS.get(style, "")
