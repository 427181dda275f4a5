"""One file → a `Document`: plain data that knows the line and column of each of its nodes."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from engross.errors import Problem, Severity, SpecError
from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.json_tree import JsonMarks, read_json
from engross.spec.kinds import is_mapping
from engross.spec.positions import START, Mark, Marks, spot_of

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A YAML or JSON file that was read."""

    name: str
    """The path as the user gave it."""
    document: str
    """How pointers name it: empty for the root document, else relative to the root's folder."""
    data: Json
    problems: tuple[Problem, ...]
    """What is wrong with it as YAML or JSON, and what other readers read otherwise."""
    marks: Callable[[], Marks]

    def problem(
        self,
        message: str,
        pointer: Pointer,
        *,
        at_key: bool = False,
        severity: Severity = Severity.ERROR,
        rule: str = "",
    ) -> Problem:
        """Place a problem at a node of this document, or at the nearest one above it.

        Args:
            message: What is there and what to write instead.
            pointer: The node.
            at_key: Whether the key of the node is meant and not its value.
            severity: How bad it is.
            rule: The rule that found it, if one did.
        """
        mark = self.mark(pointer.tokens, at_key=at_key)
        return Problem(
            message=message,
            file=self.name,
            line=mark.line + 1,
            column=mark.column + 1,
            pointer=pointer,
            severity=severity,
            rule=rule,
        )

    def mark(self, tokens: tuple[str, ...], *, at_key: bool = False) -> Mark:
        """Say where a node stands, or the last around it that there is."""
        marks = self.marks()
        mark: Mark = START
        holder = self.data
        for token in tokens:
            places = marks.get(id(holder), {}).get(token)
            if places is None:
                return mark
            mark = places[not at_key]
            holder = holder[token if is_mapping(holder) else int(token)]
        return mark


def read_document(
    path: Path, *, authored: bool = True, name: str | None = None, document: str = ""
) -> Document:
    """Read a file, keeping what is wrong with it beside its data.

    Args:
        path: A file whose text is JSON where it begins with a brace, else YAML.
        authored: Whether YAML readers must agree about every scalar.
        name: The path to show, where it is not `path`.
        document: How pointers name the file.

    Raises:
        SpecError: The file cannot be read at all.
    """
    name = str(path) if name is None else name
    text = read_text(path, name)
    return parse_document(text, name, document, authored=authored)


def parse_document(text: str, name: str, document: str, *, authored: bool) -> Document:
    """Read a text as JSON where it begins with a brace or its name says so, else as YAML.

    Raises:
        SpecError: It cannot be read at all.
    """
    is_json = name.lower().endswith(".json")
    if is_json or text.lstrip().startswith("{"):
        try:
            data, problems = read_json(text, name=name, document=document, authored=authored)
        except SpecError:
            if is_json:
                raise
        else:
            marks = cache(lambda: JsonMarks(text, data))
            return Document(
                name=name, document=document, data=data, problems=tuple(problems), marks=marks
            )
    return _read_yaml_document(text, name, document, authored=authored)


def _read_yaml_document(text: str, name: str, document: str, *, authored: bool) -> Document:
    from engross.spec.yaml_tree import read_yaml  # PyYAML is not needed for JSON.

    data, marks, problems = read_yaml(text, name=name, document=document, authored=authored)
    return Document(
        name=name, document=document, data=data, problems=tuple(problems), marks=lambda: marks
    )


def read_text(path: Path, name: str) -> str:
    """Read a file as text: UTF-8, or UTF-16 where a byte order mark says so.

    Args:
        path: The file.
        name: The path to show.

    Raises:
        SpecError: It cannot be read, or is no text.
    """
    return decode(_read_bytes(path, name), name)


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        if path.exists() and not path.is_file():
            reason = "it is a directory" if path.is_dir() else "it is no regular file"
        else:
            return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
    except ValueError as error:
        reason = str(error)
    raise SpecError([Problem(message=f"cannot be read: {reason}", file=name)])


def decode(raw: bytes, name: str) -> str:
    """Turn a file's bytes into text: UTF-8, or UTF-16 where a byte order mark says so.

    Raises:
        SpecError: They are no text.
    """
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _BYTE_ORDER_MARKS if raw.startswith(mark)),
        (b"", "utf-8"),
    )
    raw = raw.removeprefix(mark)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        spot = spot_of(raw[: error.start].decode(encoding, "replace") + " ", error.start)
        message = f"byte {raw[error.start]:#04x} is not {encoding.upper()}: save the file as UTF-8"
        raise SpecError(
            [Problem(message=message, file=name, line=spot.line + 1, column=spot.column + 1)]
        ) from error
