"""Edits of operations and of what they are made of, in the words of oasdiff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engross.diff.oasdiff.places import Naming, Place, Words, always
from engross.ir import Parameter


def _new_parameter(place: Place) -> Words:
    """Name a new parameter by whether it can be left out, and stands at the path itself."""
    parameter = place.after
    assert isinstance(parameter, Parameter)
    if place.reach.location == "path":
        return ("new-request-path-parameter",)
    need = "required" if parameter.required else "optional"
    tokens = parameter.pointer.tokens
    of_path = len(tokens) == 4 and (tokens[0], tokens[2]) == ("paths", "parameters")
    word = "default-parameter-to-existing-path" if of_path else "parameter"
    return (f"new-{need}-request-{word}",)


def _own_security(word: str) -> Naming:
    """Pass over what only follows from the document's requirements: that is said once."""

    def words(place: Place) -> Words:
        return (word,) if place.before or place.after else ()

    return words


WORDS: Final[Mapping[str, Naming]] = {
    "api-operation-id-changed": always("api-operation-id-removed"),
    "response-last-success-status-removed": always("response-success-status-removed"),
    "response-known-success-status-added": always("response-success-status-added"),
    "new-required-request-parameter": _new_parameter,
    "new-optional-request-parameter": _new_parameter,
    "security-required": _own_security("api-security-added"),
    "security-no-longer-required": _own_security("api-security-removed"),
    "api-security-subsumed": _own_security("api-security-removed"),
    **{
        rule: _own_security(rule)
        for rule in (
            *("api-security-added", "api-security-removed"),
            *("api-security-scope-added", "api-security-scope-removed"),
        )
    },
}
"""Our rule → the words of oasdiff, where they are not the same."""
