"""What the media types of an operation come to in Python: bodies to give, answers to get."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engross.ir import MediaType, Operation, RequestBody, Response
from engross.names import (
    ITEMISED,
    SEQUENTIAL,
    STREAMED,
    TEXTUAL,
    body_kind,
    body_properties,
    describes_event,
    item_schema,
)
from engross.plan.shapes import Shapes


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Media types that are of one type in Python."""

    annotation: str
    content_types: tuple[str, ...]


def success(op: Operation) -> Response | None:
    """Give the answer a call returns: the first 2xx, or the default where that is all."""
    good = [response for response in op.responses if response.status.startswith("2")]
    if good:
        return min(good, key=lambda response: response.status)
    return next((r for r in op.responses if r.status == "default" and len(op.responses) == 1), None)


def plan_answers(shapes: Shapes, op: Operation, *, array: str) -> tuple[Choice, ...]:
    """Group the media types of the answer that a call returns; the first group is the usual one.

    Where several statuses are a success, the answer of any of them may come. What comes item by
    item is a list of all of them here; `plan_streams` has it as it comes.
    """
    answer = success(op)
    more = [
        _usual_type(shapes, response, array)
        for response in op.responses
        if response.status.startswith("2") and response is not answer
    ]
    if answer is None or not answer.content:
        return (Choice(annotation=_either("None", *more), content_types=()),)

    def annotation(media: MediaType) -> str:
        return _either(answer_type(shapes, media, array=array), *more)

    return _grouped(answer.content, annotation)


def _usual_type(shapes: Shapes, response: Response, array: str) -> str:
    """Write the type of an answer of another success than the first, which may come as well."""
    return answer_type(shapes, response.content[0], array=array) if response.content else "None"


def _either(*types: str) -> str:
    """Write a union; of a type that has None already, None is not said again."""
    if "Any" in types:
        return "Any"
    has_none = any(text.endswith(" | None") for text in types)
    return " | ".join(dict.fromkeys(t for t in types if t != "None" or not has_none))


def plan_streams(shapes: Shapes, op: Operation, *, array: str) -> tuple[Choice, ...]:
    """Group the media types of the answers that can be read as they come, by their items."""
    content = (
        media for r in op.responses if r.status[0] in "2d" for media in r.content if streams(media)
    )
    return _grouped(content, lambda media: _streamed_type(shapes, media, array))


def streams(media: MediaType) -> bool:
    """Whether an answer of a media type is of use before its last byte is there."""
    return body_kind(media) in STREAMED


def plan_bodies(shapes: Shapes, body: RequestBody, *, array: str) -> tuple[Choice, ...]:
    """Group the media types of a body; the first group is the usual one.

    Where that is taken apart into arguments, so are the forms of the same members.
    """
    first, apart = body.content[0], body_properties(shapes.api, body) is not None

    def annotation(media: MediaType) -> str:
        alike = body_kind(media) in {"json", "form"} and _same(shapes, media, first)
        shown = first if apart and alike and body_kind(first) != "multipart" else media
        return body_type(shapes, shown, array=array)

    return _grouped(body.content, annotation)


def answer_type(shapes: Shapes, media: MediaType, *, array: str) -> str:
    """Write the type of an answer that is read whole."""
    kind = body_kind(media)
    if kind in SEQUENTIAL:
        return f"{array}[{_item_type(shapes, media, array)}]"
    if kind == "json":
        return shapes.annotation(media.schema, array=array)
    return "str" if kind in TEXTUAL else "bytes"


def body_type(shapes: Shapes, media: MediaType, *, array: str) -> str:
    """Write the type of a body that is given whole."""
    kind = body_kind(media)
    if kind == "multipart":
        return "Mapping[str, Any]"
    if kind in {"json", "form"}:
        return shapes.annotation(media.schema, array=array)
    if kind in ITEMISED:
        return f"Items[{_item_type(shapes, media, array)}]"
    return "str" if kind in TEXTUAL else "Content"


def item_wire_type(shapes: Shapes, media: MediaType) -> str:
    """Write the type that reads an item; nothing where any value will do."""
    schema = item_schema(shapes.api, media)
    return "" if schema is None else shapes.wire_annotation(schema)


def has_event_type(shapes: Shapes, media: MediaType) -> bool:
    """Whether that type is of events and not of their data."""
    schema = item_schema(shapes.api, media)
    if schema is None or body_kind(media) != "events":
        return False
    return describes_event(shapes.api, schema)


def _streamed_type(shapes: Shapes, media: MediaType, array: str) -> str:
    if body_kind(media) in SEQUENTIAL:
        return _item_type(shapes, media, array)
    return answer_type(shapes, media, array=array)


def _item_type(shapes: Shapes, media: MediaType, array: str) -> str:
    schema = item_schema(shapes.api, media)
    if body_kind(media) != "events" or has_event_type(shapes, media):
        return shapes.annotation(schema, array=array)
    data = "str" if schema is None else shapes.annotation(schema, array=array)
    return f"ServerSentEvent[{data}]"


def _same(shapes: Shapes, media: MediaType, other: MediaType) -> bool:
    if media.schema is None or other.schema is None:
        return False
    return shapes.api.resolve(media.schema).pointer == shapes.api.resolve(other.schema).pointer


def _grouped(
    content: Iterable[MediaType], annotation: Callable[[MediaType], str]
) -> tuple[Choice, ...]:
    groups: dict[str, list[str]] = {}
    for media in content:
        groups.setdefault(annotation(media), []).append(media.content_type)
    return tuple(
        Choice(annotation=text, content_types=tuple(dict.fromkeys(types)))
        for text, types in groups.items()
    )
