"""YAML documents: data, positions, limits, messages; with libyaml's parser and without."""

from __future__ import annotations

import pytest
import yaml
from engross.errors import Severity, SpecError
from engross.ir import Json
from engross.spec.yaml_tree import read_yaml


@pytest.fixture(params=[True, False], ids=["libyaml", "python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with both parsers of PyYAML."""
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param and yaml.__with_libyaml__)


def data(text: str) -> Json:
    return read_yaml(text, name="f.yaml", document="", authored=False)[0]


def messages(text: str, *, authored: bool = False) -> list[str]:
    try:
        problems = read_yaml(text, name="f.yaml", document="", authored=authored)[2]
    except SpecError as error:
        problems = list(error.problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# nothing\n", None),
        ("a: [1, {b: two}]", {"a": [1, {"b": "two"}]}),
        ("200: ok\non: 1\nnull: 2\n1.5: 3", {"200": "ok", "on": 1, "null": 2, "1.5": 3}),
        ("a: &x {b: 1}\nc: *x", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: &x text\nc: *x", {"a": "text", "c": "text"}),
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}", {"a": {"b": 1, "c": 2}, "d": {"c": 3, "b": 1}}),
        ("a: &x {b: 1}\nc: {<<: [*x, {d: 2}]}", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
        ("a: &x {b: 1}\nc:\n  !!merge <<: *x", {"a": {"b": 1}, "c": {"b": 1}}),
        ("'<<': 1", {"<<": 1}),
        ("a: !!timestamp 2024-01-01", {"a": "2024-01-01"}),
        ("a: !!float 50\nb: !!str 1\nc: !!int '5'", {"a": 50, "b": "1", "c": 5}),
        ("a: !!map {b: !!seq [!!bool true, !!null '']}", {"a": {"b": [True, None]}}),
        ("a: 'yes'\r\nb: |\r\n  x\r\n", {"a": "yes", "b": "x\n"}),
    ],
)
def test_yaml_becomes_plain_data(text: str, value: Json) -> None:
    assert data(text) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", "f.yaml:2:1: error: the key 'a' is already in line 1"),
        ("200: 1\n'200': 2", "f.yaml:2:1: error: the key '200' is already in line 1"),
        ("a: {b: 1, b: 2}", "(#/a/b)"),
        ("a: {b: 1, b: true}", "error: the key 'b'"),
        ("a: {b: {}, b: {}}", "error: the key 'b'"),
        ("a: {b: 1, b: 1}", "warning: the key 'b' is already in line 1"),
        ("a: [1", "this is not YAML: while parsing a flow sequence (begun in line 1)"),
        ("a:\n\t- b", "f.yaml:2:1: error: this is not YAML"),
        ("a: 'b", "this is not YAML"),
        ("a: 1\n---\nb: 1", "f.yaml:2:1: error: a second YAML document begins here"),
        ("a: !!binary eA==", "the tag tag:yaml.org,2002:binary is not supported: remove it (#/a)"),
        ("a: !!python/object:os.system x", "is not supported: remove it"),
        ("a: !x {b: 1}", "the tag !x is not supported"),
        ("a: *b", "the alias *b has no finished anchor &b before it"),
        ("a: b: c", "f.yaml:1:5: error: this is not YAML: mapping values are not allowed"),
        (
            "a: [\n\n@",
            "f.yaml:3:1: error: this is not YAML: while scanning for",
        ),
        ("a: &b [*b]", "the alias *b has no finished anchor &b before it"),
        ("? [a]\n: b", "a key must be text: quote it"),
        ("a: &x k\n*x : 1", "a key must be text: quote it"),
        ("a: {<<: 1}", "needs a mapping or a list of mappings"),
        ("a: b\x00c", "f.yaml:1:5: error: the character '\\x00' is not allowed in YAML"),
        ("a: " + "9" * 1001, "f.yaml:1:4: error: a number of 1001 digits; the limit is 1000 (#/a)"),
    ],
)
def test_a_bad_document_is_told_with_its_place(text: str, message: str) -> None:
    assert message in "\n".join(messages(text))


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 1000, "\n".join(f"{' ' * i}a:" for i in range(1000))]
)
def test_deep_nesting_is_refused_by_a_message(text: str) -> None:
    # Newer releases of libyaml have a limit of their own, which a flood meets first.
    told = ("nested more than 100 levels deep", "exceeded maximum nesting depth")
    assert any(message in messages(text)[-1] for message in told)


def test_deep_nesting_by_aliases_is_refused() -> None:
    chain = "\n".join(f"a{i}: &a{i} {{b: *a{i - 1}}}" for i in range(1, 200))

    assert "aliases nest more than 100 levels deep" in messages(f"a0: &a0 x\n{chain}")[-1]


def test_an_alias_bomb_is_refused() -> None:
    lines = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]

    assert "aliases stand for more than" in messages("a0: &a0 x\n" + "\n".join(lines))[-1]


def test_every_problem_before_a_syntax_error_is_told_too() -> None:
    assert len(messages("a: 1\na: 2\nb: !x 1\nc: [")) == 3


@pytest.mark.parametrize("text", ["a: NO", "a: 2024-01-01", "on: 1", "a: 012", "a: {<<: {b: 1}}"])
def test_what_readers_disagree_about_is_an_error_only_in_our_own_files(text: str) -> None:
    problems = read_yaml(text, name="f.yaml", document="", authored=True)[2]
    others = read_yaml(text, name="f.yaml", document="", authored=False)[2]

    assert [problem.severity for problem in problems] == [Severity.ERROR]
    assert all(problem.severity is Severity.WARNING for problem in others)


def test_a_key_of_ours_must_be_text() -> None:
    assert messages("200: x", authored=True) == [
        'f.yaml:1:1: error: the key 200 is not text: write "200" (#/200)'
    ]
    assert messages('"200": x', authored=True) == []


def test_positions_are_those_of_keys_and_values() -> None:
    tree, marks, _ = read_yaml("a:\n  - b: 1\n", name="f", document="", authored=False)
    key, value = marks[id(tree["a"][0])]["b"]

    assert ((key.line, key.column), (value.line, value.column)) == ((1, 4), (1, 7))


def test_a_merged_key_keeps_its_place() -> None:
    text = "a: &x\n  b: 1\nc:\n  <<: *x\n"
    tree, marks, _ = read_yaml(text, name="f", document="", authored=False)

    assert marks[id(tree["c"])]["b"][0].line == 1
