"""Calls to a server whose answers are its own choice: what comes must be what the spec allows.

Only requests of the API itself are made, never those of the runner's own; and one that cannot be
undone is made once, whatever the number of obligations that it would serve.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from . import exact, wire
from .checks import told_request
from .client_checks import CHECKS
from .exact import is_object
from .model_checks import check_enum, check_model
from .session import Outcome, Session
from .suite import Case
from .webhook_checks import check_webhook
from .world import Foreign, World

LOCAL = {**{name: CHECKS[name] for name in ("error", "version", "unset", "names")},
         "model": check_model, "enum": check_enum, "webhook": check_webhook}  # fmt: skip
"""Checks that need no server at all."""


def check_live(session: Session) -> tuple[Outcome | None, list[str]]:
    """Run what can be run without a say in the answers; skip the rest."""
    case = session.case
    if case.record["check"] in LOCAL:
        return None, list(LOCAL[case.record["check"]](session))
    if not case.get("live") or "probe" in case.operation:
        pytest.skip("it needs a server whose answers the suite can choose")
    if case.operation["irreversible"] and not _first(session):
        pytest.skip("its request was made already, and cannot be undone")
    outcome = session.run()
    if isinstance(session.world, Foreign):
        session.world.note(outcome.drift, case.record["pointer"])
    return outcome, list(_judged(session, outcome))


def _first(session: Session) -> bool:
    """Say whether this request was not made before; remember it."""
    case = session.case
    arguments = case.get("arguments", case.operation["arguments"])
    request = case.record["operation"], exact.write(arguments)
    sent: set[object] = getattr(session.world, "sent", set())
    known = request in sent
    sent.add(request)
    return not known


def _judged(session: Session, outcome: Outcome) -> Iterator[str]:
    case = session.case
    told = told_request(case)
    for request in outcome.received:
        yield from wire.differences(told, _invented(session.world, request), session.world.origin)
    error = outcome.error
    if error is None:
        contradictions = [d for d in outcome.drift if not d.kind.startswith("unknown-")]
        yield from (f"the answer has a {d.kind} at {d.pointer!r}" for d in contradictions)
        return
    status = getattr(error, "status_code", None)
    if isinstance(error, case.package.load("ResponseValidationError")):
        yield f"the answer is not what the spec allows: {error}"
    elif isinstance(error, case.package.load("BusinessError")):
        return
    elif status in {401, 403}:
        yield f"the server refuses the credentials ({status}): {_variables(case)}"
    elif isinstance(error, case.package.load("APIStatusError")):
        if not _declared(case, int(status or 0)):
            yield f"the spec declares no answer with status {status}"
        elif not _says_what_it_should(case, status, getattr(error, "body", None)):
            yield f"the answer with status {status} is no JSON object: {error}"
    else:
        yield f"no answer came: {outcome}"


def _says_what_it_should(case: Case, status: Any, body: Any) -> bool:
    """Whether an answer of failure has the body of an API, or none where none is documented."""
    return is_object(body) or (body is None and str(status) in case.operation.get("bodiless", []))


def _variables(case: Case) -> str:
    names = [credential["variable"] for credential in case.package.facts["credentials"]]
    return f"look at {', '.join(names)}" if names else "the spec names none"


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
            # A short one may be part of any word.
            text = told.join(re.split(rf"(?<!\w){re.escape(real)}(?!\w)", text))
        return text

    headers = tuple((name, swapped(value)) for name, value in request.headers)
    return replace(request, headers=headers, target=swapped(request.target))


def _basic(credential: str) -> str:
    return base64.b64encode(credential.encode()).decode()


def _declared(case: Case, status: int) -> bool:
    keys = {str(status), f"{status // 100}XX", "default"}
    return any(declared in keys for declared in case.operation["declared"])
