"""Where an edit stands in the files of its two sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engross.diff.edits import Edit
from engross.diff.normal import same
from engross.diff.sides import Side
from engross.ir import ABSENT, Json
from engross.pointer import ROOT, Pointer
from engross.spec.kinds import is_list, is_mapping

# What is written otherwise than the edit layer names it: see `normal` and `spec.dialects`.
_SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "enum": ("const",),
    "type": ("nullable", "x-nullable"),
    "exclusiveMaximum": ("maximum",),
    "exclusiveMinimum": ("minimum",),
    "contentEncoding": ("format",),
    "contentMediaType": ("format",),
}

_OF_INFO: Final = frozenset({"title", "version", "description"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A node of a document, and where it stands in its file."""

    pointer: Pointer
    file: str
    """As the user named it; of a git revision with the revision before it."""
    path: str
    """The same without the revision: as the repository knows it."""
    line: int
    column: int

    def __str__(self) -> str:
        """Print it as compilers do."""
        return f"{self.file}:{self.line}:{self.column}"


def place(side: Side, edit: Edit, node: Pointer | None, other: Pointer | None) -> Place:
    """Find the words of an edit: the member it is about, else the keyword, else the node.

    Args:
        side: One of the two documents.
        edit: What was written otherwise.
        node: Where the edit says that it stands on this side; None where it does not.
        other: Where it stands on the other side; the place is then what would be above it.
    """
    pointer = (other or ROOT) if node is None else closest(side, edit, node)
    while pointer.tokens and not _is_there(side, pointer):
        pointer = pointer.parent
    found = side.locate(pointer if _is_there(side, pointer) else ROOT)
    assert found.pointer is not None
    return Place(
        pointer=found.pointer,
        file=found.file,
        path=found.file.removeprefix(side.reference),
        line=found.line,
        column=found.column,
    )


def _is_there(side: Side, pointer: Pointer) -> bool:
    try:
        side.reading.library.value(pointer)
    except LookupError:
        return False
    return True


def closest(side: Side, edit: Edit, node: Pointer) -> Pointer:
    """Name the node that holds no more than an edit is about."""
    if not edit.keyword or node.tokens[-2:] == (edit.keyword, str(edit.member)):
        return node
    if not node.tokens and edit.keyword in _OF_INFO:
        return node / "info" / edit.keyword
    written = _value(side, node)
    for keyword in (edit.keyword, *_SPELLINGS.get(edit.keyword, ())):
        if is_mapping(written) and keyword in written:
            return _member(node / keyword, written[keyword], edit.member)
    return node


def _value(side: Side, pointer: Pointer) -> Json:
    try:
        return side.reading.library.value(pointer)[0]
    except LookupError:
        # A schema that is not written: what is missing allows anything.
        return None


def _member(pointer: Pointer, value: Json, member: Json) -> Pointer:
    if is_mapping(value) and isinstance(member, str):
        # The tags of a discriminator stand in its `mapping`.
        for holder in (pointer, *(pointer / key for key in value if is_mapping(value[key]))):
            if member in (value if holder is pointer else value[holder.last]):
                return holder / member
    if is_list(value) and member is not ABSENT:
        for index, item in enumerate(value):
            if same(item, member):
                return pointer / index
    return pointer
