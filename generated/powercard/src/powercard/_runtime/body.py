"""From a body's value to the bytes of a message, for each media type. Pure."""

from __future__ import annotations

import mimetypes
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeGuard

from . import codec
from .charsets import encoded, with_known_charset
from .forms import form_text
from .itemised import check_items
from .media import covers, is_range, kind
from .operation import Body, Part
from .parameters import checked_header, plain_pairs, written
from .types import UNSET
from .uploads import Upload, content_of, file_of, joined

_ANY_FILE = "application/octet-stream"
_FILE: tuple[Any, ...] = (None, None, None, {})
"""A file's name, content, media type and headers where they are not given."""
# RFC 2046, "Common Syntax" of multipart: a body begins with the first delimiter.
_BOUNDARY = re.compile(rb"(?:\r\n)?--([\w'()+,./:=?-]{1,70})[ \t]*\r?\n")
_SPECIAL = frozenset("(),/:=?")
_OWN_HEADERS = frozenset({"content-disposition", "content-type"})


class Encoded(NamedTuple):
    """A body as it is sent."""

    content: bytes | Upload
    content_type: str
    """Empty where it is one of a range and only the caller knows which."""


def either(members: Any, whole: Any) -> Any:
    """Give the body that was given: by its members, or whole in another media type.

    Raises:
        TypeError: both were.
    """
    if whole is UNSET:
        return members
    if any(member is not UNSET for member in members.values()):
        raise TypeError("the body is given either by its members or whole, not both ways")
    return whole


def check_body(declared: Body, value: Any) -> Any:
    """Check a body and give what `encode_body` takes; UNSET where there is none to send.

    Raises:
        ValueError: the value is not what the operation takes.
    """
    if codec.is_object(value):
        given = {name: member for name, member in value.items() if member is not UNSET}
        # An empty object of the caller's is a body; one whose members were all left out is none.
        value = UNSET if value and not given and not declared.required else given
    if value is UNSET:
        return UNSET
    if declared.is_content:
        return content_of(value)
    if declared.is_itemised:
        return check_items(declared, value)
    return _check_parts(declared, value) if declared.is_multipart else declared.adapter.write(value)


def encode_body(declared: Body, checked: Any) -> Encoded:
    """Write what `check_body` gave.

    Raises:
        ValueError: a text that its charset cannot write.
    """
    if declared.is_multipart:
        return _multipart(declared, checked)
    if declared.is_content:
        return Encoded(checked, _bytes_type(declared, checked))
    if declared.is_itemised:
        return Encoded(checked.content, declared.content_type)
    # A form whose schema is no object is a text that its caller has encoded.
    if declared.kind == "form" and codec.is_object(checked):
        return Encoded(form_text(declared.fields, checked).encode(), declared.content_type)
    return Encoded(_content(declared.sent_as, checked), declared.sent_as)


def untold(declared: Body) -> str:
    """Say why nobody knows the media type of a body, and what a caller can do."""
    why = (
        "its boundary: begin its bytes with that"
        if declared.needs_boundary
        else "which it is: name its file so"
    )
    return (
        f"the request body is some {declared.content_type}, and nothing says {why},"
        " or give `headers` a Content-Type"
    )


def sensitive_texts(declared: Body, checked: Any) -> Iterator[str]:
    """Give each text and number of a body that no message may repeat (`x-sensitive`)."""
    if declared.is_content:
        return
    if declared.is_itemised:
        yield from checked.secrets
        return
    if not declared.is_multipart:
        yield from declared.adapter.sensitive(checked)
        return
    for part in declared.parts:
        if part.name not in checked or part.adapter is None:
            continue
        if part.sensitive:
            yield from codec.scalar_texts(checked[part.name])
        else:
            yield from part.adapter.sensitive(checked[part.name])


def _bytes_type(declared: Body, content: bytes | Upload) -> str:
    if declared.needs_boundary:
        found = _BOUNDARY.match(content) if isinstance(content, bytes) else None
        boundary = found[1].decode() if found else ""
        shown = f'"{boundary}"' if _SPECIAL & set(boundary) else boundary
        return f"{declared.sent_as}; boundary={shown}" if boundary else ""
    if covers(declared.content_type, declared.sent_as):
        return declared.sent_as
    guessed = mimetypes.guess_type(content.name)[0] if isinstance(content, Upload) else None
    return guessed if guessed and covers(declared.content_type, guessed) else ""


def _content(content_type: str, checked: Any) -> bytes:
    if kind(content_type) == "json":
        return codec.encode(checked)
    return (
        checked if isinstance(checked, bytes) else encoded(content_type, codec.scalar_text(checked))
    )


# --- multipart/form-data (RFC 7578) ---------------------------------------------------------------


class _File(NamedTuple):
    """A file, open or in memory."""

    name: str
    content: bytes | Upload
    content_type: str | None
    headers: Mapping[str, str]
    """The others of its part."""


def _check_parts(declared: Body, value: Any) -> dict[str, Any]:
    if not codec.is_object(value):
        raise ValueError(f"a multipart body is a mapping, not a {type(value).__name__}")
    known = {part.name: part for part in declared.parts}
    for part in declared.parts:
        if part.required and part.name not in value:
            raise ValueError(f"the part {part.name!r} is missing")
    checked = {name: _check_part(known.get(name), name, item) for name, item in value.items()}
    return {name: item for name, item in checked.items() if item is not None}


def _check_part(part: Part | None, name: str, value: Any) -> Any:
    if part is None:
        # Of a part that the document does not describe, the value says whether it is a file.
        if _is_list(value):
            return [_check_part(None, name, item) for item in value]
        return _read_file(name, value) if _is_file(value) else value
    if part.adapter is not None:
        return part.adapter.write(value)
    if not part.many:
        return _read_file(name, value)
    if not _is_list(value):
        raise ValueError(f"the part {name!r} is a list of files, not {type(value).__name__}")
    return [_read_file(name, item) for item in value]


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _is_file(value: Any) -> bool:
    return isinstance(value, bytes | bytearray | tuple) or hasattr(value, "read")


def _read_file(part: str, given: Any) -> _File:
    named = given if _is_tuple(given) else (getattr(given, "name", None), given)
    told: list[Any] = [*named, *_FILE[len(named) :]]
    name, content, content_type, headers = told
    try:
        taken = file_of(content)
    except ValueError:
        raise ValueError(
            f"the part {part!r} is a file: give bytes, a file opened in binary mode, or a tuple of"
            f" a name and one of these; not {type(content).__name__}"
        ) from None
    # A file that was opened by its number has no name.
    shown = name.replace("\\", "/").rpartition("/")[2] if isinstance(name, str) else ""
    checked = {name: checked_header(name, value) for name, value in headers.items()}
    if not _OWN_HEADERS.isdisjoint(map(str.lower, checked)):
        raise ValueError(f"the part {part!r} has its name and media type in the tuple itself")
    return _File(shown or "upload", taken, content_type, checked)


def _multipart(declared: Body, checked: Mapping[str, Any]) -> Encoded:
    boundary = secrets.token_hex(16)
    known = {part.name: part for part in declared.parts}
    pieces: list[bytes | Upload] = []
    for name, value in checked.items():
        for head, content in _pieces(name, value, known.get(name, Part(name=name))):
            pieces += [f"--{boundary}\r\n".encode() + head, content, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    return Encoded(joined(pieces), f"multipart/form-data; boundary={boundary}")


def _pieces(name: str, value: Any, part: Part) -> Iterator[tuple[bytes, bytes | Upload]]:
    """Write a member's parts: each of its items is one, or what its style makes of it."""
    if part.styled is None:
        for item in value if _is_list(value) else [value]:
            yield _piece(name, item, part)
        return
    for own, text in plain_pairs(part.styled, written(part.styled, value)):
        yield _piece(own, text, Part(name=own))


def _piece(name: str, value: Any, part: Part) -> tuple[bytes, bytes | Upload]:
    """Write one part without the boundary before it: its headers and its content."""
    allowed = part.content_types
    content: bytes | Upload
    # Of several, or a range, only who gives a file can tell which it is.
    content_type = allowed[0] if len(allowed) == 1 and not is_range(allowed[0]) else None
    more: Mapping[str, str] = value.headers if isinstance(value, _File) else {}
    disposition = f'form-data; name="{_quoted(name)}"'
    if isinstance(value, _File):
        content_type = value.content_type or _file_type(value.name, allowed)
        disposition += f'; filename="{_quoted(value.name)}"'
        content = value.content
    elif content_type is not None:
        content_type = with_known_charset(content_type)
        content = _content(content_type, value)
    elif codec.is_object(value) or codec.is_array(value):
        content, content_type = codec.encode(value), "application/json"
    else:
        content = codec.scalar_text(value).encode()
    head = f"Content-Disposition: {disposition}\r\n"
    if content_type is not None:
        head += f"Content-Type: {content_type}\r\n"
    if part.encoding:
        head += f"Content-Transfer-Encoding: {part.encoding}\r\n"
    head += "".join(f"{name}: {text}\r\n" for name, text in more.items())
    return f"{head}\r\n".encode(), content


def _file_type(name: str, allowed: Sequence[str]) -> str:
    """Give the media type that a file's name says where it may have that, else the first it may."""
    guessed = mimetypes.guess_type(name)[0] or _ANY_FILE
    named = [guessed if is_range(one) else one for one in allowed if covers(one, guessed)]
    return next(iter((*named, *(one for one in allowed if not is_range(one)))), guessed)


def _quoted(text: str) -> str:
    """Write a name as browsers do (WHATWG HTML, "Multipart form data")."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
