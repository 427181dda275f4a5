"""How an answer says that the operation went well or not (`x-envelope`, `x-errors`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engross.ir import DocumentedError, Envelope, ErrorMatch, Json, MediaType, Schema
from engross.mock.schemas import Schemas

_ANY: Final = "as the provider words it"


def envelope_of(schemas: Schemas, media: MediaType | None) -> Envelope | None:
    """Give the envelope that answers of a media type have."""
    if media is None or media.schema is None:
        return None
    return schemas.written_out(media.schema).envelope


def succeeded(envelope: Envelope | None, body: Json) -> bool | None:
    """Say whether a body tells of a success; None where it does not tell."""
    if envelope is None or not isinstance(body, Mapping):
        return None
    said = body.get(envelope.success)
    return said if isinstance(said, bool) else None


def is_of(envelope: Envelope | None, match: ErrorMatch, body: Json) -> bool:
    """Whether a body tells of a documented failure."""
    if envelope is None or not isinstance(body, Mapping):
        return False
    messages = [text for name in envelope.message if isinstance(text := body.get(name), str)]
    code = None if envelope.code is None else body.get(envelope.code)
    start = match.message_starts_with
    return (
        (match.code is None or code == match.code)
        and (match.message is None or match.message in messages)
        and (start is None or any(text.startswith(start) for text in messages))
    )


def told(
    envelope: Envelope, schema: Schema, body: Mapping[str, Json], error: DocumentedError | None,
    *, success: bool,
) -> dict[str, Json]:  # fmt: skip
    """Let a made-up body tell how the operation went."""
    said = {**body, envelope.success: success}
    if success:
        return _without(schema, said, envelope.code)
    said = _without(schema, said, envelope.data)
    if error is None:
        return said
    match = error.match
    if match.code is not None and envelope.code is not None:
        said[envelope.code] = match.code
    message = match.message
    if match.message_starts_with is not None:
        message = match.message_starts_with + _ANY
    if message is not None and envelope.message:
        said[envelope.message[0]] = message
    return said


def _without(schema: Schema, body: dict[str, Json], name: str | None) -> dict[str, Json]:
    """Leave a member out where it may be left out."""
    if name is None or name in schema.required:
        return body
    return {key: value for key, value in body.items() if key != name}
