"""Checks of what a caller is warned of, and where."""

from __future__ import annotations

import linecache
import warnings

from . import session as caller
from .checks import Problems, does_nothing
from .exact import Json
from .session import Session

CALL, PROBE_CALL = "# the call", "# the probe's call"
"""What marks the lines at which this suite calls methods, and the runtime itself."""


def check_warnings(session: Session) -> Problems:
    """Make a call; compare the warnings with what is told, and their place with the call's."""
    yield from does_nothing(session)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        outcome = session.run()
    if outcome.error is not None:
        yield f"it raised {outcome}"
    found = [warning for warning in caught if issubclass(warning.category, DeprecationWarning)]
    told: list[list[Json]] = session.case.get("warnings")
    texts = [str(warning.message) for warning in found]
    if len(texts) != len(told):
        yield f"it warned {len(texts)} times, not {len(told)}: {texts}"
    for words in told:
        if not any(all(word in text for word in words) for text in texts):
            yield f"no warning says {words}: {texts}"
    mark = PROBE_CALL if "probe" in session.case.operation else CALL
    for warning in found:
        line = linecache.getline(warning.filename, warning.lineno)
        if warning.filename != caller.__file__ or mark not in line:
            yield f"it warns at {warning.filename}:{warning.lineno}, not where it was called"
