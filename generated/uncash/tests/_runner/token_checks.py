"""Checks calls whose token is asked for: what was asked, what was sent with it, and how often."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from . import wire
from .checks import Problems, does_nothing, revealed, shown, told_request, user_agent
from .exact import Json, Number, is_array, is_object
from .session import Outcome, Session, closed
from .suite import Case
from .world import patched

_USUAL = 60.0
"""The seconds of each phase of a call, where nobody says another."""


def check_tokens(session: Session) -> Problems:
    """Make the calls, and compare every request with what is told."""
    yield from does_nothing(session)
    outcome = Outcome(answers=session.answers())
    session.world.start(outcome.answers)
    with session.environment({}), session.waiting(outcome):
        session.drive(_calls(session, outcome))
    told: list[Json] = session.case.get("requests")
    received = session.world.received
    if len(received) != len(told):
        yield f"it sent {len(received)} requests, not {len(told)}: {outcome}"
    for number, (expected, got) in enumerate(zip(told, received, strict=False), start=1):
        base_url, request = _expected(session, expected)
        for difference in wire.differences(request, got, base_url):
            yield f"request {number}: {difference}"
        if {*got.timeout.values()} != {_USUAL}:
            yield f"request {number}: its timeouts are {got.timeout}"
    for given in session.case.get("given").values():
        if "grant" in given:
            made = repr(_given(session.case, given))
            yield from shown(session.case, made, ["ClientCredentials"], "their repr")
    yield from _ended(session.case, outcome)


async def _calls(session: Session, outcome: Outcome) -> None:
    case = session.case
    http: Any = session.world.http_client(case.flavour, **_options(case))
    headers = {"headers": case.get("headers")} if case.get("headers") else {}
    try:
        tokens = {keyword: _given(case, told) for keyword, told in case.get("given").items()}
        client = session.client(http_client=http, **tokens)
        start = time.monotonic()
        for number in range(int(case.get("calls", Number("1")).text)):
            passed = case.get("passed", {}).get(str(number), Number("0"))
            now = start + float(passed.text)
            with patched(time, "monotonic", lambda: now):  # noqa: B023  # called before the next
                result = session.method(client)(**session.plain_arguments(), **headers)
                outcome.value = await session.settled(result, outcome)
    except Exception as error:
        outcome.error = error
    finally:
        await closed(http)


def _options(case: Case) -> dict[str, Any]:
    """Give the options of the user's own http client."""
    told: Mapping[str, Json] = case.get("http_client", {})
    return {name: tuple(v) if is_array(v) else v for name, v in told.items()}


def _given(case: Case, told: Mapping[str, Json]) -> Any:
    """Make a function that gives tokens in turn, or the package's client credentials."""
    if "grant" in told:
        return case.package.load("ClientCredentials")(**told["grant"])
    return _giving(iter(told["function"]), asynchronous=case.flavour == "async")


def _giving(left: Iterator[str], *, asynchronous: bool) -> Callable[[], Any]:
    async def give() -> str:
        return next(left)

    return give if asynchronous else lambda: next(left)


def _expected(session: Session, told: Json) -> tuple[str, dict[str, Json]]:
    """Give the server and the request: for a token, or the operation's own with a token."""
    base_url = session.world.origin
    if is_object(told) and "form" in told:
        url = urljoin(f"{base_url}/", told["url"])
        path, _, query = url.partition("?")
        origin, found = path[: path.index("/", len("https://"))], query.partition("=")
        headers = {
            **user_agent(session.case)["headers"],
            "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded",
            "authorization": told.get("authorization"),
        }
        return origin, {
            "method": "POST",
            "path": path.removeprefix(origin),
            "query": [[found[0], found[2]]] if query else [],
            "headers": headers,
            "form": told["form"],
        }
    request = told_request(session.case)
    value = told["authorization"] if is_object(told) else f"Bearer {told}"
    return base_url, {**request, "headers": {**request["headers"], "authorization": value}}


def _ended(case: Case, outcome: Outcome) -> Problems:
    raises = case.get("raises")
    error: Any = outcome.error
    if outcome.complaint:
        yield outcome.complaint
    if raises is None:
        if error is not None:
            yield f"it raised {outcome}"
        return
    if not isinstance(error, case.package.load(raises)):
        yield f"it came to {outcome}, not to a {raises}"
    yield from shown(case, str(error), case.get("mentions", []), "str(error)")
    if case.get("locals"):
        yield from revealed(case, error)
    last = outcome.answers[-1]
    if raises == "TokenError" and not last.breaks and error.status_code != last.status:
        yield f"it was {last.status} that told of no token, the error says {error.status_code}"
