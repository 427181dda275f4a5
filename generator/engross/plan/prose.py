"""Docstrings: what the documentation says, laid out for a reader of Python."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from functools import lru_cache

from engross.ir import DocumentedError, Node, Operation
from engross.readable import clean

WIDTH = 88


def wrap(text: str, *, indent: str = "") -> list[str]:
    """Break a text into lines of at most `WIDTH` characters; lists and blank lines stay.

    Args:
        text: Plain text or CommonMark; every line break of a list or an indented block is kept.
        indent: What each line after the first begins with.
    """
    lines: list[str] = []
    paragraph: list[str] = []
    for line in [*text.strip().splitlines(), ""]:
        stripped = line.strip()
        starts_item = stripped[:2] in {"- ", "* ", "• "} or stripped[:1] in {"|", "#", ">"}
        if paragraph and (not stripped or starts_item):
            lines += _fill(" ".join(paragraph), indent)
            paragraph = []
        if stripped:
            paragraph.append(stripped)
        else:
            lines.append("")
    while lines and not lines[-1]:
        lines.pop()
    return lines


@lru_cache(maxsize=10_000)
def _fill(text: str, indent: str) -> tuple[str, ...]:
    hanging = f"{indent}  " if text[:2] in {"- ", "* ", "• "} else indent
    lines = textwrap.wrap(
        text, WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
    return tuple(lines)


def section(title: str, entries: Iterable[tuple[str, str]]) -> list[str]:
    """Lay out a section of Google's docstring style; none where there is no entry."""
    lines = [line for name, text in entries for line in (_entry(name, text))]
    return ["", f"{title}:", *lines] if lines else []


def _entry(name: str, text: str) -> list[str]:
    first, *rest = wrap(f"{name}: {' '.join(text.split())}" if text else name)
    return [f"    {first}", *(f"        {line.strip()}" for line in rest)]


def operation_docstring(
    op: Operation,
    source: Iterable[str],
    arguments: Iterable[tuple[str, str]],
    returns: str,
    raises: Iterable[tuple[str, str]],
    links: Iterable[tuple[str, str]],
) -> str:
    """Write the docstring of a method: meaning, warning, arguments, answer, errors, source.

    Args:
        op: The operation.
        source: The page and the lines it was transcribed from.
        arguments: Name with type, and meaning, of each argument.
        returns: The type of what comes back, and its meaning.
        raises: Name and meaning of each documented error.
        links: Name of each link of an answer, and the call that it stands for.
    """
    lines = wrap(op.summary or op.description or f"{op.method} {op.path}")
    if op.summary and op.description and op.description.strip() != op.summary.strip():
        lines += ["", *wrap(op.description)]
    if op.irreversible:
        once = "It is sent once, and never repeated after it may have arrived."
        lines += ["", "Warning:", *(f"    {line}" for line in wrap(f"{op.irreversible} {once}"))]
    if op.deprecated:
        ends = wrap(deprecation(op, "this operation"))
        lines += ["", "Deprecated:", *(f"    {line}" for line in ends)]
    lines += section("Args", arguments)
    lines += ["", "Returns:", *(f"    {line}" for line in wrap(returns))]
    lines += section("Raises", raises)
    lines += section("Links", links)
    cited = ", ".join(source)
    lines += ["", f"Source: {cited}"] if cited else []
    return "\n".join(lines)


def deprecation(node: Node, what: str) -> str:
    """Say that the provider has deprecated a thing, and the day it goes where that is known.

    Args:
        node: The thing, whose `x-sunset` is the day.
        what: How a caller knows it.
    """
    day = node.extensions.get("x-sunset")
    end = f" It may be gone after {clean(' '.join(day.split()))}." if isinstance(day, str) else ""
    return f"The provider has deprecated {what}.{end}"


def explained(error: DocumentedError) -> str:
    """Say what a documented failure means and how it is recognised."""
    match = error.match
    signs = (
        ("code is", match.code),
        ("message is", match.message),
        ("message begins with", match.message_starts_with),
    )
    how = " and ".join(f"its {words} `{text}`" for words, text in signs if text is not None)
    meaning = error.description.strip().rstrip(".")
    return f"{meaning} ({how})." if meaning else f"{how[:1].upper()}{how[1:]}."
