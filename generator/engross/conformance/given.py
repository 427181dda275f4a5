"""How the value of an argument may be given: as a file, in pieces, by items, in a charset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engross.conformance import contents, multipart
from engross.conformance.arguments import Argument
from engross.conformance.operation_requests import Requests, is_free
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample
from engross.names import ITEMISED, body_kind


def given_obligations(requests: Requests, argument: Argument) -> Iterator[Obligation]:
    """Yield the obligations about the ways to give an argument that is no plain value.

    Args:
        requests: Those of the operation.
        argument: One of its arguments.
    """
    yield from _file(requests, argument)
    yield from _content(requests, argument)
    yield from _items(requests, argument)
    yield from _in_charset(requests, argument)


def _file(requests: Requests, argument: Argument) -> Iterator[Obligation]:
    """A file with a name and a media type of its own, and one that is open."""
    if argument.shape.kind != multipart.FILE:
        return
    around = requests.subject.around(argument)
    named = multipart.named_file('ü "1".png', "image/x-engross", "named")
    opened = Sample(
        wire=[["engross.bin", multipart.ANY_FILE, "opened"]],
        python={"open-file": ["some/engross.bin", "opened"]},
    )
    for variant, value, claim in (
        ("named", named, f"`{argument.name}` may be a tuple: name, content, media type."),
        ("opened", opened, f"`{argument.name}` may be an open file, which keeps its name."),
    ):
        values = {**around, argument.name: value}
        yield requests.sent(f"{argument.name}/{variant}", claim, values, pointer=argument.pointer)
    pipe = Sample(wire=[[multipart.UNNAMED, multipart.ANY_FILE, "piped"]], python={"pipe": "piped"})
    yield _once(requests, argument, "pipe", pipe, around)
    if requests.subject.repeatable:
        yield _again(requests, argument, opened, around)


def _content(requests: Requests, argument: Argument) -> Iterator[Obligation]:
    """A body of bytes from a file and in pieces."""
    if argument.shape.kind != contents.CONTENT:
        return
    around = requests.subject.around(argument)
    content_type = argument.shape.schema.content_media_type or ""
    ways = contents.ways(argument.name, content_type)
    for variant, (value, claim, details) in ways.items():
        values = {**around, argument.name: value}
        yield requests.sent(
            f"{argument.name}/{variant}",
            f"Of `{argument.name}` {claim}.",
            values,
            pointer=argument.pointer,
            **details,
        )
    for variant in ("pipe", "pieces"):
        value, _, details = ways[variant]
        yield _once(requests, argument, variant, value, around, **details)
    if requests.subject.repeatable:
        value, _, details = ways["file"]
        yield _again(requests, argument, value, around, **details)
    if contents.is_open(content_type) or contents.is_unbounded(content_type):
        why = f"is {content_type}, and nothing says which, or with which boundary"
        yield requests.refused(argument, ("unnamed", {"file": "engross"}, why))


def _in_charset(requests: Requests, argument: Argument) -> Iterator[Obligation]:
    """A text whose bytes depend on the encoding that its media type names."""
    body = requests.subject.op.request_body
    if body is None or argument.location != "whole" or not is_free(argument):
        return
    for text, has_form in contents.in_charset(body.content[0]):
        variant = f"{argument.name}/charset/{ord(text):x}"
        if has_form:
            values = {**requests.subject.around(argument), argument.name: Sample.of_text(text)}
            claim = f"`{argument.name}` is encoded as its media type says."
            yield requests.sent(variant, claim, values, pointer=argument.pointer)
        else:
            why = "holds a character that its charset has not"
            yield requests.refused(argument, (f"charset/{ord(text):x}", text, why))


def _items(requests: Requests, argument: Argument) -> Iterator[Obligation]:
    """A body of items that come one by one."""
    body = requests.subject.op.request_body
    if body is None or body_kind(body.content[0]) not in ITEMISED:
        return
    around, whole = requests.subject.around(argument), requests.full.get(argument.name)
    if whole is not None and argument.location == "whole":
        given = Sample(wire=whole.wire, python={"iterator": whole.python["list"]})
        yield _once(requests, argument, "iterator", given, around)


def _again(
    requests: Requests,
    argument: Argument,
    value: Sample,
    around: Mapping[str, Sample],
    **details: Json,
) -> Obligation:
    return requests.sent(
        f"{argument.name}/file/again",
        f"`{argument.name}` from a file is sent again from where it was.",
        {**around, argument.name: value},
        pointer=argument.pointer,
        answers=[{"break": "no-answer"}, {}],
        sends=Number("2"),
        **details,
    )


def _once(
    requests: Requests,
    argument: Argument,
    variant: str,
    value: Sample,
    around: Mapping[str, Sample],
    **details: Json,
) -> Obligation:
    told = {name: sample.python for name, sample in {**around, argument.name: value}.items()}
    return requests.obligation(
        f"{argument.name}/{variant}/once",
        f"`{argument.name}` that cannot be read again is never sent again.",
        argument.pointer,
        arguments=told,
        request=requests.subject.request({**around, argument.name: value}),
        **{"changes": {"headers": {"transfer-encoding": "chunked"}}, **details},
        answers=[{"status": Number("503"), "text": ""}],
        sends=Number("1"),
        sleeps=[],
        raises={"errors": ["InternalServerError"]},
    )
