"""pydantic's TypeAdapter as this package uses it: hidden inputs, wire names, one build."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic_core import ValidationError

from .codec import READ, WIRE, is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import TypeAdapter

    from .drift import Finding
    from .reader import Reader, Reading

# pydantic builds a deferred model in place; two threads at it see each other's halves.
_BUILDING = threading.RLock()


class Adapter:
    """Checks and writes values of one type, which is resolved and built at first use."""

    def __init__(self, resolve: Callable[[], Any], *, title: str) -> None:
        """Keep what to build; `title` opens the messages where the type has no name."""
        self._resolve = resolve
        self._title = title

    def build(self) -> None:
        """Do now what the first use would do."""
        _ = self._validate

    def read(self, value: Any) -> Any:
        """Turn decoded JSON into a value; only wire names count.

        Raises:
            pydantic.ValidationError: the value is not of this type.
        """
        return self._validate(value, by_alias=True, by_name=False, context=READ)

    def hold(
        self, value: Any, *, lenient: bool, told: Callable[[list[Finding]], object] | None
    ) -> Any:
        """Turn decoded JSON into a value; what is wrong in it may be kept, and told.

        Args:
            value: what `read` takes.
            lenient: whether what does not fit is kept as it came.
            told: is given each place that is not as documented, in either case.

        Raises:
            pydantic.ValidationError: the value is not of this type, and that matters.
        """
        try:
            right = self.read(value)
        except ValidationError:
            if lenient or told is not None:
                kept, findings = self.examine(value)
                if told is not None:
                    told(findings)
                if lenient:
                    return kept
            raise
        if told is not None:
            told(self.examine(value).findings)
        return right

    def examine(self, value: Any) -> Reading:
        """Read decoded JSON as far as it is of this type, and say where it is not."""
        return self._reader.read(value)

    def write(self, value: Any) -> Any:
        """Check a value of the caller's and give it as `codec.encode` takes it.

        Raises:
            pydantic.ValidationError: the value is not of this type.
        """
        if type(value) is str and self._is_text:
            return value
        checked = self._validate(_plain(value))
        return self._adapter.dump_python(
            checked, mode=WIRE, by_alias=True, exclude_unset=True, warnings="error"
        )

    def sensitive(self, written: Any) -> Iterator[str]:
        """Give each text and number marked `x-sensitive` in what `write` gave."""
        from .model import sensitive_texts

        yield from sensitive_texts(self._validate(written))

    @cached_property
    def _reader(self) -> Reader:
        from .reader import Reader

        return Reader(self._adapter.core_schema)

    @cached_property
    def _is_text(self) -> bool:
        from .wire import String

        return self._resolve() in (str, String)

    @cached_property
    def _validate(self) -> Callable[..., Any]:
        from pydantic_core import CoreConfig, SchemaValidator

        # A model's own validator calls what is wrong by its class, which no caller has named.
        config = CoreConfig(title=self._title, hide_input_in_errors=True)
        return SchemaValidator(self._adapter.core_schema, config).validate_python

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        from pydantic import BaseModel, TypeAdapter

        from .model import Exact
        from .wire import String

        with _BUILDING:
            found = self._resolve()
            if isinstance(found, type) and issubclass(found, BaseModel):
                found.model_rebuild()
                adapter = TypeAdapter[Any](found)
            else:
                checked = cast("Any", String if found is str else found)
                adapter = TypeAdapter[Any](cast("Any", Annotated[checked, Exact()]))
            adapter.rebuild()  # of a model it is deferred
            return adapter


def _plain(value: Any) -> Any:
    """Take models apart, at any depth, so that one changed since it was built is checked again."""
    from pydantic import BaseModel

    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True, exclude_unset=True, warnings=False)
    if is_object(value):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if is_array(value) else value
