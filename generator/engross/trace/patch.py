"""Carries the changes of a page over into the spec, as far as the page says what to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher, unified_diff
from typing import Final

from engross.ir import Json
from engross.names import pascal
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.rules import SCHEMA_KEYS
from engross.trace.claims import ITEM, Claim, Kind, Path
from engross.trace.drift import Change, Verb
from engross.trace.pages import Page
from engross.trace.yaml_edit import YamlText

UNDECIDED: Final = "todo: the page does not say it; decide, and give the reason here"
"""What a person has to replace; `engross check` refuses it."""

_KEYWORDS: Final = frozenset(SCHEMA_KEYS) - {"type", "items", "required", "properties"}
_OF_PARAMETER: Final = frozenset({"description", "required", "deprecated"})
_OF_OPERATION: Final = frozenset({"summary", "description", "deprecated"})
_SERVERS: Final = Pointer(("servers",))
_FLAGS: Final = frozenset({"required", "deprecated"})
"""Keywords that are left out where they are false."""


def patched(text: str, page: Page, new: Page, changes: Sequence[Change]) -> str:
    """Write the changes into a spec; comments, order and all other lines stay.

    Args:
        text: The spec.
        page: The snapshot that it was transcribed from.
        new: The page as it is now.
        changes: What the new page says otherwise.
    """
    patcher = _Patcher(text, page)
    for change in sorted(changes, key=_turn):
        patcher.apply(change)
    return moved_sources(str(patcher.spec), page, new)


_TURNS: Final = {Verb.CHANGED: 0, Verb.ADDED: 1, Verb.REMOVED: 2, Verb.RENAMED: 3}


def _turn(change: Change) -> tuple[int, bool, int, int]:
    """Sort so that no change moves the node of a later one: what is renamed or removed comes last.

    Among these the deepest come first, and the last of a list.
    """
    place = () if change.stale is None else change.stale.tokens
    number = int(place[-1]) if place and place[-1].isdecimal() else 0
    turn = _TURNS[change.verb]
    line = 0 if change.new is None else change.new.first
    is_operation = change.new is not None and change.new.kind is Kind.OPERATION
    return turn, is_operation, -len(place) if turn > 1 else line, -number


def unified(name: str, old: str, new: str) -> str:
    """Print the difference of two texts as a unified diff."""
    lines = (old.splitlines(keepends=True), new.splitlines(keepends=True))
    return "".join(unified_diff(*lines, f"a/{name}", f"b/{name}"))


def moved_sources(text: str, page: Page, new: Page) -> str:
    """Let each `<page>#L3-L5` name the lines at which the new page has that passage."""
    where = _line_map(page.text.splitlines(), new.text.splitlines())
    pattern = re.compile(rf"(?<![\w-]){re.escape(page.id)}#L([0-9]+)(?:-L([0-9]+))?(?!~|[0-9]|-L)")

    def move(match: re.Match[str]) -> str:
        first, last = where(int(match[1])), where(int(match[2] or match[1]))
        end = f"-L{max(first, last)}" if match[2] else ""
        return f"{page.id}#L{first}{end}"

    return pattern.sub(move, text).replace(_NEW, "")


_NEW: Final = "~"
"""Marks a reference that already names lines of the new page."""


def _line_map(old: Sequence[str], new: Sequence[str]) -> Callable[[int], int]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()

    def where(line: int) -> int:
        for _, a, b, c, d in blocks:
            if a < line <= b:
                return max(1, min(c + line - a, d if d > c else d + 1, len(new)))
        return max(1, min(line, len(new)))

    return where


class _Patcher:
    def __init__(self, text: str, page: Page) -> None:
        self.spec = YamlText(text)
        self._page = page
        self._added: dict[Path, Pointer] = {}
        """Fields that were written by this patch."""

    def apply(self, change: Change) -> None:
        claim = change.old or change.new
        assert claim is not None
        handler = _HANDLERS.get((change.verb, claim.kind))
        if handler is not None:
            handler(self, change)

    # Fields and parameters.

    def change_value(self, change: Change) -> None:
        """Write what a field or a parameter is now said to be."""
        assert change.old is not None
        assert change.new is not None
        if change.stale is None:
            return
        place, aspect, now = change.stale, change.aspect, change.now
        is_parameter = change.old.kind is Kind.PARAMETER
        if aspect == "required" and not is_parameter:
            self._require(place.parent.parent, place.last, bool(now))
        elif is_parameter and aspect in _OF_PARAMETER:
            self._put(place, aspect, now, ())
        else:
            self._write(place, aspect, now)
            self._decided(place, aspect)

    def _write(self, place: Pointer, aspect: str, now: Json) -> None:
        node = self.spec.get(place)
        if not is_mapping(node):
            return
        kinds = node.get("type")
        listed = kinds if is_list(kinds) else [kinds] if kinds else []
        if aspect == "type" and isinstance(now, str):
            null = ["null"] if "null" in listed else []
            wanted = [*now.split("/"), *null]
            self._put(place, "type", wanted if len(wanted) > 1 else wanted[0], SCHEMA_KEYS)
        elif aspect == "nullable":
            plain = [kind for kind in listed if kind != "null"]
            wanted = [*plain, *(["null"] if now else [])]
            if plain:
                self._put(place, "type", wanted if len(wanted) > 1 else wanted[0], SCHEMA_KEYS)
        elif aspect == "items" and isinstance(now, str):
            self._put(place, "items", {"type": now}, SCHEMA_KEYS)
        elif aspect in _KEYWORDS:
            self._put(place, aspect, now, SCHEMA_KEYS)

    def _put(self, place: Pointer, key: str, value: Json, order: Sequence[str]) -> None:
        """Set a member, or remove it where the page no longer has it."""
        if value is None or (value is False and key in _FLAGS):
            self.spec.remove(place / key)
        else:
            self.spec.set(place, key, value, order)

    def _decided(self, place: Pointer, aspect: str) -> None:
        """Drop the reason for a choice that the page has now taken over."""
        reasons = place / "x-inferred"
        if is_mapping(self.spec.get(reasons)):
            self.spec.remove(reasons / aspect)

    def _require(self, owner: Pointer, name: str, required: bool) -> None:
        listed = self.spec.get(owner / "required")
        names = listed if is_list(listed) else []
        if required and name not in names:
            self.spec.set(owner, "required", self._in_order(owner, [*names, name]), SCHEMA_KEYS)
        elif not required and name in names:
            self.spec.remove(owner / "required" / names.index(name))

    def _in_order(self, owner: Pointer, names: list[Json]) -> list[Json]:
        order = [*(self.spec.get(owner / "properties") or ())]
        return sorted(names, key=lambda name: order.index(name) if name in order else len(order))

    def remove_field(self, change: Change) -> None:
        """Take a field out."""
        if change.stale is not None:
            self._require(change.stale.parent.parent, change.stale.last, False)
            self.spec.remove(change.stale)

    def rename_field(self, change: Change) -> None:
        """Give a field its new name."""
        assert change.new is not None
        if change.stale is None:
            return
        owner, old, name = change.stale.parent.parent, change.stale.last, change.new.name
        listed = self.spec.get(owner / "required")
        self.spec.rename(change.stale, name)
        if is_list(listed) and old in listed:
            index = listed.index(old)
            self.spec.set(owner, "required", [*listed[:index], name, *listed[index + 1 :]])
        envelope = self.spec.get(owner / "x-envelope")
        for key, value in envelope.items() if is_mapping(envelope) else ():
            if value == old:
                self.spec.set(owner / "x-envelope", key, name)

    def add_field(self, change: Change) -> None:
        """Write a new field into its object, after the one it follows on the page."""
        claim = change.new
        assert claim is not None
        assert claim.path is not None
        owner = self._added.get(claim.path[:-1], change.stale)
        if owner is None or "responses" in (self.spec.get(owner) or ()):
            return  # Which object of the operation it belongs into is not known.
        if not is_mapping(self.spec.get(owner / "properties")):
            self.spec.set(owner, "properties", {claim.name: self._field(claim)}, SCHEMA_KEYS)
        else:
            known = [*self.spec.get(owner / "properties")]
            after = change.after if change.after in known else known[-1]
            self.spec.insert(owner / "properties", after, claim.name, self._field(claim))
        place = owner / "properties" / claim.name
        self._added |= {claim.path: place, (*claim.path, ITEM): place / "items"}
        if claim.said.get("required"):
            self._require(owner, claim.name, True)

    def _field(self, claim: Claim) -> dict[str, Json]:
        """Write a field as the page describes it; what it does not say is marked to be decided."""
        said, field = claim.said, dict[str, Json]()
        kinds = str(said.get("type") or "string").split("/")
        types = [*kinds, *(["null"] if said.get("nullable") else [])]
        field["type"] = types if len(types) > 1 else types[0]
        field |= {key: said[key] for key in SCHEMA_KEYS if key in said and key in _KEYWORDS}
        if "array" in kinds:
            field["items"] = {"type": said.get("items", "string")}
        needed = ("type", "items") if "array" in kinds else ("type",)
        if undecided := [key for key in needed if key not in said]:
            field["x-inferred"] = dict.fromkeys(undecided, UNDECIDED)
        return {**field, "x-source": self._lines(claim)}

    def _lines(self, claim: Claim) -> str:
        end = f"-L{claim.last}" if claim.last > claim.first else ""
        return f"{self._page.id}#L{claim.first}{end}{_NEW}"

    def add_parameter(self, change: Change) -> None:
        """Write a new parameter after the others."""
        claim = change.new
        assert claim is not None
        assert claim.path is not None
        if change.stale is None:
            return
        said, known = claim.said, {"name": claim.name, "in": claim.path[0]}
        field = self._field(claim)
        flags: dict[str, Json] = {
            key: said[key] for key in ("description", "required") if said.get(key)
        }
        schema = {k: v for k, v in field.items() if k not in ("description", "x-source")}
        parameter = {**known, **flags, "schema": schema, "x-source": field["x-source"]}
        self.spec.append(change.stale / "parameters", parameter)

    # Operations, servers, failures and prose.

    def rename_server(self, change: Change) -> None:
        """Write a server's new address."""
        assert change.new is not None
        if change.stale is not None:
            self.spec.set(change.stale, "url", change.new.name)

    def change_operation(self, change: Change) -> None:
        """Write a new summary, description or mark."""
        if change.aspect == "server" and is_list(self.spec.get(_SERVERS)):
            self.spec.set(_SERVERS / 0, "url", change.now)
        elif change.stale is not None and change.aspect in _OF_OPERATION:
            self._put(change.stale, change.aspect, change.now, ("tags", "summary", "description"))

    def rename_operation(self, change: Change) -> None:
        """Move an operation to another verb or path."""
        assert change.new is not None
        assert change.stale is not None
        method, _, path = change.new.name.partition(" ")
        item = change.stale.parent
        if change.stale.last != method.lower():
            self.spec.rename(change.stale, method.lower())
        if item.last != path:
            self.spec.rename(item, path)

    def change_failure(self, change: Change) -> None:
        """Write how a failure is told now."""
        if change.stale is None:
            return
        if change.aspect in ("message", "code"):
            place = change.stale / "match"
            known = self.spec.get(place)
            if is_mapping(known) and change.aspect in known:
                self.spec.set(place, change.aspect, change.now)
        elif change.aspect == "description":
            self._put(change.stale, "description", change.now, ("name", "match", "description"))

    def add_failure(self, change: Change) -> None:
        """Write a new failure; how its exception is called is for a person to decide."""
        claim = change.new
        assert claim is not None
        if change.stale is None:
            return
        match = {key: claim.said[key] for key in ("code", "message") if claim.said.get(key)}
        if not match:
            return
        name = pascal(claim.name or str(claim.said.get("message", "")), otherwise="Documented")
        failure: dict[str, Json] = {
            "name": f"{name.removesuffix('Error')}Error",
            "match": {"code": match["code"]} if "code" in match else match,
            "description": claim.name,
            "x-inferred": {"name": UNDECIDED},
            "x-source": self._lines(claim),
        }
        known = self.spec.get(change.stale / "x-errors")
        if is_list(known) and known:
            self.spec.append(change.stale / "x-errors", failure)
        else:
            self.spec.set(change.stale, "x-errors", [failure])

    def remove_item(self, change: Change) -> None:
        """Take a parameter or a failure out of its list."""
        if change.stale is not None:
            self.spec.remove(change.stale)

    def change_text(self, change: Change) -> None:
        """Write new prose into the text that held the old."""
        old, now = str(change.was), str(change.now)
        told = None if change.stale is None else self.spec.get(change.stale)
        if isinstance(told, str) and change.stale is not None:
            text = re.sub(_words(old), lambda _: now, told, count=1)
            self.spec.set(change.stale.parent, change.stale.last, text)

    def add_text(self, change: Change) -> None:
        """Add prose to the end of the operation's description."""
        assert change.new is not None
        if change.stale is not None:
            known = self.spec.get(change.stale / "description")
            text = str(change.new.said["text"])
            whole = f"{known}\n\n{text}" if known else text
            self.spec.set(change.stale, "description", whole, ("tags", "summary", "description"))

    def remove_text(self, change: Change) -> None:
        """Take prose out of the text that holds it."""
        assert change.old is not None
        told = None if change.stale is None else self.spec.get(change.stale)
        if isinstance(told, str) and change.stale is not None:
            pattern = r"\n*(?:[-•*] +)?" + _words(str(change.old.said["text"]))
            text = re.sub(pattern, "", told, count=1).strip("\n")
            self.spec.set(change.stale.parent, change.stale.last, text)


def _words(text: str) -> str:
    """Give a pattern that finds a text however its lines are broken."""
    return r"\s+".join(map(re.escape, text.split()))


_Handler = Callable[[_Patcher, Change], None]
_HANDLERS: Final[Mapping[tuple[Verb, Kind], _Handler]] = {
    (Verb.CHANGED, Kind.FIELD): _Patcher.change_value,
    (Verb.CHANGED, Kind.PARAMETER): _Patcher.change_value,
    (Verb.CHANGED, Kind.OPERATION): _Patcher.change_operation,
    (Verb.CHANGED, Kind.RESPONSE): _Patcher.change_operation,
    (Verb.CHANGED, Kind.SERVER): _Patcher.change_operation,
    (Verb.CHANGED, Kind.FAILURE): _Patcher.change_failure,
    (Verb.CHANGED, Kind.TEXT): _Patcher.change_text,
    (Verb.RENAMED, Kind.FIELD): _Patcher.rename_field,
    (Verb.RENAMED, Kind.SERVER): _Patcher.rename_server,
    (Verb.RENAMED, Kind.OPERATION): _Patcher.rename_operation,
    (Verb.ADDED, Kind.FIELD): _Patcher.add_field,
    (Verb.ADDED, Kind.PARAMETER): _Patcher.add_parameter,
    (Verb.ADDED, Kind.FAILURE): _Patcher.add_failure,
    (Verb.ADDED, Kind.TEXT): _Patcher.add_text,
    (Verb.REMOVED, Kind.FIELD): _Patcher.remove_field,
    (Verb.REMOVED, Kind.PARAMETER): _Patcher.remove_item,
    (Verb.REMOVED, Kind.FAILURE): _Patcher.remove_item,
    (Verb.REMOVED, Kind.TEXT): _Patcher.remove_text,
}
"""What to do; the others are told and left to a person."""
