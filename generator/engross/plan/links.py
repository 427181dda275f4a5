"""Links: which call an answer leads to, in Python (OpenAPI 3.1, "Link Object")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engross.errors import Problem, warning
from engross.ir import ABSENT, Api, Json, Link, Operation, Parameter, Response
from engross.names import body_kind, body_properties
from engross.plan.objects import body_names, is_class, join
from engross.plan.shapes import Shapes
from engross.plan.values import plain
from engross.pointer import parse_pointer
from engross.spec.kinds import shown


def plan_links(shapes: Shapes, op: Operation) -> Iterator[tuple[str, str]]:
    """Give the name of each link of an operation's answers, with the call that it stands for.

    In it `answer` is what the operation gave, `raw` what its `with_raw_response` gives; other names
    are arguments of the call that was answered.
    """
    for response in op.responses:
        for link in response.links:
            target = _target(shapes.api, link)
            told = _elsewhere(link) if target is None else _call(shapes, op, response, link, target)
            meaning = f". {link.description}" if link.description else ""
            yield link.name, f"{told}{meaning}"


def unknown_links(api: Api) -> Iterator[Problem]:
    """Name the links that lead to no operation of the document, or say what it does not take.

    Args:
        api: As read from the spec.
    """
    for link in (link for op in api.operations for r in op.responses for link in r.links):
        target = _target(api, link)
        if target is not None:
            for name in (name for name in link.parameters if _parameter(target, name) is None):
                there = f"{target.method} {target.path}"
                told = f"{there} has no parameter {name!r}: write one that it has"
                yield warning(told, link.pointer / "parameters" / name, kind="link")
        elif link.operation_id is not None:
            told = f"no operation has the id {link.operation_id!r}: write one that is there"
            yield warning(told, link.pointer / "operationId", kind="link")
        elif (link.operation_ref or "#").startswith("#"):
            told = "this link leads to no operation of the document: write its operationId"
            yield warning(told, link.pointer, kind="link")


def _target(api: Api, link: Link) -> Operation | None:
    """Find the operation that a link leads to, where that is one of the document."""
    if link.operation_id is not None:
        return next((op for op in api.operations if op.operation_id == link.operation_id), None)
    page, _, fragment = (link.operation_ref or "").partition("#")
    if page or not fragment.startswith("/"):
        return None
    place = parse_pointer(f"#{fragment}")
    return next((op for op in api.operations if op.pointer == place), None)


def _parameter(op: Operation, name: str) -> Parameter | None:
    """Find the parameter that a link gives: by its name, or by its place and name."""
    found = (p for p in op.parameters if name in {p.name, f"{p.location.value}.{p.name}"})
    return next(found, None)


def _elsewhere(link: Link) -> str:
    taken = ", ".join(f"{name} = {shown(value)}" for name, value in link.parameters.items())
    return f"{link.operation_id or link.operation_ref or 'an operation'}({taken})"


def _call(shapes: Shapes, op: Operation, response: Response, link: Link, target: Operation) -> str:
    values = _Values(shapes=shapes, op=op, response=response)
    names = shapes.names.arguments[target.pointer]
    method = shapes.names.methods[target.pointer]
    given: list[str] = []
    for name, value in link.parameters.items():
        parameter = _parameter(target, name)
        called = names[parameter.pointer] if parameter is not None else name
        given.append(f"{called}={values.written(value)}")
    if link.request_body is not ABSENT and target.request_body is not None:
        called = names.get(target.request_body.pointer, "body")
        given.append(f"{called}={values.written(link.request_body)}")
    return f"`client.{method.resource}.{method.method}({', '.join(given)})`"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Values:
    """What the runtime expressions of a link mean (OpenAPI 3.1, "Runtime Expressions")."""

    shapes: Shapes
    op: Operation
    response: Response

    def written(self, value: Json) -> str:
        """Write a value of a link in Python; an expression that has no name there as it is."""
        if not isinstance(value, str) or not value.startswith("$"):
            return repr(plain(value))
        source, _, place = value.partition("#")
        if source == "$response.body":
            return self._in_answer(place) or f"<{value}>"
        if source == "$request.body":
            return self._in_body(place) or f"<{value}>"
        side, _, rest = source.removeprefix("$").partition(".")
        if side == "response":
            return self._header(rest) or f"<{value}>"
        return (self._argument(rest) if side == "request" else "") or f"<{value}>"

    def _in_answer(self, place: str) -> str:
        media = next((m for m in self.response.content if body_kind(m) == "json"), None)
        schema = media.schema if media is not None else None
        written = "answer"
        for token in _tokens(place):
            if schema is None:
                return ""
            target = self.shapes.api.resolve(schema)
            if is_class(self.shapes.api, target):
                whole = join(self.shapes.api, target)
                if token not in whole.properties:
                    return ""
                written += f".{body_names(self.shapes.names, whole)[token]}"
                schema = whole.properties[token]
            elif target.items is not None and token.isdecimal():
                written += f"[{token}]"
                schema = target.items
            else:
                return ""
        return written

    def _in_body(self, place: str) -> str:
        body = self.op.request_body
        if body is None:
            return ""
        names = self.shapes.names.arguments[self.op.pointer]
        properties = body_properties(self.shapes.api, body)
        if properties is None:
            return names.get(body.pointer, "") if not place else ""
        tokens = _tokens(place)
        if len(tokens) != 1 or tokens[0] not in properties:
            return ""
        return names[properties[tokens[0]].pointer]

    def _header(self, rest: str) -> str:
        kind, _, name = rest.partition(".")
        told = self.shapes.names.headers.get(self.op.pointer)
        if kind != "header" or told is None:
            return ""
        fields = {wire.lower(): field for wire, field in told.fields.items()}
        field = fields.get(name.lower())
        return f"raw.headers.{field}" if field else ""

    def _argument(self, rest: str) -> str:
        location, _, name = rest.partition(".")
        names = self.shapes.names.arguments[self.op.pointer]
        same = name.lower() if location == "header" else name
        mine = (p for p in self.op.parameters if p.location.value == location)
        return next((names[p.pointer] for p in mine if p.key[0] == same), "")


def _tokens(place: str) -> tuple[str, ...]:
    """Read the pointer of an expression; one that is none names no member of anything."""
    return parse_pointer(place).tokens if place.startswith("/") else (place,) if place else ()
