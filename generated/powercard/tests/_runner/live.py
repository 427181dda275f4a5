"""Calls to a server whose answers are its own choice: what comes must be what the spec allows."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace

import pytest

from . import wire
from .checks import told_request
from .client_checks import CHECKS
from .model_checks import check_enum, check_model
from .session import Outcome, Session
from .suite import Case
from .world import Foreign, World

LOCAL = {**{name: CHECKS[name] for name in ("error", "version", "unset", "names")},
         "model": check_model, "enum": check_enum}  # fmt: skip
"""Checks that need no server at all."""


def check_live(session: Session) -> tuple[Outcome | None, list[str]]:
    """Run what can be run without a say in the answers; skip the rest."""
    case = session.case
    if case.record["check"] in LOCAL:
        return None, list(LOCAL[case.record["check"]](session))
    if not case.get("live"):
        pytest.skip("it needs a server whose answers the suite can choose")
    outcome = session.run()
    return outcome, list(_judged(session, outcome))


def _judged(session: Session, outcome: Outcome) -> Iterator[str]:
    case = session.case
    told = told_request(case)
    for request in outcome.received:
        yield from wire.differences(told, _invented(session.world, request), session.world.origin)
    error = outcome.error
    if error is None:
        return
    status = getattr(error, "status_code", None)
    if isinstance(error, case.package.load("ResponseValidationError")):
        yield f"the answer is not what the spec allows: {error}"
    elif isinstance(error, case.package.load("BusinessError")):
        return
    elif isinstance(error, case.package.load("APIStatusError")):
        if not _declared(case, int(status or 0)):
            yield f"the spec declares no answer with status {status}"
    else:
        yield f"no answer came: {outcome}"


def _invented(world: World, request: wire.Received) -> wire.Received:
    """Put the obligations' credentials back in the place of the user's own."""
    if not isinstance(world, Foreign):
        return request
    swaps = [
        pair
        for real, told in world.secrets.items()
        for pair in ((real, told), (_basic(real), _basic(told)))
    ]

    def swapped(text: str) -> str:
        for real, told in swaps:
            text = text.replace(real, told)
        return text

    headers = tuple((name, swapped(value)) for name, value in request.headers)
    return replace(request, headers=headers, target=swapped(request.target))


def _basic(credential: str) -> str:
    return base64.b64encode(credential.encode()).decode()


def _declared(case: Case, status: int) -> bool:
    keys = {str(status), f"{status // 100}XX", "default"}
    return any(declared in keys for declared in case.operation["declared"])
