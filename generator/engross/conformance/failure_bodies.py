"""Obligations about the bodies of documented failures: an exception has them with their types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engross.conformance.failures import NOT_MODIFIED, STATUS_ERRORS, failure, status_error
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, is_object
from engross.conformance.samples import Sample
from engross.conformance.subject import Subject, first_status, is_json
from engross.ir import MediaType, Response
from engross.names import TEXTUAL, body_kind
from engross.pointer import Pointer

OTHER = 418
"""What has no description of its own in most documents."""
PAGE = "<h1>no</h1>"
SERVER_ERROR = 500
GENERAL = ("APIError", "BusinessError", "APIStatusError")
"""The exceptions that any failure may be."""


@dataclass(slots=True)
class FailureBodies:
    """Derives them; where a suite is brief each schema is tried once, and one of each operation."""

    brief: bool = False
    seen: set[Pointer] = field(default_factory=set[Pointer])

    def derive(self, subject: Subject) -> Iterator[Obligation]:
        """Yield the obligations about one operation."""
        if subject.op.method == "HEAD":
            return
        documented = [*_failures(subject)]
        bodies = [(status, media) for status, response in documented for media in response.content]
        # `_is_new` notes what it is asked for, so it is asked for all of them.
        fresh = [told for told in bodies if self._is_new(subject, told[1])]
        texts = {status for status, media in bodies if body_kind(media) in TEXTUAL}
        for status, media in fresh or bodies[:1]:
            if body_kind(media) in TEXTUAL:
                body: dict[str, Json] = {"text": PAGE, "content_type": media.content_type}
                word = media.content_type
                yield _parsed(subject, status, media.pointer, word, body, PAGE)
            elif is_json(media) and media.schema is not None:
                whole = bool(fresh) and status not in texts
                yield from _typed(subject, status, media, whole=whole)
        is_told = any(key in {"default", "4XX"} for key in _keys(subject))
        if documented and not is_told and (fresh or not self.brief):
            yield _parsed(subject, OTHER, subject.op.pointer, "undocumented", {"json": []}, None)

    def _is_new(self, subject: Subject, media: MediaType) -> bool:
        """Whether a body is to be tried whatever else is."""
        if media.schema is None or not is_json(media):
            return True
        place = subject.api.resolve(media.schema).pointer
        is_new = not self.brief or place not in self.seen
        self.seen.add(place)
        return is_new


def carried(subjects: Iterable[Subject]) -> dict[str, list[Json]]:
    """Name the classes of the bodies that exceptions may carry, by the names of these."""
    found: dict[str, set[str]] = {}
    for subject in subjects:
        declared = {response.status.upper(): response for response in subject.op.responses}
        for status in (*STATUS_ERRORS, SERVER_ERROR):
            keys = (str(status), f"{status // 100}XX", "DEFAULT")
            response = next((declared[key] for key in keys if key in declared), None)
            names = () if response is None else _classes(subject, response)
            for name in (status_error(status), *GENERAL):
                found.setdefault(name, set()).update(names)
    return {name: sorted(classes) for name, classes in found.items()}


def _classes(subject: Subject, response: Response) -> list[str]:
    shapes = [subject.shapes.of(m.schema) for m in response.content if is_json(m) and m.schema]
    return [shape.name for shape in shapes if shape.kind == "object" and shape.name]


def _keys(subject: Subject) -> list[str]:
    return [response.status for response in subject.op.responses]


def _failures(subject: Subject) -> Iterator[tuple[int, Response]]:
    """Give each documented failure with a status that nothing else describes better."""
    declared = {response.status: response for response in subject.op.responses}
    for key, response in declared.items():
        if key == "default":
            if not declared.keys() & {str(OTHER), "4XX"}:
                yield OTHER, response
        elif key[0] in "345" and first_status(key) != NOT_MODIFIED:
            first = first_status(key)
            spread = range(first, first + 100)
            free = next((s for s in spread if key == str(s) or str(s) not in declared), first)
            yield free, response


def _typed(subject: Subject, status: int, media: MediaType, *, whole: bool) -> Iterator[Obligation]:
    """Yield that a body is read as its type, and if all of it is wanted that no other is."""
    assert media.schema is not None
    shape = subject.shapes.of(media.schema)
    sample: Sample | None = subject.sample(media.schema, full=True)
    if sample is None or shape.kind == "any" or _declines(subject, sample):
        return
    body: dict[str, Json] = {"json": sample.wire, "content_type": media.content_type}
    yield _parsed(subject, status, media.pointer, media.content_type, body, sample.python)
    if whole and shape.kind not in {"string", "enum", "union", "literal"}:
        page: dict[str, Json] = {"text": PAGE, "content_type": "text/html"}
        yield _parsed(subject, status, media.pointer, "another", page, None)


def _declines(subject: Subject, sample: Sample) -> bool:
    """Whether a body says in its envelope that it is a failure, which has its own obligations."""
    envelope, body = subject.envelope, sample.wire
    return envelope is not None and is_object(body) and body.get(envelope.success) is False


def _parsed(
    subject: Subject, status: int, place: Pointer, word: str, body: dict[str, Json], python: Json
) -> Obligation:
    told = "as it is documented" if python is not None else "not, where it is otherwise"
    return failure(
        subject,
        f"status/{status}/parsed/{word}",
        f"An exception has the body of a {status} {told}.",
        status,
        body,
        errors=[status_error(status)],
        attributes={"parsed": python},
        pointer=place,
    )
