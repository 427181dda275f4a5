"""Runs one case in one world: skip with a reason, pass, or fail with a message."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from .checks import check_call, does_nothing
from .client_checks import CHECKS
from .live import check_live
from .model_checks import check_enum, check_model
from .page_checks import PAGE_CHECKS
from .report import failure
from .session import Outcome, Session
from .suite import ONCE, Case
from .token_checks import check_tokens
from .warning_checks import check_warnings
from .webhook_checks import check_webhook
from .world import Memory, World


class Allowed(NamedTuple):
    """What may be done to a real server beyond reading."""

    writes: bool = False
    irreversible: bool = False


ALL_CHECKS = {
    **CHECKS,
    **PAGE_CHECKS,
    "model": check_model,
    "enum": check_enum,
    "tokens": check_tokens,
    "warns": check_warnings,
    "webhook": check_webhook,
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY"})
_CONTROLS: dict[str, list[str]] = {}


def run(case: Case, world: World, *, allowed: Allowed, over_http: bool) -> None:
    """Hold the package to one obligation.

    Raises:
        pytest.fail.Exception: It is not met.
        pytest.skip.Exception: This world cannot show whether it is.
    """
    __tracebackhide__ = True
    if over_http and not allowed.irreversible and _is_final(case):
        pytest.skip("the operation cannot be undone: --allow-irreversible runs it")
    if not world.controlled and not allowed.writes and _writes(case):
        pytest.skip("the operation changes something: --allow-writes runs it")
    if world.controlled and case.get("memory_only") and not isinstance(world, Memory):
        pytest.skip(case.get("memory_only"))
    session = Session(case, world)
    outcome: Outcome | None = None
    try:
        if not world.controlled:
            outcome, problems = check_live(session)
        elif case.record["check"] == "call":
            outcome, problems = _called(session)
        else:
            problems = _checked(session)
    except AssertionError as error:
        problems = [str(error)]
    except Exception as error:
        problems = [f"{type(error).__name__}: {error}"]
    if problems:
        pytest.fail(failure(case, world, outcome, problems), pytrace=False)


def _is_final(case: Case) -> bool:
    return "operation" in case.record and bool(case.operation["irreversible"])


def _writes(case: Case) -> bool:
    """Whether a call changes something that can be undone (RFC 9110, "9.2.1. Safe Methods")."""
    if "operation" not in case.record or _is_final(case):
        return False
    return case.operation["request"]["method"] not in _SAFE


def _called(session: Session) -> tuple[Outcome, list[str]]:
    if reason := session.world.reason_to_skip(session.answers()):
        pytest.skip(reason)
    return check_call(session)


def _checked(session: Session) -> list[str]:
    problems = list(ALL_CHECKS[session.case.record["check"]](session))
    if session.case.record["check"] in ONCE:
        problems += _control(session)
    return problems


def _control(session: Session) -> list[str]:
    """What a package's exceptions and models are worth shows in a call; one for all of them."""
    case, world = session.case, session.world
    if not isinstance(world, Memory) or not case.operations:
        return []
    key = min(case.operations)
    if key not in _CONTROLS:
        record = {**case.record, "check": "call", "operation": key}
        _CONTROLS[key] = does_nothing(
            Session(Case(case.package, record, "sync", case.operations), world)
        )
    return _CONTROLS[key]
