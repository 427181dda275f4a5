"""Webhooks and callbacks: a body in, a value or a typed error out."""

from __future__ import annotations

import copy
import importlib
from collections.abc import Iterator
from typing import Any

from . import values
from .checks import pickled, shown
from .session import Session

Problems = Iterator[str]


def check_webhook(session: Session) -> Problems:
    """Give a body to a function of `webhooks`, as text and as bytes."""
    case = session.case
    module: Any = importlib.import_module(f"{case.package.facts['import']}.webhooks")
    function = getattr(module, case.get("function"))
    text: str = case.get("text")
    for body in (text, text.encode()):
        try:
            found = function(body)
        except module.WebhookValidationError as error:
            yield from _raised(session, error, text)
        else:
            if case.get("refused"):
                yield f"it is read as {found!r}"
                continue
            yield from values.differences(case.package, case.get("value"), found, "the event")


def _raised(session: Session, error: Any, text: str) -> Problems:
    case = session.case
    if not case.get("refused"):
        yield f"it raised {error}"
        return
    base = case.package.load(f"{case.package.facts['client']}Error")
    if not isinstance(error, base):
        yield f"WebhookValidationError is no {base.__name__}"
    if error.body != text.encode():
        yield f"its body is {error.body!r}"
    for twin in (copy.copy(error), pickled(error)):
        if (str(twin), vars(twin)) != (str(error), vars(error)):
            yield f"a copy of it is {twin!r}"
    yield from shown(case, str(error), [], "str(error)")
