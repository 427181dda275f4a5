"""Changes nodes of a YAML text in block style and leaves every other line as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.positions import Mark
from engross.spec.yaml_tree import read_yaml
from engross.trace.yaml_text import print_item, print_member

_KEY: Final = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|.+?):(?=\s|$)""")
"""A key as it is written, with its colon."""


def block_end(lines: Sequence[str], first: int, column: int) -> int:
    """Find the line after a block, counted from 0; what is empty at its end is not part of it.

    Args:
        lines: Those of the document.
        first: The number of the block's first line.
        column: Where its key or dash stands; what stands further right belongs to it.
    """
    last = first + 1
    for number in range(first + 1, len(lines)):
        stripped = lines[number].lstrip()
        if stripped and len(lines[number]) - len(stripped) <= column:
            break
        if stripped:
            last = number + 1
    return last


def _without(holder: Json, token: str) -> Json:
    if is_mapping(holder):
        return {key: value for key, value in holder.items() if key != token}
    return [item for index, item in enumerate(holder) if str(index) != token]


class YamlText:
    """A YAML document, in block style, that is edited node by node."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._read()

    def __str__(self) -> str:
        """Give the text as it is now."""
        return "\n".join(self._lines) + "\n"

    def _read(self) -> None:
        self.data, self._marks, _ = read_yaml(str(self), name="", document="", authored=False)

    def get(self, place: Pointer) -> Json:
        """Give what stands at a place; None where there is nothing."""
        value: Json = self.data
        for token in place.tokens:
            if is_mapping(value):
                value = value.get(token)
            elif is_list(value) and token.isdecimal() and int(token) < len(value):
                value = value[int(token)]
            else:
                return None
        return value

    def set(self, place: Pointer, key: str, value: Json, order: Sequence[str] = ()) -> None:
        """Give a member of a mapping a value.

        Args:
            place: The mapping.
            key: The member, new or there already.
            value: What it shall be.
            order: The keys in the order that they have here; a new one goes where it belongs.
        """
        mapping = self.get(place)
        if not is_mapping(mapping):
            return
        if key in mapping:
            first, last = self._block(place / key)
            column = self._column(place / key)
            head, *rest = print_member(key, value, column)
            # The first member of an item stands behind its dash.
            self._replace(first, last, [self._lines[first][:column] + head[column:], *rest])
            return
        after = self._before(mapping, key, order)
        self.insert(place, after, key, value)

    def insert(self, place: Pointer, after: str | None, key: str, value: Json) -> None:
        """Add a member to a mapping, after another one or as the first."""
        mapping = self.get(place)
        if not is_mapping(mapping):
            return
        if not mapping:
            parent = self.get(place.parent)
            name = place.last
            if is_mapping(parent):
                self.set(place.parent, name, {key: value})
            return
        if after is None:
            first, _ = self._block(place / next(iter(mapping)))
            column = self._column(place / next(iter(mapping)))
            self._replace(first, first, print_member(key, value, column))
            return
        _, last = self._block(place / after)
        self._replace(last, last, print_member(key, value, self._column(place / after)))

    def append(self, place: Pointer, value: Json, after: int | None = None) -> None:
        """Add an item to a list, after the one with a number or as the last."""
        items = self.get(place)
        if not is_list(items) or not items:
            self.set(place.parent, place.last, [value])
            return
        if self._is_flow(place):
            at = len(items) if after is None else after + 1
            self.set(place.parent, place.last, [*items[:at], value, *items[at:]])
            return
        anchor = place / (len(items) - 1 if after is None else after)
        _, last = self._block(anchor)
        self._replace(last, last, print_item(value, self._column(anchor) - 2))

    def remove(self, place: Pointer) -> None:
        """Remove a member or an item; a list or mapping that is left empty goes too."""
        holder = self.get(place.parent)
        if holder is None or self.get(place) is None:
            return
        if len(holder) == 1 and place.parent.tokens:
            self.remove(place.parent)
            return
        if self._is_flow(place.parent):
            self.set(place.parent.parent, place.parent.last, _without(holder, place.last))
            return
        first, last = self._block(place)
        column = self._column(place)
        dash = self._lines[first][:column]
        if is_mapping(holder) and dash.strip() and last < len(self._lines):
            self._lines[last] = dash + self._lines[last][column:]
        self._replace(first, last, [])

    def rename(self, place: Pointer, key: str) -> None:
        """Give a member another key."""
        key_mark, _ = self._places(place)
        old = self._lines[key_mark.line]
        start = key_mark.column
        printed = print_member(key, None, 0)[0].removesuffix(": null")
        written = _KEY.match(old, start)
        assert written is not None
        self._lines[key_mark.line] = f"{old[:start]}{printed}:{old[written.end() :]}"
        self._read()

    @staticmethod
    def _before(mapping: dict[str, Json], key: str, order: Sequence[str]) -> str | None:
        """Name the member that a new one comes after."""
        if key not in order:
            ours = [name for name in mapping if not name.startswith("x-")]
            return ours[-1] if ours else None
        above = order[: order.index(key)]
        other = [name for name in mapping if name not in order and not name.startswith("x-")]
        earlier = [name for name in mapping if name in above or name in other]
        return earlier[-1] if earlier and above else None

    def _is_flow(self, place: Pointer) -> bool:
        """Whether a collection is written on one line, in brackets."""
        if not place.tokens:
            return False
        _, mark = self._places(place)
        return self._lines[mark.line][mark.column : mark.column + 1] in ("[", "{")

    def _places(self, place: Pointer) -> tuple[Mark, Mark]:
        holder = self.get(place.parent)
        return self._marks[id(holder)][place.last]

    def _column(self, place: Pointer) -> int:
        key_mark, value_mark = self._places(place)
        mark = key_mark if is_mapping(self.get(place.parent)) else value_mark
        return int(mark.column)

    def _block(self, place: Pointer) -> tuple[int, int]:
        """Give the first line of a member or an item, and the line after it."""
        key_mark, value_mark = self._places(place)
        is_member = is_mapping(self.get(place.parent))
        first = key_mark.line if is_member else value_mark.line
        column = self._column(place) - (0 if is_member else 2)
        return int(first), block_end(self._lines, int(first), column)

    def _replace(self, first: int, last: int, lines: Sequence[str]) -> None:
        self._lines[first:last] = lines
        self._read()
