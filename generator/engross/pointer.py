"""JSON Pointer (RFC 6901): the address of a node inside a document."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote


class Pointer(NamedTuple):
    """The path from a document's root to one of its nodes.

    Pointers are the keys of nearly every mapping here, and a tuple's hash costs least.
    """

    tokens: tuple[str, ...] = ()
    """The unescaped reference tokens; array indexes are text too."""
    document: str = ""
    """The document's path relative to the root document's folder, with forward slashes; empty for
    the root document itself."""
    way: str = ""
    """`sent` for the node as requests have it, where answers have it otherwise."""

    def __truediv__(self, token: str | int) -> Pointer:
        return Pointer((*self.tokens, str(token)), self.document, self.way)

    def __str__(self) -> str:
        """Print the URI fragment form, ``other.yaml#/a/b``, with RFC 6901's escapes."""
        return f"{self.document}#" + "".join(map(_escaped, self.tokens))

    @property
    def last(self) -> str:
        """The last token; empty for the root."""
        return self.tokens[-1] if self.tokens else ""

    @property
    def parent(self) -> Pointer:
        """The node that holds this one; the root is its own parent."""
        return Pointer(self.tokens[:-1], self.document, self.way)

    @property
    def sent(self) -> Pointer:
        """The node as requests have it."""
        return self._replace(way="sent")

    @property
    def own(self) -> Pointer:
        """The node itself, whichever way it goes."""
        return self._replace(way="")


ROOT = Pointer()


def parse_pointer(text: str, *, document: str = "") -> Pointer:
    """Read the fragment of a ``$ref`` (``#/components/schemas/Card``).

    Args:
        text: The fragment with or without its ``#``; percent escapes are undone.
        document: The document the pointer leads into.

    Raises:
        ValueError: The text is neither empty nor begins with a slash.
    """
    fragment = unquote(text.removeprefix("#"))
    if not fragment:
        return Pointer((), document)
    if not fragment.startswith("/"):
        raise ValueError(f"{text!r} is not a JSON Pointer: it must begin with '#/'")
    return Pointer(tuple(_unescape(token) for token in fragment[1:].split("/")), document)


@lru_cache(maxsize=4096)
def _escaped(token: str) -> str:
    """Print a token with its slash: a document's pointers are made of few different ones."""
    return "/" + token.replace("~", "~0").replace("/", "~1")


def _unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")
