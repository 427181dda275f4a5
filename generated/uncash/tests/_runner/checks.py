"""Checks one call: what was sent, how long it paused, what it gave or raised."""

from __future__ import annotations

import copy
import pickle
import traceback
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import httpx

from . import codec, values, wire
from .exact import Json, Number, is_object
from .session import Outcome, Session, joined, relocated
from .suite import Case

ATTRIBUTES = (
    "message",
    "operation",
    "status_code",
    "code",
    "request_id",
    "body",
    "headers",
    "parsed",
)
BUILTIN: Mapping[str, type[Exception]] = {
    "KeyError": KeyError,
    "RuntimeError": RuntimeError,
    "TypeError": TypeError,
    "ValueError": ValueError,
}
Problems: TypeAlias = Iterator[str]
_CONTROLS: dict[tuple[int, str, str], list[str]] = {}


def check_call(session: Session) -> tuple[Outcome, list[str]]:
    """Make a call; compare requests, pauses and outcome with what is told."""
    raises: Mapping[str, Json] = session.case.get("raises", {})
    problems: list[str] = []
    if "builtin" in raises or "sends" in session.case.record:
        # A client that does nothing sends nothing and raises TypeErrors: first see what it can do.
        problems += _control(session)
    told: list[str] = session.case.get("contradictions", [])
    problems += [f"in the documentation, {contradiction}" for contradiction in told]
    outcome = session.run()
    problems += [outcome.complaint] if outcome.complaint else []
    if session.case.get("unmade") and outcome.made:
        problems.append("there is a client all the same")
    problems += _requests(session, outcome)
    problems += _pauses(session.case, outcome)
    if "came" in session.case.record:
        told_items = session.case.get("came")
        problems += values.differences(
            session.case.package, told_items, joined(outcome.items), "what came"
        )
    if raises:
        problems += _raised(session.case, raises, outcome)
    elif outcome.error is not None:
        problems.append(f"it raised {outcome}")
    else:
        problems += _returned(session.case, outcome)
    problems += _drift(session.case, outcome)  # of a header once that was read
    return outcome, problems


def does_nothing(session: Session) -> list[str]:
    """Say if the plainest call fails, without which nothing else of a client means anything."""
    outcome = session.control()
    problems = [outcome.complaint] if outcome.complaint else []
    if outcome.error is not None:
        problems.append(f"the plainest call raised {outcome}")
    elif len(outcome.received) != 1:
        problems.append(f"the plainest call sent {len(outcome.received)} requests")
    elif outcome.answers[-1].json is not None:
        problems += _dump(outcome.value, outcome.answers[-1].json)
    return problems


def _control(session: Session) -> list[str]:
    """Say once for each operation and flavour if its plainest call fails."""
    key = (id(session.world), session.case.record["operation"], session.case.flavour)
    if key not in _CONTROLS:
        _CONTROLS[key] = does_nothing(session)
    return _CONTROLS[key]


def _requests(session: Session, outcome: Outcome) -> Problems:
    case = session.case
    sends = int(case.get("sends", Number("1")).text)
    if len(outcome.received) != sends:
        yield f"it sent {len(outcome.received)} requests, not {sends}"
    base_url = relocated(case.get("base_url", session.world.origin), session.world)
    told, received, arrived = told_request(case), outcome.received, outcome.arrived
    if case.get("codec"):
        told = codec.marked(told)
        received, arrived = (list(map(codec.decoded, seen)) for seen in (received, arrived))
    for number, request in enumerate(received, start=1):
        for difference in wire.differences(told, request, base_url):
            yield f"request {number}: {difference}"
        yield from timeouts(case, request)
    for request in arrived:
        for difference in wire.differences(told, request, base_url):
            yield f"on the wire, {difference}"


def told_request(case: Case, request: Json = None) -> dict[str, Json]:
    """Give the request which a case's call must make, or this one of several."""
    operation = case.operation
    request = request or case.get("request", operation["request"])
    common = wire.expected_request(user_agent(case), operation["common"], None)
    return wire.expected_request(common, request, case.get("changes"))


def user_agent(case: Case) -> dict[str, Json]:
    """Give the header that says which package calls."""
    version = case.package.load("__version__")
    return {"headers": {"user-agent": f"{case.package.facts['distribution']}/{version}"}}


def timeouts(case: Case, request: wire.Received) -> Problems:
    """Compare the timeouts of a request with what is told of them, if anything is."""
    told: Mapping[str, Json] | None = case.get("timeouts")
    if told is None:
        return
    for phase, seconds in told.items():
        wanted = None if seconds is None else float(seconds.text)
        if request.timeout.get(phase, "nothing") != wanted:
            yield f"its {phase} timeout is {request.timeout.get(phase)!r}, not {wanted!r}"


def _pauses(case: Case, outcome: Outcome) -> Problems:
    told: list[list[Number]] | None = case.get("sleeps")
    if told is None:
        return
    if len(outcome.pauses) != len(told):
        yield f"it paused {len(outcome.pauses)} times, not {len(told)}"
    for (low, high), seconds in zip(told, outcome.pauses, strict=False):
        if not float(low.text) <= seconds <= float(high.text):
            yield f"it paused {seconds} s, not {low.text} to {high.text} s"


def _drift(case: Case, outcome: Outcome) -> Problems:
    """`on_drift` is told of exactly what is not as documented."""
    told: list[list[str]] = case.get("drift", [])
    found = [[drift.kind, drift.pointer] for drift in outcome.drift]
    if sorted(found) != sorted(told):
        yield f"on_drift was told of {found}, not of {told}"
    for drift in outcome.drift:
        known = drift.operation, drift.status
        if known != (case.operation["title"], outcome.answers[-1].status):
            yield f"on_drift was told of the operation and status {known}"
        if not drift.message or pickled(drift) != drift:
            yield f"on_drift was told {drift!r}"


def _returned(case: Case, outcome: Outcome) -> Problems:
    told = case.get("returns", {"at": {}})
    if "is" in told:
        yield from values.differences(case.package, told["is"], outcome.value, "the value")
    for access, expected in told.get("at", {}).items():
        if is_object(expected) and "missing" in expected:
            yield from _missing(case, expected["missing"], outcome.value, access)
            continue
        try:
            found = values.reached(outcome.value, access)
        except (AttributeError, LookupError, TypeError) as error:
            yield f"value{access} cannot be read: {type(error).__name__}: {error}"
            continue
        yield from values.differences(case.package, expected, found, f"value{access}")
    answer = outcome.answers[-1]
    if answer.json is not None and not case.get("unwritten"):
        yield from _dump(outcome.value, answer.json)
    elif not answer.body and outcome.value is not None:
        yield f"an answer without a body gave {outcome.value!r}, not None"
    if case.get("raw"):
        yield from _raw(outcome)
        yield from _declared_headers(case, outcome)


def _missing(case: Case, pointer: str, value: Any, access: str) -> Problems:
    """A required field that did not come is an error where it is asked for, and not None."""
    try:
        found = values.reached(value, access)
    except case.package.load("MissingFieldError") as error:
        yield from shown(case, str(error), [repr(pointer)], "str(error)")
        yield from copied(error)
    except Exception as error:
        yield f"value{access} raises {type(error).__name__}: {error}"
    else:
        yield f"value{access} is {found!r}, which never came"


def _dump(value: Any, answered: Json) -> Problems:
    try:
        yield from values.unlike(value, answered)
    except Exception as error:
        yield f"the value cannot be written back: {type(error).__name__}: {error}"


def _raw(outcome: Outcome) -> Problems:
    response = getattr(outcome.raw, "response", None)
    if not isinstance(response, httpx.Response):
        yield f".response is {response!r}, not an httpx.Response"
    elif (response.status_code, response.content) != (
        outcome.answers[-1].status, outcome.answers[-1].body,
    ):  # fmt: skip
        yield ".response is not the answer that came"
    if repr(response) not in repr(outcome.raw) or repr(outcome.value) not in repr(outcome.raw):
        yield f"it prints as {outcome.raw!r}"


def _declared_headers(case: Case, outcome: Outcome) -> Problems:
    """A header that contradicts the spec is an error where it is read, and not before."""
    for name, told in case.get("headers", {}).items():
        refused = is_object(told) and "raises" in told
        try:
            found = getattr(outcome.raw.headers, name)
        except Exception as error:
            if not refused or not isinstance(error, case.package.load(told["raises"])):
                yield f".headers.{name} raised {type(error).__name__}: {error}"
            continue
        if refused:
            yield f".headers.{name} is {found!r}, not an error"
        else:
            yield from values.differences(case.package, told, found, f".headers.{name}")


# --- Exceptions -----------------------------------------------------------------------------------


def _raised(case: Case, told: Mapping[str, Json], outcome: Outcome) -> Problems:
    error = outcome.error
    if error is None:
        yield f"it returned {outcome}"
        return
    if "builtin" in told:
        kind = BUILTIN[told["builtin"]]
        if not isinstance(error, kind):
            yield f"it raised {type(error).__name__}, not a {told['builtin']}: {error}"
        for names in told.get("names", []):
            if not any(name in str(error) for name in names):
                yield f"the error does not say that {' or '.join(names)} is wrong: {error}"
    else:
        yield from _kind(case, told["errors"], error)
        yield from copied(error)
        yield from _cause(error)
        yield from _with_headers(error, outcome)
    yield from _chained(error)
    if case.get("locals"):
        yield from revealed(case, error)
    for name, expected in told.get("attributes", {}).items():
        found = getattr(error, name, "no such attribute")
        yield from _attribute(case, name, expected, found, outcome)
    yield from shown(
        case, str(error), [*_named(case, error), *told.get("mentions", [])], "str(error)"
    )
    yield from shown(case, repr(error), [], "repr(error)")


def _with_headers(error: BaseException, outcome: Outcome) -> Problems:
    """What an answer said in its headers is at hand, but for cookies."""
    if getattr(error, "status_code", None) is None:
        return
    last = outcome.answers[min(len(outcome.received), len(outcome.answers)) - 1]
    # RFC 9110, "Field Values": blanks around a value are none of it.
    told = [(name.lower(), value.strip()) for name, value in last.headers]
    found = {**getattr(error, "headers", {})}
    others = [(name, value) for name, value in told if name != "set-cookie"]
    lost = [name for name, value in others if found.get(name, "").strip() != value]
    if lost or "set-cookie" in found:
        yield f"error.headers is {found}, the answer's are {told}"


def _named(case: Case, error: BaseException) -> Iterator[str]:
    """Give what the text of an exception must say of the call, and of the answer if any."""
    if hasattr(error, "operation"):
        yield case.operation["title"]
    code, status = getattr(error, "code", None), getattr(error, "status_code", None)
    if status is not None:
        yield f"({status})"
    if isinstance(code, str):
        yield f"[{code}]"


def _kind(case: Case, names: list[str], error: BaseException) -> Problems:
    """An error is of exactly the public kinds that are told, and of no other."""
    public: Mapping[str, Json] = case.package.facts["errors"]
    found = {name for name in public if isinstance(error, case.package.load(name))}
    wanted = case.package.kinds(names)
    if found != wanted:
        yield f"it raised {type(error).__name__} ({error}), which is {sorted(found)}"


def _chained(error: BaseException) -> Problems:
    """A traceback tells one story, and no failure of the package's own beside it."""
    if error.__context__ is not None and not error.__suppress_context__:
        yield f"its traceback also shows a {type(error.__context__).__name__}, as if by accident"


def revealed(case: Case, error: BaseException) -> Problems:
    """Tools that report errors print local variables too: of a call, no credential is in them."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_globals.get("__name__", "").startswith(f"{case.package.facts['import']}."):
            for name, value in frame.f_locals.items():
                what = f"the variable {name} of {frame.f_code.co_name}()"
                for secret in case.package.secrets:
                    if secret in repr(value):
                        yield f"{what} gives {secret!r} away"


def _cause(error: BaseException) -> Problems:
    """What broke a connection stays at hand."""
    is_lost = hasattr(error, "operation") and not hasattr(error, "status_code")
    if is_lost and not isinstance(error.__cause__, httpx.HTTPError | OSError):
        yield f"its cause is {error.__cause__!r}, not what broke the connection"


def _attribute(case: Case, name: str, expected: Json, found: Any, outcome: Outcome) -> Problems:
    if is_object(expected) and expected.get("sent"):
        body = outcome.answers[-1].body
        if found != body:
            yield f"error.{name} is {_short(found)}, not the raw body"
        return
    yield from values.differences(case.package, expected, found, f"error.{name}")


def copied(error: BaseException) -> Problems:
    """An exception survives pickling and copying with its attributes."""
    for way, make in (("pickled", pickled), ("copied", copy.copy), ("deep-copied", copy.deepcopy)):
        try:
            twin = make(error)
        except Exception as problem:
            yield f"it cannot be {way}: {type(problem).__name__}: {problem}"
            continue
        if type(twin) is not type(error) or str(twin) != str(error):
            yield f"{way}, it is {type(twin).__name__}: {twin}"
        for name in ATTRIBUTES:
            if getattr(twin, name, None) != getattr(error, name, None):
                yield f"{way}, it has lost .{name}"


def pickled(error: object) -> Any:
    """Give what is left of an object after pickling."""
    return pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes


def shown(case: Case, text: str, mentions: list[str], what: str) -> Problems:
    """A text says what it should and nothing that is secret."""
    for word in mentions:
        if word not in text:
            yield f"{what} does not say {word!r}: {_short(text)}"
    for secret in [*case.package.secrets, *case.get("secrets", [])]:
        if secret in text:
            yield f"{what} gives {secret!r} away"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:300]}…"
