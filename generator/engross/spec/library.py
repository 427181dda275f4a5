"""The documents of one API and the `$ref`s between them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin

from engross.errors import Problem, SpecError
from engross.ir import Json
from engross.pointer import Pointer, parse_pointer
from engross.spec.identifiers import identifiers
from engross.spec.kinds import is_list, is_mapping
from engross.spec.swagger import fold_part, fold_swagger, is_swagger, moved
from engross.spec.tree import Document, decode, parse_document, read_document, read_text

# JSON Schema 2020-12, "Schema Re-Use With "$defs"", and its name before 2019.
_DEFINITIONS: Final = (("$defs",), ("definitions",))
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_HTTP: Final = re.compile(r"https?://", re.IGNORECASE)

MAX_REMOTE: Final = 100
"""How many documents one API may fetch."""


class Library:
    """Reads each file of an API once, and nothing outside the root document's folder.

    Where it may, it fetches what is remote; the pointers into such a document have its address.

    Args:
        path: The root document.
        authored: Whether it is one of our own specs.
        name: The path to show, where it is not `path`.
        remote: Whether documents may be fetched.
    """

    def __init__(
        self, path: Path, *, authored: bool, name: str | None = None, remote: bool = False
    ) -> None:
        self.authored = authored
        self.remote = remote
        self.fetched: dict[str, str] = {}
        """The texts of remote documents, by address."""
        self.root = path
        self.name = str(path) if name is None else name
        root = read_document(path, authored=authored, name=self.name)
        self.folder = path.resolve().parent
        self.is_swagger = is_swagger(root) and not authored
        self.documents: dict[str, Document] = {"": root}
        """By the name pointers give them."""
        self.unfolded: dict[str, Json] = {"": root.data}
        """What they say themselves, where the root is Swagger 2.0."""
        self.unusable: dict[str, str] = {}
        """Why a file is not among them, by the name."""
        self.identified: dict[str, dict[str, Pointer]] = {}
        """What schemas call themselves, by the name of their document."""
        self.problems: list[Problem] = []
        if self.is_swagger:
            self.documents[""] = fold_swagger(root, partial(self._unfolded, document=""))
        self.problems += self[""].problems

    def __getitem__(self, document: str) -> Document:
        return self.documents[document]

    def text(self, document: str) -> str:
        """Read the text of a document again."""
        if document in self.fetched:
            return self.fetched[document]
        path = self.folder / document if document else self.root
        return read_text(path, self[document].name)

    def target(self, reference: str, *, document: str) -> Pointer:
        """Say which node a `$ref` means.

        Args:
            reference: The text of the `$ref`.
            document: The document it stands in.

        Raises:
            ValueError: It leads out of the folder, to the network where that is not allowed, or
                names an anchor that is nowhere.
        """
        address, _, fragment = reference.partition("#")
        is_anchor = fragment != "" and not fragment.startswith(("/", "%2F", "%2f"))
        if address and not self.authored:
            known = self._identified(document)
            if is_anchor and reference in known:
                return known[reference]
            if not is_anchor and address in known:
                inner = parse_pointer(fragment).tokens
                return known[address]._replace(tokens=known[address].tokens + inner)
        if not address:
            name = document
        elif (called := self._called(address, document)) is not None:
            name = called
        elif _SCHEME.match(address) or _HTTP.match(document):
            name = self._fetch(urljoin(document, address), reference)
        else:
            name = self._open(unquote(address), reference, document)
        if is_anchor:
            return self._anchored(fragment, reference, name)
        pointer = parse_pointer(fragment, document=name)
        return moved(pointer) if self.is_swagger else pointer

    def _called(self, address: str, document: str) -> str | None:
        """Find the document, itself or the root, that calls itself by an address: its `$self`."""
        base = self._self(document) or document
        for name in (document, ""):
            own = self._self(name)
            if own is not None and urljoin(base, address) == own:
                return name
        return None

    def _self(self, document: str) -> str | None:
        data = self.documents[document].data
        uri = data.get("$self") if is_mapping(data) and "openapi" in data else None
        return uri if isinstance(uri, str) else None

    def _anchored(self, anchor: str, reference: str, document: str) -> Pointer:
        found = self._identified(document).get(f"#{unquote(anchor)}")
        if found is None:
            raise ValueError(
                f"$ref {reference!r} names an anchor that is nowhere: write a JSON Pointer, '#/...'"
            )
        return found

    def _identified(self, document: str) -> dict[str, Pointer]:
        if document not in self.identified:
            self.identified[document] = identifiers(self.documents[document].data, document)
        return self.identified[document]

    def _unfolded(self, reference: str, document: str) -> Json:
        """Find what a `$ref` means in the words of Swagger 2.0; None where that is nothing."""
        address, _, fragment = reference.partition("#")
        if _SCHEME.match(address):
            return None
        try:
            name = self._open(unquote(address), reference, document) if address else document
            value = self.unfolded[name]
            for token in parse_pointer(fragment).tokens:
                value = _step(value, token)
        except (LookupError, ValueError):
            return None
        return value

    def value(self, pointer: Pointer) -> tuple[Json, Json]:
        """Find a node and the container that holds it.

        Raises:
            LookupError: There is no such node.
        """
        holder: Json = None
        value = self.documents[pointer.document].data
        for token in pointer.tokens:
            holder = value
            value = _step(value, token)
        return value, holder

    def around(self, pointer: Pointer, place: Pointer) -> Pointer | None:
        """Find the definition that a pointer names in the nearest schema around a place.

        Such a schema was a document of its own once.
        """
        if pointer.document != place.document or pointer.tokens[:1] not in _DEFINITIONS:
            return None
        for length in range(len(place.tokens) - 1, 0, -1):
            candidate = Pointer(
                document=place.document, tokens=place.tokens[:length] + pointer.tokens
            )
            try:
                self.value(candidate)
            except LookupError:
                continue
            return candidate
        return None

    def through(self, pointer: Pointer) -> Pointer | None:
        """Find the node that a pointer names beyond `$ref`s on its way, where it should end.

        `file.yaml#/` is a member without a name; where there is none the whole file is meant.
        """
        place = Pointer(document=pointer.document)
        if pointer.tokens == ("",) and pointer.document:
            return place
        try:
            for token in pointer.tokens:
                place = self._beyond(place, token) / token
            self.value(place)
        except (LookupError, ValueError):
            return None
        return place

    def _beyond(self, place: Pointer, token: str) -> Pointer:
        """Follow the `$ref`s of a node that has no such member itself."""
        seen: set[Pointer] = set()
        while place not in seen:
            seen.add(place)
            value, _ = self.value(place)
            if not is_mapping(value) or token in value or not isinstance(value.get("$ref"), str):
                break
            place = self.target(value["$ref"], document=place.document)
        return place

    def _fetch(self, address: str, reference: str) -> str:
        """Read a remote document and say how pointers name it: by its address."""
        if not self.remote or not _HTTP.match(address):
            raise ValueError(
                f"$ref {reference!r} is not a file of this folder: copy what it names into the"
                " document and refer to it with '#/...'; --allow-remote-refs fetches what is http"
            )
        if address not in self.documents and address not in self.unusable:
            self._add(address, address, lambda: self._download(address))
        if address in self.unusable:
            raise ValueError(f"$ref {reference!r} leads nowhere: {self.unusable[address]}")
        return address

    def _download(self, address: str) -> Document:
        from engross.spec.remote import fetch  # Most documents need no HTTP.

        if len(self.fetched) >= MAX_REMOTE:
            raise SpecError(f"is not fetched: {MAX_REMOTE} others were")
        try:
            raw = fetch(address)
        except ValueError as error:
            raise SpecError(f"cannot be fetched: {error}") from error
        self.fetched[address] = decode(raw, address)
        return parse_document(self.fetched[address], address, address, authored=self.authored)

    def _open(self, address: str, reference: str, document: str) -> str:
        """Read a file beside the root document and say how pointers name it."""
        inside = posixpath.join(self.folder.as_posix(), posixpath.dirname(document))
        name = posixpath.relpath(posixpath.join(inside, address), self.folder.as_posix())
        if address.startswith("/") or name.split("/")[0] == ".." or "\\" in name or "\0" in name:
            raise ValueError(
                f"$ref {reference!r} leads out of the document's folder: copy what it names into it"
            )
        path = self.folder / name
        try:
            real = path.resolve()
        except (OSError, RuntimeError) as error:
            raise ValueError(f"$ref {reference!r} leads nowhere: {error}") from error
        if not real.is_relative_to(self.folder):
            raise ValueError(f"$ref {reference!r} leads out of the document's folder by a link")
        if real == self.root.resolve():
            return ""
        self._read(path, name)
        if name in self.unusable:
            raise ValueError(f"$ref {reference!r} leads nowhere: {self.unusable[name]}")
        return name

    def _read(self, path: Path, name: str) -> None:
        if name in self.documents or name in self.unusable:
            return
        shown = posixpath.join(posixpath.dirname(self.name), name)
        authored = self.authored
        self._add(
            name, shown, lambda: read_document(path, authored=authored, name=shown, document=name)
        )

    def _add(self, name: str, shown: str, read: Callable[[], Document]) -> None:
        try:
            document = read()
        except SpecError as error:
            [first, *_] = error.problems
            self.unusable[name] = f"{shown} {first.message if not first.line else 'has errors'}"
            self.problems.extend(problem for problem in error.problems if problem.line)
        else:
            self.documents[name] = document
            self.problems.extend(document.problems)
            if self.is_swagger:
                self.unfolded[name] = document.data
                find = partial(self._unfolded, document=name)
                self.documents[name] = fold_part(document, self.unfolded[""], find)

    def locate(self, problem: Problem) -> Problem:
        """Add the file, line and column of a problem's pointer, as far as they can be found."""
        pointer = problem.pointer
        if pointer is None or problem.line:
            return problem
        self._read(self.folder / pointer.document, pointer.document)
        document = self.documents.get(pointer.document)
        if document is None:
            return problem
        found = document.problem(
            problem.message, pointer, at_key=True, severity=problem.severity, rule=problem.rule
        )
        return replace(found, kind=problem.kind)


def _step(value: Json, token: str) -> Json:
    if is_mapping(value):
        return value[token]
    if is_list(value) and token.isdecimal():
        return value[int(token)]
    raise LookupError(token)
