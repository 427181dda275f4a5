"""Warnings of what the provider has deprecated, told at the line that uses it."""

from __future__ import annotations

import inspect
import warnings

_PACKAGE = __name__.removesuffix(".deprecation").removesuffix("._runtime")
# Where the decorator of a deprecated method stands (PEP 702), between the caller and the method.
_DECORATORS = ("typing_extensions.", "warnings.")


def warn(message: str) -> None:
    """Warn at the line that called into this package, however deep this is in it."""
    level, frame = 0, inspect.currentframe()
    while frame is not None and _is_passed(f"{frame.f_globals.get('__name__')}."):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, DeprecationWarning, stacklevel=level + 1)


def _is_passed(module: str) -> bool:
    return module.startswith((f"{_PACKAGE}.", *_DECORATORS))
