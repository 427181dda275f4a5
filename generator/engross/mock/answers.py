"""What an operation answers: which of its descriptions, with which value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from engross.diff.documents import Direction
from engross.ir import ABSENT, DocumentedError, Json, MediaType, Operation
from engross.ir import Response as Description
from engross.mock.envelopes import envelope_of, is_of, succeeded, told
from engross.mock.media import is_json, negotiated
from engross.mock.preferences import Preferences
from engross.mock.problems import Refusal
from engross.mock.representations import concrete, is_binary, is_streamed
from engross.mock.scalars import NoValueError
from engross.mock.schemas import Schemas
from engross.mock.statuses import (
    by_failure,
    by_success,
    described,
    requested,
    status_of,
    usual,
)
from engross.mock.values import Maker
from engross.mock.walk import without_hidden
from engross.mock.writing import BODILESS, Choice

_ITEMS: Final = 3
"""Items of a stream."""

Chosen: TypeAlias = Choice | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer that the documentation shows."""

    name: str
    status: int | None
    """None where the page does not say."""
    body: Json


@dataclass(slots=True)
class Answers:
    """Chooses answers; a value that was made up once is kept."""

    schemas: Schemas
    maker: Maker
    shown: Mapping[str, tuple[Shown, ...]]
    """By operationId."""
    _values: dict[tuple[object, ...], Json | NoValueError] = field(default_factory=dict)

    def choose(self, operation: Operation, wishes: Preferences, accept: str | None) -> Chosen:
        """Choose what to answer to a request that is as it should be."""
        if wishes.error is not None:
            return self._failure(operation, wishes, accept)
        if wishes.example is not None:
            return self._example(operation, wishes, accept)
        found = usual(operation) if wishes.code is None else requested(operation, wishes.code)
        if found is None:
            known = [description.status for description in operation.responses]
            return _unknown("code", wishes.code, known)
        status, description = found
        media = negotiated(description.content, accept)
        if media is None and description.content:
            return _not_acceptable(description)
        value = self._value(operation, status, description, media, wishes.dynamic == "true")
        if isinstance(value, NoValueError):
            return Refusal(status=500, detail=f"The document cannot be kept to: {value}.")
        return Choice(status=status, description=description, media=media, value=value)

    def fits(self, media: MediaType, value: Json) -> bool:
        """Whether a value is what a media type's schema describes."""
        schema = media.schema
        if schema is None or (is_streamed(media.content_type) and isinstance(value, str)):
            return True
        return self.schemas.is_valid(schema, value, Direction.RESPONSE)

    # --- The ordinary answer ----------------------------------------------------------------------

    def _value(
        self,
        operation: Operation,
        status: int,
        description: Description,
        media: MediaType | None,
        dynamic: bool,
    ) -> Json | NoValueError:
        if media is None or status in BODILESS:
            return ABSENT
        if not dynamic:
            for value in self._examples(operation, status, description, media):
                said = succeeded(envelope_of(self.schemas, media), value)
                if self.fits(media, value) and said in {None, status < 400}:
                    return value
        made = self.made(media, documented=not dynamic)
        return self.tells(media, made, success=status < 400)

    def _examples(
        self, operation: Operation, status: int, description: Description, media: MediaType
    ) -> Iterator[Json]:
        yield from (self._shown(media, example.value) for example in media.examples)
        for shown in self.shown.get(operation.operation_id or "", ()):
            if self._of_shown(operation, shown) == (status, description):
                yield shown.body

    def _shown(self, media: MediaType, value: Json) -> Json:
        """Leave out of an example what no answer has, where that makes it one."""
        if media.schema is None or self.fits(media, value):
            return value
        return without_hidden(self.schemas, media.schema, value)

    def made(self, media: MediaType, *, documented: bool) -> Json | NoValueError:
        """Make a value of a media type, the same each time; `ABSENT` where it has bytes."""
        key = (media.pointer, documented)
        if key not in self._values:
            try:
                self._values[key] = self._make(media, documented)
            except NoValueError as error:
                self._values[key] = error
        return self._values[key]

    def _make(self, media: MediaType, documented: bool) -> Json:
        content_type = concrete(media)
        if is_binary(content_type):
            return ABSENT
        schema = media.item_schema or media.schema
        if schema is None:
            return {} if is_json(content_type) else ""
        if not is_streamed(content_type):
            return self.maker.value(schema, documented=documented)
        if media.item_schema is None and self.schemas.types(schema) == {"array"}:
            schema = self.schemas.written_out(schema).items or schema
        return [
            self.maker.value(schema, documented=documented, index=index) for index in range(_ITEMS)
        ]

    def tells(
        self, media: MediaType, made: Json, *, success: bool, error: DocumentedError | None = None
    ) -> Json:
        """Let the envelope of a made-up body say what the answer is, as far as the schema lets."""
        envelope = envelope_of(self.schemas, media)
        if envelope is None or media.schema is None or not isinstance(made, dict):
            return made
        schema = self.schemas.written_out(media.schema)
        said = told(envelope, schema, made, error, success=success)
        return said if self.fits(media, said) else made

    # --- Answers by name --------------------------------------------------------------------------

    def _example(self, operation: Operation, wishes: Preferences, accept: str | None) -> Chosen:
        """Answer with the example of a name, whatever the description it belongs to."""
        known: list[str] = []
        for status, description, name, value in self._named(operation, accept):
            known.append(name)
            if name == wishes.example and wishes.code in {None, str(status), description.status}:
                return self._exactly(name, status, description, value, accept)
        return _unknown("example", wishes.example, known)

    def _exactly(
        self, name: str, status: int, description: Description, value: Json, accept: str | None
    ) -> Chosen:
        media = negotiated(description.content, accept)
        value = value if media is None else self._shown(media, value)
        if media is not None and media.schema is not None and not self.fits(media, value):
            faults = self.schemas.faults(media.schema, value, Direction.RESPONSE)
            detail = f"The example {name!r} is not what its schema describes."
            return Refusal(status=500, detail=detail, faults=faults)
        return Choice(status=status, description=description, media=media, value=value)

    def _named(
        self, operation: Operation, accept: str | None
    ) -> Iterator[tuple[int, Description, str, Json]]:
        for description in operation.responses:
            media = negotiated(description.content, accept)
            for example in media.examples if media is not None else ():
                yield status_of(description), description, example.name, example.value
        for shown in self.shown.get(operation.operation_id or "", ()):
            if (found := self._of_shown(operation, shown)) is not None:
                yield *found, shown.name, shown.body

    def _of_shown(self, operation: Operation, shown: Shown) -> tuple[int, Description] | None:
        """Find the description that a shown answer belongs to, and its status."""
        if shown.status is not None:
            known = described(operation, shown.status)
            return None if known is None else (shown.status, known)
        fitting: list[tuple[bool, int, Description]] = []
        for description in by_success(operation):
            media = negotiated(description.content, None)
            if media is not None and self.fits(media, shown.body):
                said = succeeded(envelope_of(self.schemas, media), shown.body)
                status = status_of(description, failed=said is False)
                fitting.append((said in {None, status < 400}, status, description))
        # A page may show a failure where only a success is described.
        best = max(fitting, key=lambda found: found[0], default=None)
        return None if best is None else best[1:]

    def _failure(self, operation: Operation, wishes: Preferences, accept: str | None) -> Chosen:
        """Answer with a documented failure."""
        names = [error.name for error in operation.errors]
        if wishes.error not in names:
            return _unknown("error", wishes.error, names)
        error = operation.errors[names.index(wishes.error)]
        for status, description in _of_failures(operation, wishes.code):
            media = negotiated(description.content, accept)
            if media is None:
                continue
            envelope = envelope_of(self.schemas, media)
            for value in self._failing(operation, media, error):
                if self.fits(media, value) and is_of(envelope, error.match, value):
                    return Choice(status=status, description=description, media=media, value=value)
        detail = f"No answer that is described can tell of {error.name}."
        return Refusal(status=400, detail=detail)

    def _failing(
        self, operation: Operation, media: MediaType, error: DocumentedError
    ) -> Iterator[Json]:
        yield from (shown.body for shown in self.shown.get(operation.operation_id or "", ()))
        yield from (example.value for example in media.examples)
        made = self.made(media, documented=True)
        if not isinstance(made, NoValueError):
            yield self.tells(media, made, success=False, error=error)


def _of_failures(operation: Operation, code: str | None) -> list[tuple[int, Description]]:
    """Give the descriptions that a failure may have, the likeliest first."""
    if code is None:
        return [(status_of(found, failed=True), found) for found in by_failure(operation)]
    found = requested(operation, code)
    return [] if found is None else [found]


def _unknown(kind: str, given: str | None, known: list[str]) -> Refusal:
    listed = ", ".join(dict.fromkeys(known)) or "none"
    return Refusal(status=400, detail=f"There is no {kind} {given!r} here (known: {listed}).")


def _not_acceptable(description: Description) -> Refusal:
    known = ", ".join(media.content_type for media in description.content)
    return Refusal(status=406, detail=f"The answer can be had as {known}.")
