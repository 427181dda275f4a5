"""YAML text → plain data with positions, built from the parser's events.

It replaces PyYAML's loaders: they read YAML 1.1 (`NO`, dates, octals), keep the last of two equal
keys in silence, load an alias bomb as shared objects that no walk survives, end in a segmentation
fault on deep nesting, and are five times slower.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn, TypeAlias

import yaml

from engross.errors import Problem, Severity, SpecError
from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.positions import MAX_DEPTH, START, Mark, Marks, nesting, spot_of
from engross.spec.scalars import otherwise_read, read_scalar

MAX_ALIASED_NODES: Final = 200_000
"""How many nodes the aliases of one document may stand for."""

_MERGE: Final = "<<"
_Event: TypeAlias = Any
"""An event of PyYAML; the C extension's objects have no types."""


def read_yaml(
    text: str, *, name: str, document: str, authored: bool
) -> tuple[Json, Marks, list[Problem]]:
    """Read one YAML document.

    Args:
        text: The document's text.
        name: The file's path as shown in problems.
        document: The document part of the problems' pointers.
        authored: Whether a scalar that YAML readers disagree about is an error, else a warning.

    Returns:
        The data, where its nodes stand, and the problems that did not end the reading.

    Raises:
        SpecError: The text is no YAML, or goes beyond a limit.
    """
    builder = _Builder(name=name, document=document, authored=authored)
    try:
        next_event = _parser(text).get_event
        while (event := next_event()) is not None:
            builder.take[event.__class__](event)
    except yaml.reader.ReaderError as error:
        character = chr(error.character)
        mark = spot_of(text, max(text.find(character), 0))
        builder.fail(f"the character {character!a} is not allowed in YAML: write an escape", mark)
    except yaml.MarkedYAMLError as error:
        builder.fail(_syntax_message(error), error.problem_mark or error.context_mark or START)
    except yaml.YAMLError as error:
        builder.fail(f"this is not YAML: {error}", START)
    return builder.finish()


def _parser(text: str) -> Any:
    """Make a source of events; of PyYAML's loaders only the parser is used."""
    return yaml.CBaseLoader(text) if yaml.__with_libyaml__ else yaml.BaseLoader(text)


def _syntax_message(error: yaml.MarkedYAMLError) -> str:
    began = f" (begun in line {error.context_mark.line + 1})" if error.context_mark else ""
    context = f"{error.context}{began}: " if error.context else ""
    return f"this is not YAML: {context}{error.problem}"


@dataclass(slots=True)
class _Frame:
    """A container that is being read."""

    container: Json
    anchor: str | None
    nodes_before: int
    marks: dict[str, tuple[Mark, Mark]] = field(default_factory=dict[str, tuple[Mark, Mark]])
    key: str | None = None
    key_mark: Mark = START
    merging: bool = False
    """Whether `key` is a merge key."""
    merged: list[tuple[Json, Mark]] = field(default_factory=list[tuple[Json, Mark]])


class _Builder:
    """Takes the events of one document and builds its data."""

    def __init__(self, *, name: str, document: str, authored: bool) -> None:
        self.name = name
        self.document = document
        self.unclear = Severity.ERROR if authored else Severity.WARNING
        self.authored = authored
        self.problems: list[Problem] = []
        self.marks: dict[int, dict[str, tuple[Mark, Mark]]] = {}
        self.stack = [_Frame([], None, 0)]
        self.anchors: dict[str, tuple[Json, int]] = {}
        self.plain: dict[str, tuple[Json, str | None]] = {}
        self.nodes = 0
        self.aliased = 0
        self.take: dict[type, Callable[[_Event], None]] = {
            yaml.StreamStartEvent: _nothing,
            yaml.DocumentStartEvent: self._document,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
            yaml.DocumentEndEvent: _nothing,
            yaml.StreamEndEvent: _nothing,
        }

    def finish(self) -> tuple[Json, Marks, list[Problem]]:
        """Give back what was built; a text without a document is null."""
        documents = self.stack[0].container
        data = documents[0] if documents else None
        if self.aliased and nesting(data) > MAX_DEPTH:
            self.fail(f"aliases nest more than {MAX_DEPTH} levels deep", START)
        return data, self.marks, self.problems

    def fail(self, message: str, mark: Mark) -> NoReturn:
        """End the reading with a problem and all that were found before it."""
        self._report(message, mark)
        raise SpecError(self.problems)

    def _report(
        self, message: str, mark: Mark, severity: Severity = Severity.ERROR, kind: str = ""
    ) -> None:
        self.problems.append(
            Problem(
                message=message,
                file=self.name,
                line=mark.line + 1,
                column=mark.column + 1,
                pointer=Pointer(self._tokens(), self.document),
                severity=severity,
                kind=kind,
            )
        )

    def _tokens(self) -> tuple[str, ...]:
        """Say where the node is that is being read: an open child is already in its list."""
        tokens: list[str] = []
        for frame in self.stack[1:]:
            if is_list(frame.container):
                is_open = frame is not self.stack[-1]
                tokens.append(str(len(frame.container) - is_open))
            elif frame.key is not None:
                tokens.append(frame.key)
        return tuple(tokens)

    def _document(self, event: _Event) -> None:
        if self.stack[0].container:
            self.fail("a second YAML document begins here: keep one per file", event.start_mark)

    def _mapping(self, event: _Event) -> None:
        self._begin({}, event)

    def _sequence(self, event: _Event) -> None:
        self._begin([], event)

    def _begin(self, container: Json, event: _Event) -> None:
        if len(self.stack) > MAX_DEPTH:
            self.fail(f"nested more than {MAX_DEPTH} levels deep", event.start_mark)
        self._expect_value(event)
        if event.tag not in _CONTAINERS:
            self._refuse(event)
        self._place(container, event.start_mark)
        self.stack.append(_Frame(container, event.anchor, self.nodes))
        self.marks[id(container)] = self.stack[-1].marks

    def _end(self, _: _Event) -> None:
        frame = self.stack.pop()
        if frame.merged:
            self._merge(frame)
        if frame.anchor:
            self.anchors[frame.anchor] = (frame.container, self.nodes - frame.nodes_before + 1)
        self.stack[-1].key = None

    def _scalar(self, event: _Event) -> None:
        frame = self.stack[-1]
        if event.tag is not None and event.tag not in _SCALARS:
            self._refuse(event)
        if frame.key is None and is_mapping(frame.container):
            self._key(frame, event)
            return
        value = event.value
        if event.implicit[0] or _SCALARS.get(event.tag):
            value = self._plain(value, event.start_mark)
        self._place(value, event.start_mark)
        frame.key = None
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)

    def _plain(self, text: str, mark: Mark) -> Json:
        """Read a plain scalar, and say so where other readers read it otherwise."""
        if text not in self.plain:
            try:
                self.plain[text] = (read_scalar(text), otherwise_read(text))
            except ValueError as error:
                self._report(str(error), mark)
                return text
        value, otherwise = self.plain[text]
        if otherwise is not None:
            self._report(
                f'some YAML readers take {text} for {otherwise}: write "{text}" if it is text',
                mark,
                self.unclear,
                "unclear-scalar",
            )
        return value

    def _key(self, frame: _Frame, event: _Event) -> None:
        text, mark = event.value, event.start_mark
        frame.key, frame.key_mark = text, mark
        frame.merging = text == _MERGE and (event.implicit[0] or event.tag == f"{_YAML}merge")
        if event.anchor:
            self.anchors[event.anchor] = (text, 1)
        if event.implicit[0] and not frame.merging:
            self._plain_key(text, mark)

    def _repeated(self, frame: _Frame, key: str, value: Json) -> None:
        """Tell of a key that is there already; nothing is lost if its value is the same."""
        known = frame.container[key]
        is_container = is_list(value) or is_mapping(value)
        is_same = not is_container and type(value) is type(known) and value == known
        self._report(
            f"the key {key!r} is already in line {frame.marks[key][0].line + 1}: "
            "remove one of the two or give it another name",
            frame.key_mark,
            self.unclear if is_same else Severity.ERROR,
            "repeated-key",
        )

    def _plain_key(self, text: str, mark: Mark) -> None:
        value = self._plain(text, mark)
        if self.authored and not isinstance(value, str):
            self._report(f'the key {text} is not text: write "{text}"', mark)

    def _alias(self, event: _Event) -> None:
        self._expect_value(event)
        if event.anchor not in self.anchors:
            self.fail(
                f"the alias *{event.anchor} has no finished anchor &{event.anchor} before it",
                event.start_mark,
            )
        value, nodes = self.anchors[event.anchor]
        self.aliased += nodes
        self.nodes += nodes
        if self.aliased > MAX_ALIASED_NODES:
            self.fail(f"aliases stand for more than {MAX_ALIASED_NODES} nodes", event.start_mark)
        self._place(value, event.start_mark)
        self.stack[-1].key = None

    def _place(self, value: Json, mark: Mark) -> None:
        """Put a value into the open container; the key stays until the value is whole."""
        self.nodes += 1
        frame = self.stack[-1]
        if is_list(frame.container):
            frame.marks[str(len(frame.container))] = (mark, mark)
            frame.container.append(value)
        elif frame.merging:
            self._collect(frame, value, mark)
        else:
            assert frame.key is not None
            if frame.key in frame.marks:
                self._repeated(frame, frame.key, value)
            frame.container[frame.key] = value
            frame.marks[frame.key] = (frame.key_mark, mark)

    def _collect(self, frame: _Frame, value: Json, mark: Mark) -> None:
        """Keep what a merge key (`<<`, a type of YAML 1.1) names until its mapping ends."""
        if self.authored:
            self._report("the merge key << is not YAML 1.2: write the keys out", mark)
        else:
            frame.merged.append((value, mark))

    def _merge(self, frame: _Frame) -> None:
        """Add the merged keys that the mapping does not have itself; the first source wins."""
        for value, mark in frame.merged:
            for source in value if is_list(value) else [value]:
                if not is_mapping(source):
                    self._report("the merge key << needs a mapping or a list of mappings", mark)
                    continue
                for key, member in source.items():
                    frame.container.setdefault(key, member)
                    frame.marks.setdefault(key, self.marks[id(source)][key])

    def _expect_value(self, event: _Event) -> None:
        frame = self.stack[-1]
        if frame.key is None and is_mapping(frame.container):
            self.fail("a key must be text: quote it", event.start_mark)

    def _refuse(self, event: _Event) -> None:
        self._report(f"the tag {event.tag} is not supported: remove it", event.start_mark)


_YAML = "tag:yaml.org,2002:"
_CONTAINERS = {None, f"{_YAML}map", f"{_YAML}seq"}
# The tags of YAML 1.2's core schema, and two of YAML 1.1 that some writers print, by whether what
# they are on is read as if it were plain.
_SCALARS = {
    **dict.fromkeys((f"{_YAML}{name}" for name in ("null", "bool", "int", "float")), True),
    **dict.fromkeys((f"{_YAML}{name}" for name in ("str", "timestamp", "merge")), False),
}


def _nothing(_: _Event) -> None:
    """Pass over an event that carries no data."""
