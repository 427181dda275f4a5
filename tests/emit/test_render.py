from __future__ import annotations

import ast
import tomllib

import pytest
from engross.emit.render import comment, literal, markdown, prose, toml, visible

HOSTILE = [
    '"""',
    '"""\nimport os\n"""',
    "'''",
    "\\",
    '\\"""',
    'ends with "',
    'ends with \\"',
    "{{ x }} {% raw %} {# no #}",
    "a\x00b\x0cc\x1b[31m",
    "line\r\nline\rline\u2028line\u2029",
    "\ud800 lone surrogate",
    "\N{RIGHT-TO-LEFT OVERRIDE}evil",
    "\\N{DIGIT ONE} \\x41 \\u0041",
    "中文 🦄",
    "%s {0} $x `y`",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_literal_is_the_text_again(text):
    assert ast.literal_eval(literal(text)) == text
    assert literal(text).isprintable()


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_stays_in_its_docstring(text):
    source = f'def f():\n    """{prose(text)}"""\n'.encode()
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == 1
    assert ast.get_docstring(function, clean=False) is not None


@pytest.mark.parametrize("text", HOSTILE)
def test_comment_is_one_line(text):
    assert ast.parse(f"# {comment(text)}\n".encode()).body == []


@pytest.mark.parametrize("text", HOSTILE)
def test_toml_is_one_value(text):
    assert list(tomllib.loads(f"a = {toml(text)}\n")) == ["a"]


def test_markdown_stands_for_itself():
    assert markdown("*a* [b](c) <script> `d` | e") == (r"\*a\* \[b\](c) \<script\> \`d\` \| e")


@pytest.mark.parametrize("text", HOSTILE)
def test_visible_source_means_the_same(text):
    source = f"a = {text!r}\n"
    for char in "\x1b\u2028\N{RIGHT-TO-LEFT OVERRIDE}\ufeff":
        source = source.replace(repr(char)[1:-1], char)
    shown = visible(source)
    assert ast.literal_eval(shown.removeprefix("a = ")) == text
    assert all(char.isprintable() or char == "\n" for char in shown)
