"""Answers that come item by item: items of a schema, and the text that carries them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from engross.conformance.runner.exact import Json, is_object, write
from engross.conformance.samples import Sample, Sampler
from engross.conformance.scalars import NoValueError
from engross.conformance.shapes import Shapes
from engross.ir import Api, MediaType
from engross.names import body_kind, describes_event, item_schema

COUNT = 2


def items(shapes: Shapes, api: Api, media: MediaType) -> list[Sample]:
    """Make up items; none where the schema allows none that can be made up."""
    schema = item_schema(api, media)
    if schema is None:
        return [_of(media, f"engross-{n}", f"engross-{n}") for n in range(1, COUNT + 1)]
    sampler = Sampler(shapes)
    try:
        made = [sampler.sample(schema, "item") for _ in range(COUNT)]
    except NoValueError:
        return []
    if body_kind(media) == "events" and not describes_event(api, schema):
        return [_of(media, sample.wire, sample.python) for sample in made]
    return made


def _of(media: MediaType, wire: Json, python: Json) -> Sample:
    """Make an item of its data, which is all of it but in a stream of events."""
    if body_kind(media) != "events":
        return Sample(wire=wire, python=python)
    told = {"data": python, "event": "engross", "id": "id-1", "retry": {"integer": "7"}}
    fields: Json = {"event": "engross", "id": "id-1", "retry": 7, "data": wire}
    return Sample(wire=fields, python={"event": told})


def body(media: MediaType, wires: Iterable[Json]) -> str:
    """Write items one after the other."""
    return "".join(map(_WRITERS[body_kind(media)], wires))


# WHATWG HTML, "Parsing an event stream".
def _event(fields: Json) -> str:
    data = fields["data"] if is_object(fields) else fields
    text = data if isinstance(data, str) else write(data)
    told = {name: value for name, value in fields.items() if name != "data"}
    lines = [f"{name}: {value if isinstance(value, str | int) else write(value)}"
             for name, value in told.items()]  # fmt: skip
    return "\n".join([": engross", *lines, *(f"data: {line}" for line in text.split("\n")), "\n"])


_WRITERS: Mapping[str, Callable[[Json], str]] = {
    "events": _event,
    "json-lines": lambda wire: f"{write(wire)}\r\n",
    "json-texts": lambda wire: f"\x1e{write(wire)}\n",  # RFC 7464, "JSON Text Sequence Encoding"
}
