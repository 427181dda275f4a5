"""What a comparison is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engross.diff.edits import Edit
from engross.ir import Api
from engross.pointer import Pointer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """Two revisions, and the day they are judged by."""

    base: Api
    revision: Api
    renamed: Mapping[str, str]
    """The security schemes that only have another name now: the new name → the old one."""
    as_of: date | None = None
    """The day that sunsets are held against; None where they are only compared."""

    def is_unread(self, edit: Edit) -> bool:
        """Whether a member only seems to be there on one side: on the other it was not read."""
        if "-removed" in edit.rule:
            return _is_left_out(self.revision, edit.revision, edit.base, edit)
        if "-added" in edit.rule or edit.rule.startswith("new-"):
            return _is_left_out(self.base, edit.base, edit.revision, edit)
        return False


def _is_left_out(api: Api, holder: Pointer | None, twin: Pointer | None, edit: Edit) -> bool:
    """Whether something like `twin` was left out of a node: of its kind and, in a map, name."""
    if not api.unread or twin is None:
        return False
    if holder is None:
        return not api.unread.isdisjoint((twin, twin.parent))
    within = holder / edit.keyword
    if edit.keyword and not api.unread.isdisjoint((within, within / str(edit.member))):
        return True
    kind = twin.parent.last
    # What a path item says of parameters holds for its operations.
    holders = (holder, holder.parent) if kind == "parameters" else (holder,)
    return any(
        place.parent in [above / kind for above in holders]
        and (kind == "parameters" or place.last == edit.member)
        for place in api.unread
    )
