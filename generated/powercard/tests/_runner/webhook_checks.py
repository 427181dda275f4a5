"""Webhooks and callbacks: a body in, a value or a typed error out."""

from __future__ import annotations

import base64
import copy
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Any

from . import values
from .checks import pickled, shown
from .client_checks import differences_of_types
from .session import Session
from .suite import Case

Problems = Iterator[str]


def check_webhook(session: Session) -> Problems:
    """Give a body to what reads it, as text and as bytes."""
    case = session.case
    function, refusal = _reader(case)
    raw, texts = _bodies(case)
    bodies: list[str | bytes] = [*texts, raw]
    for body in bodies:
        drift: list[Any] = []
        listener: dict[str, Any] = {"on_drift": drift.append} if "drift" in case.record else {}
        try:
            found = function(body, **listener)
        except refusal as error:
            yield from _raised(session, error, raw)
        else:
            if case.get("refused"):
                yield f"it is read as {found!r}"
            if "value" in case.record:
                yield from values.differences(case.package, case.get("value"), found, "the event")
            yield from _annotated(function, case.get("gives", []))
        yield from _drift(case, drift)


def _drift(case: Case, told: list[Any]) -> Problems:
    """`on_drift` is told of exactly what is not as documented, and of which event."""
    wanted: list[list[str]] = case.get("drift", [])
    found = [[drift.kind, drift.pointer] for drift in told]
    if sorted(found) != sorted(wanted):
        yield f"on_drift was told of {found}, not of {wanted}"
    for drift in told:
        if (drift.operation, drift.status) != (case.get("event"), 0):
            yield f"on_drift was told of {drift.operation!r} and status {drift.status}"
        if not drift.message or pickled(drift) != drift:
            yield f"on_drift was told {drift!r}"


def _reader(case: Case) -> tuple[Callable[..., Any], type[Exception]]:
    """Give a function of `webhooks`, or what reads events of ours; and what either raises."""
    if events := case.get("events"):
        return case.package.probes.events(events)
    module: Any = importlib.import_module(f"{case.package.facts['import']}.webhooks")
    return getattr(module, case.get("function")), module.WebhookValidationError


def _annotated(function: Any, names: list[str]) -> Problems:
    """See that type checkers are told of a class, be it behind another name of the module."""
    if names:
        told = inspect.signature(function).return_annotation
        told = getattr(sys.modules[function.__module__], str(told), told)
        yield from differences_of_types("what it gives", told, names)


def _bodies(case: Case) -> tuple[bytes, list[str]]:
    """Give the body, and the text that it is, if it is one."""
    if (told := case.get("base64")) is not None:
        return base64.b64decode(told), []
    return case.get("text").encode(), [case.get("text")]


def _raised(session: Session, error: Any, raw: bytes) -> Problems:
    case = session.case
    if not case.get("refused"):
        yield f"it raised {error}"
        return
    base = case.package.load(f"{case.package.facts['client']}Error")
    if not isinstance(error, base):
        yield f"WebhookValidationError is no {base.__name__}"
    if error.body != raw:
        yield f"its body is {error.body!r}"
    for twin in (copy.copy(error), pickled(error)):
        if (str(twin), vars(twin)) != (str(error), vars(error)):
            yield f"a copy of it is {twin!r}"
    bare: object = type(error)()
    if any(vars(bare).values()):
        yield f"of itself it says {vars(bare)}"
    yield from shown(case, str(error), case.get("mentions", []), "str(error)")
    if "says" in case.record and str(error) != case.get("says"):
        yield f"it says {error}, not {case.get('says')}"
    if "message" in case.record and str(error) != case.get("message"):
        yield f"it says {error}, not {case.get('message')}"
