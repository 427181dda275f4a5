"""The headers of an answer that the documentation declares, read when they are asked for.

A call does not fail over a header that nobody looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar, cast, overload

from pydantic_core import ValidationError

from . import codec
from .adapter import Adapter
from .drift import DriftKind, Finding
from .operation import Resolve

if TYPE_CHECKING:
    from typing import Self

    from .errors import ResponseValidationError

T = TypeVar("T")
Told: TypeAlias = Callable[[list[Finding]], object]

Form: TypeAlias = Literal["text", "json", "array", "object"]
"""How a value stands in a header: as it is, as JSON, or its parts between commas."""


class Headers:
    """The declared headers of one answer, as attributes."""

    def __init__(
        self,
        headers: Mapping[str, str],
        contradiction: Callable[[str], ResponseValidationError],
        told: Told | None,
    ) -> None:
        """Keep the headers, what makes the exception for one, and who is told of a drift."""
        self._source = headers, contradiction, told


class HeaderField(Generic[T]):
    """One declared header, as an attribute of `Headers`.

    Reading it raises a ResponseValidationError where it contradicts the documentation;
    `on_drift` is told first, and also of a value that the documentation does not list.
    """

    def __init__(
        self,
        name: str,
        type: Resolve,
        *,
        required: bool = False,
        form: Form = "text",
        items: Form = "text",
        explode: bool = False,
    ) -> None:
        self._name = name
        self._required = required
        self._form: Form = form
        self._items: Form = items
        self._separator = "=" if explode else ","
        self._adapter = Adapter(type, title=f"header '{name}'")

    @overload
    def __get__(self, instance: None, owner: type[Headers]) -> Self: ...

    @overload
    def __get__(self, instance: Headers, owner: type[Headers]) -> T: ...

    def __get__(self, instance: Headers | None, owner: type[Headers]) -> Self | T:
        """Read the header; None where it need not be there and is not."""
        if instance is None:
            return self
        headers, contradiction, told = vars(instance)["_source"]  # all other names are the headers'
        text = headers.get(self._name)
        if text is None and not self._required:
            return cast("T", None)
        found, problem = self._read(text, self._telling(told))
        if problem:
            raise contradiction(self._about(problem))
        return cast("T", found)

    def _read(self, text: str | None, told: Told | None) -> tuple[Any, str]:
        """Give the value, or what is wrong with it, which is told as well."""
        if text is None:
            return None, _tell(told, "missing-field", "it is missing")
        try:
            value = self._decoded(text)
        except ValueError:
            return None, _tell(told, "wrong-type", "its value has another form")
        try:
            return self._adapter.hold(value, lenient=False, told=told), ""
        except ValidationError as error:
            problem = error.errors(include_input=False, include_url=False)[0]["msg"]
            return None, problem

    def _telling(self, told: Told | None) -> Told | None:
        """Let what is told name the header: it has no place in the body."""
        if told is None:
            return None
        return lambda findings: told(
            [f._replace(place=(), message=self._about(f.message)) for f in findings]
        )

    def _about(self, problem: str) -> str:
        return f"the header {self._name}: {problem}"

    # OpenAPI 3.1, "Header Object": the only style is `simple`.
    def _decoded(self, text: str) -> Any:
        if self._form == "array":
            return [_scalar(part, self._items) for part in _parts(text)]
        if self._form == "object":
            return dict(self._members(text))
        return _scalar(text, self._form)

    def _members(self, text: str) -> list[tuple[str, Any]]:
        parts = _parts(text)
        if self._separator == ",":
            pairs = list(zip(parts[::2], parts[1::2], strict=True))
        else:
            pairs = [(name, value) for name, _, value in (part.partition("=") for part in parts)]
        return [(name, _scalar(value, self._items)) for name, value in pairs]


def _tell(told: Told | None, kind: DriftKind, problem: str) -> str:
    if told is not None:
        told([Finding(kind, (), problem)])
    return problem


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")] if text.strip() else []


def _scalar(text: str, form: Form) -> Any:
    return codec.decode(text.encode()) if form == "json" else text
