"""Carries the changes of a page over into the spec, as far as the page says what to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engross.trace import patch_fields as fields
from engross.trace import patch_operations as operations
from engross.trace.claims import Claim, Kind
from engross.trace.drift import Change, Verb
from engross.trace.moved import moved_sources
from engross.trace.pages import Page
from engross.trace.patching import Patching
from engross.trace.yaml_edit import YamlText


def patched(text: str, page: Page, new: Page, changes: Sequence[Change]) -> str:
    """Write the changes into a spec; comments, order and all other lines stay.

    Args:
        text: The spec.
        page: The snapshot that it was transcribed from.
        new: The page as it is now.
        changes: What the new page says otherwise.
    """
    patching = Patching(spec=YamlText(text), page_id=page.id)
    for change in sorted(changes, key=_turn):
        claim = change.old or change.new
        assert claim is not None
        write = _WRITERS.get((change.verb, claim.kind), operations.leave_open)
        if not _is_unknown(change.old):
            write(patching, change)
            operations.doubt_irreversible(patching, change)
    return moved_sources(str(patching.spec), page, new)


def is_written(change: Change, page: Page) -> bool:
    """Whether there is a node to write a change into, or the page's lines are left out."""
    claim = change.new or change.old
    assert claim is not None
    is_homeless = change.verb is Verb.ADDED and change.stale is None and claim.kind not in _ROOTS
    old = change.old
    is_omitted = old is not None and page.omits(old.first, old.last) is not None
    return is_omitted or not (is_homeless or _is_unknown(old))


_ROOTS: Final = (Kind.OPERATION, Kind.SERVER)
"""What stands in no other node."""


def _is_unknown(old: Claim | None) -> bool:
    """Whether the spec never had what changed: the page's lines are left out, or were forgotten."""
    return old is not None and old.kind not in _UNWRITTEN and old.pointer is None


_UNWRITTEN: Final = (Kind.TEXT, Kind.SAMPLE, Kind.CALL)
"""What has no node of its own."""


_TURNS: Final = {Verb.CHANGED: 0, Verb.ADDED: 1, Verb.REMOVED: 2, Verb.RENAMED: 3}


def _turn(change: Change) -> tuple[int, int, int, int]:
    """Sort so that no change moves the node of a later one: what is renamed or removed comes last.

    Among these the deepest come first, and the last of a list. Of what is new, answers and bodies
    come before the fields inside them, and operations after all else.
    """
    place = () if change.stale is None else change.stale.tokens
    number = int(place[-1]) if place and place[-1].isdecimal() else 0
    turn = _TURNS[change.verb]
    line = 0 if change.new is None else change.new.first
    kind = None if change.new is None else change.new.kind
    rank = 2 if kind is Kind.OPERATION else int(kind not in (Kind.RESPONSE, Kind.BODY))
    return turn, rank, -len(place) if turn > 1 else line, -number


_WRITERS: Final[Mapping[tuple[Verb, Kind], Callable[[Patching, Change], None]]] = {
    (Verb.CHANGED, Kind.FIELD): fields.change_value,
    (Verb.CHANGED, Kind.PARAMETER): fields.change_value,
    (Verb.CHANGED, Kind.HEADER): fields.change_value,
    (Verb.CHANGED, Kind.OPERATION): operations.change_operation,
    (Verb.CHANGED, Kind.RESPONSE): operations.change_body,
    (Verb.CHANGED, Kind.BODY): operations.change_body,
    (Verb.CHANGED, Kind.SERVER): operations.change_operation,
    (Verb.CHANGED, Kind.FAILURE): operations.change_failure,
    (Verb.CHANGED, Kind.TEXT): operations.change_text,
    (Verb.RENAMED, Kind.FIELD): fields.rename_field,
    (Verb.RENAMED, Kind.HEADER): fields.rename_field,
    (Verb.RENAMED, Kind.PARAMETER): fields.rename_parameter,
    (Verb.RENAMED, Kind.RESPONSE): operations.rename_response,
    (Verb.RENAMED, Kind.SERVER): operations.rename_server,
    (Verb.RENAMED, Kind.OPERATION): operations.rename_operation,
    (Verb.ADDED, Kind.FIELD): fields.add_field,
    (Verb.ADDED, Kind.PARAMETER): fields.add_parameter,
    (Verb.ADDED, Kind.HEADER): fields.add_header,
    (Verb.ADDED, Kind.OPERATION): operations.add_operation,
    (Verb.ADDED, Kind.RESPONSE): operations.add_response,
    (Verb.ADDED, Kind.BODY): operations.add_body,
    (Verb.ADDED, Kind.SERVER): operations.add_server,
    (Verb.ADDED, Kind.FAILURE): operations.add_failure,
    (Verb.ADDED, Kind.TEXT): operations.add_text,
    (Verb.REMOVED, Kind.FIELD): fields.remove_field,
    (Verb.REMOVED, Kind.PARAMETER): fields.remove_parameter,
    (Verb.REMOVED, Kind.HEADER): operations.remove_node,
    (Verb.REMOVED, Kind.OPERATION): operations.remove_node,
    (Verb.REMOVED, Kind.RESPONSE): operations.remove_node,
    (Verb.REMOVED, Kind.BODY): operations.remove_node,
    (Verb.REMOVED, Kind.SERVER): operations.remove_node,
    (Verb.REMOVED, Kind.FAILURE): operations.remove_node,
    (Verb.REMOVED, Kind.TEXT): operations.remove_text,
}
"""How each change is written; what samples and calls show otherwise is left to a person."""
