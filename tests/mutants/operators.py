"""Faults that a program can have: each operator finds the places that it applies to."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

_SWAPPED: Final = {
    "GET": "POST", "POST": "PUT", "PUT": "PATCH", "PATCH": "PUT", "DELETE": "GET",
    "query": "header", "header": "query", "path": "query", "cookie": "header",
    "allow": "forbid", "forbid": "allow", "bearer": "basic",
}  # fmt: skip
_OTHER_TYPE: Final = {
    "DecimalNumber": "Number", "DecimalText": "String", "Decimal": "float", "Integer": "String",
    "Number": "String", "String": "Integer", "Boolean": "String", "str": "int", "bool": "str",
    "int": "str", "float": "str", "DateTime": "String", "Date": "String",
    "AwareDateTime": "DateTime",
}  # fmt: skip
_COMPARED: Final = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: ">=", ast.LtE: ">", ast.Gt: "<=", ast.GtE: "<",
    ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip
_FOR_READERS: Final = frozenset({"description", "title", "message", "doc", "deprecated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One fault that a module can have."""

    operator: str
    line: int
    """The line of the fault, counted from 1."""
    now: str
    span: tuple[int, int]
    """The bytes that it takes the place of."""
    right: bytes
    """The module without it."""

    @property
    def was(self) -> str:
        """What stands there without it."""
        return self.right[slice(*self.span)].decode()

    @property
    def site(self) -> str:
        """How the line reads with it."""
        first, last = self.span
        before = self.right[self.right.rfind(b"\n", 0, first) + 1 : first].decode()
        after = self.right[last : self.right.find(b"\n", last)].decode()
        return " ".join(f"{before}{self.now}{after}".split())

    @property
    def text(self) -> str:
        """The module with it; nothing where that is no module, or the same one."""
        first, last = self.span
        text = (self.right[:first] + self.now.encode() + self.right[last:]).decode()
        return text if _parses(text) and not is_same(text, self.right.decode()) else ""


Edit = tuple[ast.AST, str]
"""A node, and what to write in its place."""
Operator = Callable[[ast.Module], Iterator[Edit]]


def mutants(text: str, operators: dict[str, Operator]) -> Iterator[Mutant]:
    """Yield each fault that the operators can make in a file."""
    tree = ast.parse(text)
    data = text.encode()
    offsets = [0, *accumulate(map(len, data.splitlines(keepends=True)))]
    silent = set(map(id, _without_effect(tree)))
    for name, operator in operators.items():
        for node, now in operator(tree):
            if id(node) in silent:
                continue
            assert isinstance(node, ast.expr | ast.stmt | ast.keyword)
            first = offsets[node.lineno - 1] + node.col_offset
            last = offsets[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
            yield Mutant(operator=name, line=node.lineno, now=now, span=(first, last), right=data)


def is_same(left: str, right: str) -> bool:
    """Whether two modules differ in nothing but layout, comments and docstrings."""
    return left == right or _bare(left) == _bare(right)


def _bare(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
    return ast.dump(tree)


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


def _is_name_only(node: ast.AST) -> bool:
    """Whether it makes something whose name nothing but a message ever shows."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"ContextVar", "TypeVar"}


def _texts(tree: ast.Module) -> Iterator[ast.Constant]:
    silent = _documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in _FOR_READERS:
            silent |= {id(part) for part in ast.walk(node.value)}
        is_repr = isinstance(node, ast.FunctionDef) and node.name == "__repr__"
        if isinstance(node, ast.Raise) or _is_name_only(node) or is_repr:
            silent |= {id(part) for part in ast.walk(node)}
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


def word_changed(tree: ast.Module) -> Iterator[Edit]:
    """Change a text that is no sentence: those of the runtime are for readers."""
    silent = {id(part) for node in _for_checkers(tree) for part in ast.walk(node)}
    for node in _texts(tree):
        if " " not in str(node.value) and id(node) not in silent:
            yield node, repr(f"{node.value}_")


def _for_checkers(tree: ast.Module) -> Iterator[ast.expr]:
    """Find the types that nothing looks at while a program runs: the runtime's annotations."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign):
            yield node.annotation
            if "TypeAlias" in ast.unparse(node.annotation) and node.value is not None:
                yield node.value
        if isinstance(node, ast.arg) and node.annotation is not None:
            yield node.annotation


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


def _without_effect(tree: ast.Module) -> Iterator[ast.AST]:
    """Find what changes nothing in any call, with all of its parts."""
    for node in ast.walk(tree):
        made = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        given = {keyword.arg: keyword.value for keyword in getattr(node, "keywords", ())}
        if made == "dataclass":
            yield from ast.walk(node)  # frozen, slots, kw_only: they keep authors from mistakes
        if made.endswith("TypeVar"):
            yield from ast.walk(node)  # type checkers alone look at it
        if isinstance(node, ast.Assert):
            yield from ast.walk(node)  # for authors and type checkers
        if made == "cast":
            yield from ast.walk(node.args[0])
        if made == "Envelope" and "data" in given:
            yield given["data"]  # the runtime does not look there
        if made == "Operation":
            yield given["id"]  # for whoever reads the code
            if ast.unparse(given["method"]) in {"'POST'", "'PATCH'"} and "irreversible" in given:
                # It is not idempotent, and so never repeated.
                yield given["irreversible"]
            for response in _of_failures(given.get("responses")):
                yield from ast.walk(response)


def _of_failures(responses: ast.expr | None) -> Iterator[ast.expr]:
    """Find the answers of failures: these are raised as they come, whatever is documented."""
    found = responses.elts if isinstance(responses, ast.Tuple) else []
    statuses = [ast.unparse(call.keywords[0].value) for call in found if isinstance(call, ast.Call)]
    for status, response in zip(statuses, found, strict=True):
        if status[1] in "345" or (status == "'default'" and "'2XX'" in statuses):
            yield response


def number_changed(tree: ast.Module) -> Iterator[Edit]:
    """Be off by one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield node, repr(node.value + 1)  # type: ignore[operator]  # it is a number


def type_changed(tree: ast.Module) -> Iterator[Edit]:
    """Give a field or an argument another type."""
    for node in (*_annotations(tree), *_arguments(tree)):
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


def _arguments(tree: ast.Module) -> Iterator[ast.expr]:
    """Give the types of what methods take; what a constructor passes on is for type checkers."""
    for owner in ast.walk(tree):
        if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef) and owner.name != "__init__":
            for argument in (*owner.args.args, *owner.args.kwonlyargs):
                if argument.annotation is not None:
                    yield argument.annotation


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


def default_added(tree: ast.Module) -> Iterator[Edit]:
    """Let a required field be absent."""
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            for part in owner.body:
                if isinstance(part, ast.AnnAssign) and part.value is None:
                    yield part, f"{ast.unparse(part)} = None"


def unlisted_refused(tree: ast.Module) -> Iterator[Edit]:
    """Take none but the listed values."""
    for node in _annotations(tree):
        for part in ast.walk(node):
            is_union = isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitOr)
            if is_union and isinstance(part.left, ast.Name) and isinstance(part.right, ast.Name):
                yield part, part.left.id


def another_taken(tree: ast.Module) -> Iterator[Edit]:
    """Take another model of the package, or another of its exceptions."""
    # How a constant is annotated tells type checkers alone.
    silent = {
        id(part)
        for owner in tree.body
        if isinstance(owner, ast.AnnAssign)
        for part in ast.walk(owner.annotation)
    }
    used = [
        node
        for node in ast.walk(tree)
        if id(node) not in silent
        and isinstance(node, ast.Attribute)
        and ast.unparse(node.value) == "models"
    ]
    raised = [
        keyword.value
        for keyword in ast.walk(tree)
        if isinstance(keyword, ast.keyword) and keyword.arg == "error"
    ]
    for nodes in (used, raised):
        others = sorted({ast.unparse(node) for node in nodes})
        for node in nodes:
            other = others[others.index(ast.unparse(node)) - 1]
            if other != ast.unparse(node):
                yield node, other


def neighbours_swapped(tree: ast.Module) -> Iterator[Edit]:
    """Give an argument under the name of the next."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and len(node.values) > 1:
            first, second, *rest = node.values
            yield node, ast.unparse(ast.Dict(node.keys, [second, first, *rest]))


def keyword_dropped(tree: ast.Module) -> Iterator[Edit]:
    """Leave an argument out of a call."""
    silent = set(map(id, _without_effect(tree)))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and not isinstance(call.func, ast.Name | ast.Attribute):
            continue
        if isinstance(call, ast.Call):
            for keyword in call.keywords:
                is_read = keyword.arg in _FOR_READERS or id(keyword.value) in silent
                if keyword.arg is not None and not is_read:
                    left = [other for other in call.keywords if other is not keyword]
                    yield call, ast.unparse(ast.Call(call.func, call.args, left))


def condition_turned(tree: ast.Module) -> Iterator[Edit]:
    """Do what is not to be done."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.While) and not _is_for_checkers(node):
            yield node.test, f"not ({ast.unparse(node.test)})"


def _is_for_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


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
                    yield node, _without(node, "pass")


def answer_emptied(tree: ast.Module) -> Iterator[Edit]:
    """Give nothing back, where that is not as good as what is given."""
    for node in ast.walk(tree):
        is_answer = isinstance(node, ast.Return) and node.value is not None
        if is_answer and ast.unparse(node.value) not in {"False", "None"}:
            yield node, _without(node, "return None")


def _without(node: ast.AST, instead: str) -> str:
    """Say beside what stands there now what it was, by which a waiver tells it from others."""
    return f"{instead}  # {ast.unparse(node).splitlines()[0]}"


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
    "default added": default_added,
    "unlisted value refused": unlisted_refused,
    "another class taken": another_taken,
    "neighbours swapped": neighbours_swapped,
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
    "text changed": word_changed,
    "argument dropped": keyword_dropped,
}
"""For what every package has alike."""
