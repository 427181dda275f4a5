"""How a request is refused: as the operation describes it, else as problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from engross.ir import Json, MediaType, Operation
from engross.ir import Response as Description
from engross.mock.answers import Answers
from engross.mock.media import bare, is_json, is_text, negotiated
from engross.mock.messages import Response
from engross.mock.problems import PROBLEM, Refusal
from engross.mock.representations import is_binary
from engross.mock.scalars import NoValueError
from engross.mock.statuses import described
from engross.mock.writing import Choice, response

# What may stand for a status that an operation does not describe.
_NEAR: Final[Mapping[int, tuple[int, ...]]] = {
    400: (400, 422),
    415: (415, 400, 422),
    422: (422, 400),
}
_WORDED: Final = ("message", "detail", "title", "error_description", "errorMessage")
"""Members that are worth a sentence of our own."""


def refused(
    answers: Answers, operation: Operation | None, refusal: Refusal, accept: str | None
) -> Response:
    """Write a refusal.

    A failure that is described has the form that is described, with the members of problem
    details added where its schema lets them; whoever names problem details in `Accept` gets them.
    """
    if operation is not None and refusal.status < 500 and not _wants_problem(accept):
        status = _status(operation, refusal.status)
        description = described(operation, status)
        choice = None if description is None else _choice(answers, description, refusal, accept)
        if choice is not None:
            made = response(answers.maker, replace(choice, status=status))
            return replace(made, headers=(*made.headers, *refusal.headers))
    return Response(
        status=refusal.status,
        headers=(("content-type", PROBLEM), *refusal.headers),
        chunks=(refusal.text(),),
    )


def _wants_problem(accept: str | None) -> bool:
    """Whether a caller names problem details among what it accepts."""
    return any(bare(part) == PROBLEM for part in (accept or "").split(","))


def _status(operation: Operation, status: int) -> int:
    """Choose the status: the right one, if that is described, else one that is near."""
    known = {description.status for description in operation.responses}
    near = (code for code in _NEAR.get(status, (status,)) if str(code) in known)
    return next(near, status)


def _choice(
    answers: Answers, description: Description, refusal: Refusal, accept: str | None
) -> Choice | None:
    """Choose the media type and the body that say most of a refusal."""
    for media in _ordered(description, accept):
        for body in _bodies(answers, media, refusal.told()):
            if answers.fits(media, body):
                return Choice(
                    status=refusal.status, description=description, media=media, value=body
                )
    return None


def _ordered(description: Description, accept: str | None) -> list[MediaType]:
    """Order media types: what is wanted, then what can tell most."""
    wanted = negotiated(description.content, accept)
    readable = [media for media in description.content if not is_binary(media.content_type)]
    readable.sort(key=lambda media: (media is not wanted, not is_json(media.content_type)))
    return readable


def _bodies(answers: Answers, media: MediaType, problem: dict[str, Json]) -> Iterator[Json]:
    """Yield bodies of a media type, what tells most first."""
    if not is_json(media.content_type):
        if is_text(media.content_type):
            yield problem["detail"]
    elif media.schema is None or bare(media.content_type) == PROBLEM:
        yield problem
    made = answers.made(media, documented=True)
    if isinstance(made, NoValueError):
        return
    made = answers.tells(media, made, success=False)
    if isinstance(made, dict) and is_json(media.content_type):
        worded = {name: problem["detail"] for name in _WORDED if isinstance(made.get(name), str)}
        said = {**made, **worded}
        yield {**said, **{name: value for name, value in problem.items() if name not in said}}
        yield said
    yield made
