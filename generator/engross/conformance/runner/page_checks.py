"""Checks of what goes through the pages of an operation."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterable, Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from . import values, wire
from .answers import Answer
from .checks import Problems, does_nothing, shown, timeouts, told_request
from .exact import Json
from .session import Outcome, Session, closed, relocated
from .suite import Case


def check_pages(session: Session) -> Problems:
    """Go through the pages; compare what was asked for, what came, and how it ended."""
    yield from does_nothing(session)
    case = session.case
    rounds = 2 if case.get("again") else 1
    outcome, found = Outcome(answers=session.answers() * rounds), list[Any]()
    # Whoever asks for more gets an error at last, so that no fault makes this run for ever.
    session.world.start([*outcome.answers, Answer(status=404)])
    with session.environment({}):
        session.drive(_through(session, outcome, found))
    sent = session.world.received
    session.world.arrived()
    yield from [outcome.complaint] if outcome.complaint else []
    yield from _asked(session, sent)
    told = case.get("items") * rounds
    if len(found) != len(told):
        yield f"it gave {len(found)}, not {len(told)}"
    for number, (value, expected) in enumerate(zip(found, told, strict=False), start=1):
        for difference in values.unlike(value, expected):
            yield f"number {number}: {difference}"
    yield from _ended(case, outcome, sent)


async def _through(session: Session, outcome: Outcome, found: list[Any]) -> None:
    http: Any = session.world.http_client(session.case.flavour)
    try:
        iterable = _iterable(session, session.client(http_client=http), outcome)
        for _ in range(2 if session.case.get("again") else 1):
            await _collected(session.case, iterable, found)
    except Exception as error:
        outcome.error = error
    finally:
        await closed(http)


def _iterable(session: Session, client: Any, outcome: Outcome) -> Any:
    iterable = session.iterable(client)
    if session.case.operation["title"] not in repr(iterable):
        outcome.complaint = f"it prints as {iterable!r}"
    return iterable.pages() if session.case.get("by_page") else iterable


async def _collected(case: Case, iterable: Any, found: list[Any]) -> None:
    """Take the items, as many as the case wants."""
    kind: type[Any] = AsyncIterable if case.flavour == "async" else Iterable
    if not isinstance(iterable, kind):
        raise TypeError(f"{type(iterable).__name__} is no {kind.__name__}")
    most = len(found) + int(case.get("take").text) if case.get("take") else None
    if case.flavour == "async":
        async for item in iterable:
            found.append(item)
            if len(found) == most:
                return
        return
    for item in iterable:
        found.append(item)
        if len(found) == most:
            return


def _asked(session: Session, sent: list[wire.Received]) -> Problems:
    case = session.case
    told: list[Json] = case.get("requests")
    told = told[: int(case.get("sends").text)] if case.get("sends") else told
    told = told * 2 if case.get("again") else told
    if len(sent) != len(told):
        yield f"it sent {len(sent)} requests, not {len(told)}"
    base_url = relocated(session.world.origin, session.world)
    for number, (request, expected) in enumerate(zip(sent, told, strict=False), start=1):
        for difference in wire.differences(told_request(case, expected), request, base_url):
            yield f"request {number}: {difference}"
        yield from timeouts(case, request)


def _ended(case: Case, outcome: Outcome, sent: list[wire.Received]) -> Problems:
    wanted: list[str] = case.get("raises", [])
    error: Any = outcome.error
    if error is None:
        if wanted:
            yield f"it ended, and raised no {wanted[0]}"
        return
    if not wanted or not isinstance(error, case.package.load(wanted[0])):
        yield f"it raised {type(error).__name__}: {error}"
        return
    last = outcome.answers[len(sent) - 1]
    if (error.status_code, error.body) != (last.status, last.body):
        yield f"its error has not the answer that is wrong: {error.status_code} {error.body!r}"
    if "x-engross" not in error.headers or "set-cookie" in error.headers:
        yield f"its error has not the headers of that answer: {error.headers}"
    yield from shown(case, str(error), [case.operation["title"]], "str(error)")


def check_signature(session: Session) -> Problems:
    """See that it takes what the method itself takes, and gives nothing to wait for."""
    yield from does_nothing(session)
    case = session.case
    http: Any = session.world.http_client(case.flavour)
    try:
        client = session.client(http_client=http)
        resource = attrgetter(case.operation["resource"])(client)
        method = getattr(resource, case.get("iterator"), None)
        if method is None:
            yield f"there is no {case.get('iterator')}"
            return
        if inspect.iscoroutinefunction(method):
            yield f"{case.get('iterator')} is to be awaited"
        own = inspect.signature(getattr(resource, case.operation["method"])).parameters
        found = inspect.signature(method).parameters
        # It leaves the choice of media types to the method itself, which is optional there.
        missing = [own[name] for name in own.keys() - found.keys()]
        if any(p.default is p.empty for p in missing) or set(found) - set(own):
            yield f"it takes {inspect.signature(method)}"
    finally:
        session.drive(closed(http))


PAGE_CHECKS: Mapping[str, Callable[[Session], Problems]] = {
    "pages": check_pages,
    "pages-signature": check_signature,
}
