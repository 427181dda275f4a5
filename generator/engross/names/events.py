"""Events whose data is JSON: what the text holds is what a caller wants.

OpenAPI 3.2, "Special Considerations for `text/event-stream` Content".
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from engross.ir import ABSENT, Api, Ref, Schema
from engross.names.media import body_kind, describes_event, item_schema, media_kind
from engross.pointer import Pointer


def event_schemas(api: Api) -> frozenset[Pointer]:
    """Give the schemas of events, with their fields, that answers are streams of."""
    answers = chain.from_iterable(op.responses for op in api.operations)
    streams = (media for answer in answers for media in answer.content)
    items = [item_schema(api, media) for media in streams if body_kind(media) == "events"]
    pending = [item for item in items if item is not None and describes_event(api, item)]
    seen: set[Pointer] = set()
    while pending:
        schema = api.resolve(pending.pop())
        if schema.pointer not in seen:
            seen.add(schema.pointer)
            pending += (*schema.one_of, *schema.any_of)
    return frozenset(seen)


def with_data(api: Api, event: Schema) -> Schema:
    """Make the data of an event what its text holds, where that is JSON and cannot be a text.

    A text in quotes could not be told from one without.

    Args:
        api: Where the schemas stand.
        event: The schema of an event.
    """
    told = event.properties.get("data")
    data = api.resolve(told) if told is not None else None
    if data is None or data.content_schema is None:
        return event
    is_json = media_kind(data.content_media_type or "") == "json"
    if not is_json or _may_be_text(api, data.content_schema):
        return event
    return replace(event, properties={**event.properties, "data": data.content_schema})


def _may_be_text(api: Api, schema: Schema | Ref) -> bool:
    target = api.resolve(schema)
    if target.const is not ABSENT:
        return isinstance(target.const, str)
    if target.enum is not None:
        return any(isinstance(value, str) for value in target.enum)
    if target.type:
        return "string" in target.type
    if branches := (*target.any_of, *target.one_of):
        return any(_may_be_text(api, branch) for branch in branches)
    parts = (_may_be_text(api, part) for part in target.all_of)
    return not target.properties and all(parts)
