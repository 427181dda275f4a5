"""Patterns of a spec, searched as the generated client does it: by pydantic, in linear time.

Python's own `re` needs longer than anybody waits for a pattern like `(a*)*b`, fails on some in ways
of their own, and a spec may come from anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


@cache
def searcher(pattern: str) -> Callable[[str], bool] | None:
    """Give a test of whether a pattern is found in a text.

    Returns:
        None where pydantic cannot search with the pattern: it does not know all of ECMA-262.
    """
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        validator = SchemaValidator(core_schema.str_schema(pattern=pattern))
    except (SchemaError, UnicodeEncodeError):
        return None
    return lambda text: validator.isinstance_python(text)
