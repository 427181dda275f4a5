"""Faults that a program can have: each operator finds the places that it applies to."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_SWAPPED: Final = {
    "GET": "POST", "POST": "PUT", "PUT": "PATCH", "PATCH": "PUT", "DELETE": "GET",
    "query": "header", "header": "query", "path": "query", "cookie": "header",
}  # fmt: skip
_OTHER_TYPE: Final = {
    "DecimalNumber": "Number", "DecimalText": "String", "Decimal": "float", "Integer": "String",
    "Number": "String", "String": "Integer", "Boolean": "String", "str": "int", "bool": "str",
    "int": "str", "float": "str", "DateTime": "String", "Date": "String",
}  # fmt: skip
_COMPARED: Final = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: ">=", ast.LtE: ">", ast.Gt: "<=", ast.GtE: "<",
    ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip
_FOR_READERS: Final = frozenset({"description", "title", "message", "doc", "deprecated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A text with one fault in it."""

    operator: str
    line: int
    """The line of the fault, counted from 1."""
    was: str
    now: str
    text: str
    """The whole file."""


Edit = tuple[ast.AST, str]
"""A node, and what to write in its place."""
Operator = Callable[[ast.Module], Iterator[Edit]]


def mutants(text: str, operators: dict[str, Operator]) -> Iterator[Mutant]:
    """Yield each fault that the operators can make in a file."""
    tree = ast.parse(text)
    offsets = [0]
    data = text.encode()
    for line in data.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    for name, operator in operators.items():
        for node, now in operator(tree):
            assert isinstance(node, ast.expr | ast.stmt | ast.keyword)
            first = offsets[node.lineno - 1] + node.col_offset
            last = offsets[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
            changed = (data[:first] + now.encode() + data[last:]).decode()
            was = data[first:last].decode()
            if _parses(changed):
                yield Mutant(operator=name, line=node.lineno, was=was, now=now, text=changed)


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _documentation(tree: ast.Module) -> set[int]:
    """Find the texts that are for readers: docstrings, and what stands alone in a class."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _texts(tree: ast.Module) -> Iterator[ast.Constant]:
    silent = _documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in _FOR_READERS:
            silent |= {id(part) for part in ast.walk(node.value)}
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets
        ):
            silent |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            yield node


def text_changed(tree: ast.Module) -> Iterator[Edit]:
    """Change a name on the wire, a path, an enum's value: any text that is no documentation."""
    for node in _texts(tree):
        yield node, repr(f"{node.value}_")


def word_swapped(tree: ast.Module) -> Iterator[Edit]:
    """Take another verb, or another place for a parameter."""
    for node in _texts(tree):
        if node.value in _SWAPPED:
            yield node, repr(_SWAPPED[str(node.value)])


def flag_flipped(tree: ast.Module) -> Iterator[Edit]:
    """Say True for False."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield node, repr(not node.value)


def number_changed(tree: ast.Module) -> Iterator[Edit]:
    """Be off by one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield node, repr(node.value + 1)  # type: ignore[operator]  # it is a number


def type_changed(tree: ast.Module) -> Iterator[Edit]:
    """Give a field or an argument another type."""
    for node in _annotations(tree):
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and part.id in _OTHER_TYPE:
                yield part, _OTHER_TYPE[part.id]
            if isinstance(part, ast.Attribute) and part.attr in _OTHER_TYPE:
                yield part, f"{ast.unparse(part.value)}.{_OTHER_TYPE[part.attr]}"


def null_dropped(tree: ast.Module) -> Iterator[Edit]:
    """Refuse null, or take it, where a field says otherwise."""
    for node in _annotations(tree):
        for part in ast.walk(node):
            is_union = isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitOr)
            if is_union and isinstance(part.right, ast.Constant) and part.right.value is None:
                yield part, ast.unparse(part.left)


def null_added(tree: ast.Module) -> Iterator[Edit]:
    """Take null where a field has none."""
    for node in _annotations(tree):
        if "None" not in ast.unparse(node):
            yield node, f"{ast.unparse(node)} | None"


def _annotations(tree: ast.Module) -> Iterator[ast.expr]:
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            yield from (part.annotation for part in owner.body if isinstance(part, ast.AnnAssign))


def field_dropped(tree: ast.Module) -> Iterator[Edit]:
    """Forget a field, or a member of an enum."""
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            for part in owner.body:
                if isinstance(part, ast.AnnAssign | ast.Assign):
                    yield part, "pass"


def default_dropped(tree: ast.Module) -> Iterator[Edit]:
    """Require a field that may be absent."""
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            for part in owner.body:
                if isinstance(part, ast.AnnAssign) and part.value is not None:
                    yield part, f"{ast.unparse(part.target)}: {ast.unparse(part.annotation)}"


def keyword_dropped(tree: ast.Module) -> Iterator[Edit]:
    """Leave an argument out of a call."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and not isinstance(call.func, ast.Name | ast.Attribute):
            continue
        if isinstance(call, ast.Call):
            for keyword in call.keywords:
                if keyword.arg is not None and keyword.arg not in _FOR_READERS:
                    left = [other for other in call.keywords if other is not keyword]
                    yield call, ast.unparse(ast.Call(call.func, call.args, left))


def condition_turned(tree: ast.Module) -> Iterator[Edit]:
    """Do what is not to be done."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            yield node.test, f"not ({ast.unparse(node.test)})"


def comparison_turned(tree: ast.Module) -> Iterator[Edit]:
    """Compare the other way."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            sign = _COMPARED[type(node.ops[0])]
            left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
            yield node, f"{left} {sign} {right}"


def condition_weakened(tree: ast.Module) -> Iterator[Edit]:
    """Take `or` for `and`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp):
            word = " or " if isinstance(node.op, ast.And) else " and "
            yield node, word.join(f"({ast.unparse(value)})" for value in node.values)


def statement_dropped(tree: ast.Module) -> Iterator[Edit]:
    """Leave a step out."""
    for owner in ast.walk(tree):
        if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(owner):
                is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
                if isinstance(node, ast.Expr | ast.Raise | ast.AugAssign) and not is_text:
                    yield node, "pass"


def answer_emptied(tree: ast.Module) -> Iterator[Edit]:
    """Give nothing back."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value is not None:
            yield node, "return None"


CLIENT: Final[dict[str, Operator]] = {
    "text changed": text_changed,
    "verb or place swapped": word_swapped,
    "flag flipped": flag_flipped,
    "number changed": number_changed,
    "type changed": type_changed,
    "null dropped": null_dropped,
    "null added": null_added,
    "field dropped": field_dropped,
    "default dropped": default_dropped,
    "argument dropped": keyword_dropped,
}
"""For what is written from the spec: models, resources, errors and the client."""
RUNTIME: Final[dict[str, Operator]] = {
    "condition turned": condition_turned,
    "comparison turned": comparison_turned,
    "condition weakened": condition_weakened,
    "statement dropped": statement_dropped,
    "answer emptied": answer_emptied,
    "flag flipped": flag_flipped,
    "number changed": number_changed,
    "text changed": text_changed,
    "argument dropped": keyword_dropped,
}
"""For what every package has alike."""
