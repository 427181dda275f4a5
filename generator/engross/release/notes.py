"""Findings in the words of callers: what changes in the package, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engross.diff import Finding, Level, Report
from engross.diff.apis import Reach
from engross.diff.documents import Direction
from engross.diff.levels import Category, Effect
from engross.diff.rules import PYTHON_RULES
from engross.pointer import Pointer
from engross.readable import clean
from engross.release.changelog import Note
from engross.release.surface import Surface, key_of

_MARKS: Mapping[Level, str] = {
    Level.BREAKING: "**Breaking:** ",
    Level.POTENTIALLY_BREAKING: "**Perhaps breaking:** ",
}
_SHOWN = 3
"""How many calls or symbols a line names."""

_OPERATION_ID = "api-operation-id-"
_SENT, _READ = Direction
_ADVICE: Mapping[tuple[str, Direction | None], str] = {
    ("endpoint-removed", None): "remove the calls",
    ("webhook-removed", None): "do not wait for it",
    ("security-required", None): "give the client its credentials",
    ("server-removed", None): "take another as `base_url`",
    ("documented-error-removed", None): "catch `BusinessError` where you caught it",
    ("new-required-request-parameter", _SENT): "pass it",
    ("request-parameter-became-required", _SENT): "pass it in every call",
    ("request-parameter-removed", _SENT): "do not pass it",
    ("request-body-added-required", _SENT): "pass one",
    ("request-body-became-required", _SENT): "pass one in every call",
    ("request-body-removed", _SENT): "do not pass one",
    ("request-body-media-type-removed", _SENT): "send another",
    ("property-added", _SENT): "pass it",
    ("property-removed", _SENT): "take it out of your code",
    ("property-removed", _READ): "take it out of your code",
    ("property-became-required", _SENT): "send it in every call",
    ("property-became-optional", _READ): "expect `None`",
    ("became-nullable", _READ): "expect `None`",
    ("became-not-nullable", _SENT): "do not send `None`",
    ("enum-value-removed", _SENT): "do not send it",
}
_ADVICE_OTHERWISE: Mapping[tuple[Effect, Direction | None], str] = {
    (Effect.NARROWS, _SENT): "adapt what you send",
    (Effect.REPLACES, _SENT): "adapt what you send",
    (Effect.WIDENS, _READ): "expect that in what you read",
    (Effect.REPLACES, _READ): "adapt how you read it",
}


def notes_of(report: Report, old: Surface, new: Surface) -> list[Note]:
    """Write what callers should know, the worst first; texts of the documentation share a line.

    Args:
        report: What changed in the document.
        old: What the package offered.
        new: What it offers.
    """
    notes: list[Note] = []
    described: dict[str, None] = {}
    for finding in report.findings:
        concerned = list(dict.fromkeys(_concerned(finding, {**old.calls, **new.calls})))
        group = _group(finding)
        if finding.level is Level.ANNOTATION and group == "Changed":
            described.update(dict.fromkeys(concerned))
        elif finding.rule.id.startswith(_OPERATION_ID) and (told := _renamed(finding, old, new)):
            notes += [Note(group="Changed", text=f"**Breaking:** {text}.") for text in told]
        else:
            text = _told(finding, _listed(concerned), {**old.arguments, **new.arguments})
            notes.append(Note(group=group, text=f"{_MARKS.get(finding.level, '')}{text}."))
    if described:
        notes.append(Note(group="Changed", text=f"The documentation of {_listed([*described])}."))
    return notes


def _renamed(finding: Finding, old: Surface, new: Surface) -> list[str]:
    """Say what calls are now whose operationId is another."""
    keys = [key_of(at.method, at.path) for at in finding.reach if at.webhook is None]
    calls = [(old.calls[key], new.calls[key]) for key in keys if key in old.calls]
    return [f"`{before}(...)` is `{after}(...)` now" for before, after in calls if before != after]


def _group(finding: Finding) -> str:
    """Choose by the words of the rule's id; what has no name in the package only changes."""
    words = finding.rule.id.split("-")
    if "deprecated" in words:
        return "Deprecated"
    if Category.SOURCE not in finding.rule.categories:
        return "Changed"
    if words[0] == "new" or "added" in words:
        return "Added"
    return "Removed" if "removed" in words else "Changed"


def _concerned(finding: Finding, calls: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield calls, webhooks, or the API as a whole."""
    for reach in finding.reach:
        if reach.webhook is not None:
            yield f"the webhook `{reach.webhook}`"
        elif reach.path:
            call = calls.get(key_of(reach.method, reach.path))
            yield f"`{call}(...)`" if call else f"`{reach.method} {reach.path}`"
        else:
            yield "the API"


def _listed(names: Sequence[str]) -> str:
    if len(names) > _SHOWN:
        return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _told(finding: Finding, concerned: str, arguments: Mapping[Pointer, str]) -> str:
    """Say what happened where, and what to do about it."""
    reach = _worst(finding)
    received = reach.direction is Direction.RESPONSE
    message, place = finding.message, ""
    if reach.location == "body":
        path = reach.instance_path.strip("/").replace("/", ".")
        place = f", in the {'answer' if received else 'body'}{f' `{path}`' if path else ''}"
    elif reach.name:
        known = (arguments.get(at) for at in (finding.edit.revision, finding.edit.base) if at)
        name = next(filter(None, known), reach.name)
        message = message.replace(f"`{reach.name}`", f"`{name}`")
        if finding.edit.member != reach.name:
            place = f", {'header' if received else 'argument'} `{name}`"
    told = f"{message}{_advice(finding)}"
    if finding.rule.id not in PYTHON_RULES:
        told = f"{concerned}{place}: {told}"
    # A text of the document is not more than a line of the changelog.
    return " ".join(clean(told).split())


def _worst(finding: Finding) -> Reach:
    return finding.reach[finding.levels.index(max(finding.levels))]


def _advice(finding: Finding) -> str:
    """Say what to do, or else what breaks in Python; and which attributes are concerned."""
    advice = ""
    if finding.level in _MARKS:
        direction = _worst(finding).direction
        special = _ADVICE.get((finding.rule.id, direction), "")
        general = _ADVICE_OTHERWISE.get((finding.rule.effect, direction), "")
        advice = special or "; ".join(finding.breaks[:_SHOWN]) or general
    attributes = [
        f"`{name}`" for name in finding.python if ".models." in name and name not in advice
    ]
    named = f" ({_listed(attributes)})" if attributes else ""
    return f": {advice}{named}" if advice else named
