"""The one Jinja environment: templates only print what the plan decided.

Text of a spec enters a file through a filter that belongs to the file's language, so that it can
never become code: `literal`, `prose`, `docstring` in Python, `toml`, `markdown` in their own.
"""

from __future__ import annotations

import functools
import json
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from engross import cache
from engross.readable import BIDI, CONTROL, clean, markdown


def literal(value: object) -> str:
    """Write a value as a Python literal."""
    return ascii(value) if _needs_escape(repr(value)) else repr(value)


def prose(text: str) -> str:
    """Make a text safe between the triple quotes of a docstring."""
    safe = clean(text).replace("\\", "\\\\")
    safe = f'{safe[:-1]}\\"' if safe.endswith('"') else safe
    return safe.replace('"""', '\\"\\"\\"')


def docstring(text: str) -> str:
    """Fill the docstring of a class or field: one line, or lines between those of the quotes."""
    if "\n" not in text:
        return prose(text)
    lines = [f"    {line}" if line else "" for line in prose(f"{text}\n").split("\n")]
    return "\n".join(["", *lines[:-1], "    "])


def visible(source: str) -> str:
    """Escape what no reader should see in Python source, where only string literals can hold it."""
    for hidden in (CONTROL, BIDI):
        source = hidden.sub(lambda found: ascii(found.group())[1:-1], source)
    return source


def comment(text: str) -> str:
    """Make a text safe behind a `#`: one line."""
    return " ".join(clean(text).split())


def toml(text: str) -> str:
    """Write a text as a TOML basic string (TOML 1.0, "String"): JSON's escapes are a subset."""
    return json.dumps(clean(text), ensure_ascii=False)


def _needs_escape(text: str) -> bool:
    return bool(CONTROL.search(text) or BIDI.search(text))


class _Compiled(BytecodeCache):
    """Keeps compiled templates, as Python keeps compiled modules."""

    def load_bytecode(self, bucket: Bucket) -> None:
        if (known := cache.recall_own(bucket.key)) is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        cache.keep_own(bucket.key, bucket.bytecode_to_string())


@functools.cache
def environment() -> Environment:
    """Give the environment all templates are rendered in."""
    jinja = Environment(
        loader=PackageLoader("engross.emit"),
        autoescape=False,  # noqa: S701 - the output is Python, TOML and Markdown; see the filters
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_Compiled(),
    )
    jinja.filters |= {
        # Jinja's own looks for what a sandbox would have to hide, which takes longer than printing.
        "attr": getattr,
        "literal": literal,
        "prose": prose,
        "docstring": docstring,
        "comment": comment,
        "toml": toml,
        "markdown": markdown,
    }
    return jinja


def render(template: str, **facts: Any) -> str:
    """Render one template, named by its path under `templates/`."""
    return environment().get_template(template).render(**facts)
