"""Typed reading of a document: every bad value becomes a problem with its place.

Nothing is raised while a document is read: a problem is noted, a harmless value is put in the bad
one's place, and reading goes on, so that all problems are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from typing import Any, Final, TypeVar

from engross.errors import Problem, Severity
from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import described, is_list, is_mapping, shown
from engross.spec.library import Library
from engross.spec.positions import START, Mark
from engross.spec.scalars import read_scalar

E = TypeVar("E", bound=Enum)
T = TypeVar("T")
_WITHOUT_SLASH: Final = re.compile(r"[^#]*#[^/%]+/")


class Session:
    """What one reading of an API shares: its documents, and what was found so far."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.authored = library.authored
        self.is_30 = False
        self.is_32 = False
        """Whether the document says OpenAPI 3.0 (or 2.0, which is folded into 3.0)."""
        self.problems: list[Problem] = []
        self.unread: set[Pointer] = set()
        """The references that lead nowhere, also where a document can be read without."""
        self.wanted: dict[Pointer, Cursor] = {}
        """The schemas that a `$ref` leads to."""
        self.uses: list[tuple[Pointer, Pointer]] = []
        """The place of each such `$ref`, and where it leads."""
        self.read: dict[tuple[Callable[..., Any], Pointer], Any] = {}
        """What was already read at the target of a reference."""

    def root(self) -> Cursor:
        """Stand at the root document."""
        return Cursor(self.library[""].data, Pointer(), self, None)


class Cursor:
    """One node of a document, and the only way the parsers read it."""

    __slots__ = ("holder", "pointer", "session", "value")

    def __init__(self, value: Json, pointer: Pointer, session: Session, holder: Json) -> None:
        self.value = value
        self.pointer = pointer
        self.session = session
        self.holder = holder

    # Problems.

    def error(self, message: str, *, key: str | None = None) -> None:
        """Note what makes the document unusable."""
        self._report(message, key, Severity.ERROR)

    def fault(self, message: str, *, key: str | None = None, kind: str = "") -> None:
        """Note what must be mended in our own specs and can be lived with in other people's.

        Args:
            message: What is there and what to write instead.
            key: The member that it is about, if not the node itself.
            kind: What it is one of, where nothing is lost by it.
        """
        severity = Severity.ERROR if self.session.authored else Severity.WARNING
        self._report(message, key, severity, kind)

    def warn(self, message: str, *, key: str | None = None, kind: str = "") -> None:
        """Note what is worth telling; the arguments are those of `fault`."""
        self._report(message, key, Severity.WARNING, kind)

    def _report(self, message: str, key: str | None, severity: Severity, kind: str = "") -> None:
        document = self.session.library[self.pointer.document]
        marks = document.marks()
        # Of JSON a place is known once those around it were asked for.
        document.mark((*self.pointer.tokens, *([key] if key is not None else ())))
        places: tuple[Mark, Mark] | None = None
        if key is not None:
            places = marks.get(id(self.value), {}).get(key)
            pointer, value = self.pointer / key, self.value.get(key)
        else:
            pointer, value = self.pointer, self.value
        if places is None:
            places = marks.get(id(self.holder), {}).get(self.pointer.last, (START, START))
        # A container is shown by its key: in block style it begins a line below.
        place = places[0] if isinstance(value, dict | list) else places[1]
        self.session.problems.append(
            Problem(
                message=message,
                file=document.name,
                line=place.line + 1,
                column=place.column + 1,
                pointer=pointer,
                severity=severity,
                kind=kind,
            )
        )

    # Moving.

    def __contains__(self, key: str) -> bool:
        return is_mapping(self.value) and self.value.get(key) is not None

    def __truediv__(self, key: str) -> Cursor:
        """Step to a member that is there."""
        return Cursor(self.value[key], self.pointer / key, self.session, self.value)

    def maybe(self, key: str) -> Cursor | None:
        """Step to a member, if it is there and not null."""
        return self / key if key in self else None

    def mapping(self) -> bool:
        """Say whether this is a mapping; note an error if not."""
        if is_mapping(self.value):
            return True
        self.error(f"expected a mapping, found {described(self.value)}")
        return False

    def names(self, key: str) -> Cursor | None:
        """Step to a mapping whose keys are names; other people's may stand elsewhere as a whole."""
        child = self.maybe(key)
        if child is None or not child.mapping():
            return None
        if self.session.authored or not isinstance(child.value.get("$ref"), str):
            return child
        if len(child.value) > 1:
            return child
        child.warn(f"{key!r} has no $ref: write what it leads to here", key="$ref")
        return child.target()

    def members(self, key: str) -> Iterator[tuple[str, Cursor]]:
        """Yield name and node of each member of a mapping whose keys are names (`headers`).

        A name may begin with `x-`; what then is no mapping can only be an extension.
        """
        if (child := self.names(key)) is not None:
            for name, value in child.value.items():
                if is_mapping(value) or not name.startswith("x-"):
                    yield name, child / name

    def patterned(self, key: str) -> Iterator[tuple[str, Cursor]]:
        """Yield name and node of each patterned field under a key, as in `paths`: no extensions."""
        if (child := self.names(key)) is not None:
            yield from child.patterned_fields()

    def patterned_fields(self) -> Iterator[tuple[str, Cursor]]:
        """Yield name and node of each member of this mapping that is no extension."""
        for name in self.value:
            if not name.startswith("x-"):
                yield name, self / name

    def items(self, key: str) -> Iterator[Cursor]:
        """Yield the items of a list under a key."""
        child = self.maybe(key)
        if child is None:
            return
        if not is_list(child.value):
            child.error(f"expected a list, found {described(child.value)}")
            return
        for index, value in enumerate(child.value):
            yield Cursor(value, child.pointer / index, self.session, child.value)

    # Typed members. A wrong type is a fault, and the member is then as if it were not there.

    def text(self, key: str) -> str | None:
        """Read a text; a number is taken as its digits."""
        value = self._present(key)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, list | dict):
            self._mismatch(key, "text", value)
            return None
        message = f'expected text, found {described(value)}: write "{shown(value)}"'
        self.fault(message, key=key, kind="other-for-text")
        return shown(value)

    def required_text(self, key: str) -> str:
        """Read a text that the standard requires; an empty one where it is missing."""
        if key not in self:
            self.fault(f"{key!r} is missing: write a text", kind="missing-text")
        return self.text(key) or ""

    def flag(self, key: str) -> bool | None:
        """Read a boolean."""
        value = self._present(key)
        if value is None or isinstance(value, bool):
            return value
        meant = {"true": True, "false": False}.get(str(value).lower())
        self._mismatch(key, "true or false", value, is_meant=meant is not None)
        return meant

    def count(self, key: str) -> int | None:
        """Read an integer that is not negative; `5.0` and, with a fault, `"5"` are 5."""
        value = self._present(key)
        number = self._as_number(key, value)
        if number is None or (number >= 0 and number == int(number)):
            return None if number is None else int(number)
        self._mismatch(key, "a number 0, 1, 2, ...", value)
        return None

    def number(self, key: str) -> int | Decimal | None:
        """Read a number with its digits."""
        return self._as_number(key, self._present(key))

    def _as_number(self, key: str, value: Json) -> int | Decimal | None:
        if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
            return value
        meant = _number_of(value) if isinstance(value, str) else None
        self._mismatch(key, "a number", value, is_meant=meant is not None)
        return meant

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts."""
        value = self._present(key)
        if value is None:
            return ()
        if not is_list(value):
            self._mismatch(key, "a list of texts", value)
            return ()
        for item in value:
            if not isinstance(item, str):
                self.fault(f"expected a list of texts, found {described(item)} in it", key=key)
        return tuple(shown(item) for item in value if not isinstance(item, list | dict))

    def choice(self, key: str, choices: type[E]) -> E | None:
        """Read one of the values of an enumeration; anything else is an error."""
        value = self.text(key)
        for member in choices:
            if member.value == value:
                return member
        expected = ", ".join(str(member.value) for member in choices)
        found = f"{key!r} is missing: write" if value is None else f"{value!r} is not"
        self.error(f"{found} one of {expected}", key=key)
        return None

    def json(self, key: str) -> Json:
        """Read a value of any type as it is."""
        return self.value[key]

    def only(self, known: Collection[str], what: str) -> None:
        """In our own specs, refuse keys the standard does not have, so that a typo is seen."""
        if not self.session.authored:
            return
        for key in self.value:
            if key not in known and not key.startswith("x-"):
                self.unknown(key, known, what)

    def unknown(self, key: str, known: Collection[str], what: str) -> None:
        """Note a key that the standard does not have as an error."""
        spelt = {name.lower(): name for name in known}
        close = get_close_matches(key.lower(), spelt, n=1)
        hint = f"; did you mean {spelt[close[0]]!r}?" if close else ""
        self.error(f"{key!r} is no field of {what}{hint}", key=key)

    def _present(self, key: str) -> Json:
        if key not in self.value:
            return None
        value = self.value[key]
        if value is None and self.session.authored:
            self.error(f"{key!r} has no value: write one or remove the key", key=key)
        return value

    def _mismatch(self, key: str, expected: str, value: Json, *, is_meant: bool = False) -> None:
        kind = "text-for-other" if is_meant else ""
        self.fault(f"expected {expected}, found {described(value)}", key=key, kind=kind)

    # References.

    def follow(self, *, optional: bool = False) -> Cursor | None:
        """Go where this node's `$ref`s lead; the node itself where it has none.

        Args:
            optional: Whether nothing is lost to callers where there is no such node.

        Returns:
            None where there is no such node, which is noted.
        """
        cursor = self
        seen: set[Pointer] = set()
        while is_mapping(cursor.value) and "$ref" in cursor.value:
            if cursor.pointer in seen:
                note = self.fault if optional else self.error
                note("this $ref leads back to itself: write out what is meant")
                return None
            seen.add(cursor.pointer)
            target = cursor.reference(optional=optional)
            if target is None:
                return None
            cursor = target
        return cursor

    def reference(self, *, dispensable: bool = False, optional: bool = False) -> Cursor | None:
        """Take one step along this node's `$ref`.

        Args:
            dispensable: Whether other people's documents can be read without what it names.
            optional: Whether they can also be read without what it must not name.

        Returns:
            None where it leads nowhere or where it must not, which is noted.
        """
        text = self.value["$ref"]
        if not isinstance(text, str):
            self.error(f"expected text, found {described(text)}", key="$ref")
            return None
        if not self.session.authored and _WITHOUT_SLASH.match(text):
            message = f"$ref {text!r} lacks the slash that a JSON Pointer begins with"
            self.warn(message, key="$ref", kind="reference-slash")
            text = text.replace("#", "#/", 1)
        library = self.session.library
        try:
            pointer = library.target(text, document=self.pointer.document)
            value, holder = library.value(pointer)
        except ValueError as error:
            note = self.fault if optional else self.error
            note(str(error), key="$ref")
            return None
        except LookupError:
            return self._meant(text, pointer, dispensable=dispensable or optional)
        return Cursor(value, pointer, self.session, holder)

    def _meant(self, text: str, pointer: Pointer, *, dispensable: bool) -> Cursor | None:
        """Look for what only tools that know the way would find."""
        library = self.session.library
        found = None
        if not self.session.authored:
            found = library.around(pointer, self.pointer) or library.through(pointer)
        if found is None:
            note = self.fault if dispensable else self.error
            self.session.unread.add(self.pointer / "$ref")
            note(f"$ref {text!r} leads nowhere: there is no such node", key="$ref")
            return None
        self.warn(f"$ref {text!r} leads nowhere: {found} is taken", key="$ref")
        value, holder = library.value(found)
        return Cursor(value, found, self.session, holder)

    def target(self, *, optional: bool = False) -> Cursor | None:
        """Step to the mapping that this node is or that its `$ref`s lead to.

        Args:
            optional: As for `follow`.

        Returns:
            None where there is none, which is noted.
        """
        if not self.mapping():
            return None
        target = self.follow(optional=optional)
        return target if target is self or (target is not None and target.mapping()) else None

    def once(self, parse: Callable[[Cursor], T]) -> T | None:
        """Read what this node or its `$ref` holds; what several refer to is read only once."""
        target = self.target()
        if target is None:
            return None
        known = self.session.read
        key = (parse, target.pointer)
        if key not in known:
            known[key] = parse(target)
        result: T = known[key]
        return result


def _number_of(text: str) -> int | Decimal | None:
    """Read a text as the number that it is; None where it is none."""
    try:
        read = read_scalar(text)
    except ValueError:
        return None
    return read if isinstance(read, int | Decimal) and not isinstance(read, bool) else None
