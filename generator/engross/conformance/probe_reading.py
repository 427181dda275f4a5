"""An answer of kinds that not every API has: choices, tuples, fixed values, models in models.

What is made of it, where it is right and where it is not, stands here row by row: the runtime of
every package can read all of it, whatever its API answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engross.conformance.probe import JSON, PROBE
from engross.conformance.probe_records import member_record, warning
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number, edited
from engross.conformance.shapes import Shapes
from engross.conformance.subject import Subject
from engross.ir import Api, MediaType, Operation, Response, Schema
from engross.names import name_api
from engross.pointer import ROOT

PROBE_READING = "runtime_reading"
"""The resource of the operations, and the beginning of their ids."""
LEVELS = 60
"""Models inside one another: more than Python has frames for, were each built inside the next."""
CHOICE = "EngrossChoice"
DEEP = "EngrossDeep"


def _fields(**kinds: Json) -> dict[str, Json]:
    return {"fields": {name: member_record(kind, name) for name, kind in kinds.items()}}


def _shape(kind: str, size: str) -> dict[str, Json]:
    fields = {"kind": member_record({"literal": [kind]}, "theKind")}
    return {"fields": {**fields, size: member_record("decimal", size)}}


_BOTH: Json = [{"class": "EngrossCircle"}, {"class": "EngrossSquare"}]
_KINDS: Json = {"circle": "EngrossCircle", "square": "EngrossSquare"}
_TAGGED: Json = {"tagged": ["theKind", _BOTH, _KINDS]}
_CIRCLE_OR_BARE: tuple[Json, ...] = (
    "theKind",
    [{"class": "EngrossCircle"}, {"class": "EngrossBare"}],
    {"circle": "EngrossCircle"},
)
_WITH_DEFAULT: Json = {"tagged": [*_CIRCLE_OR_BARE, {"otherwise": "EngrossBare"}]}
_WITH_BASE: Json = {"tagged": [*_CIRCLE_OR_BARE, {"otherwise": "EngrossBare", "assumed": True}]}
_OPTIONAL: Json = {
    "tagged": [
        "mode",
        [{"class": "EngrossOld"}, {"class": "EngrossLess"}],
        {"old": "EngrossOld", "less": "EngrossLess"},
        {"optional": True},
    ]
}
_GRADE: Json = {"alias": ["EngrossGrade", {"literal": [Number("1"), Number("2")]}]}
_COUNT: Json = {"alias": ["EngrossCount", "integer"]}
_TREE: Json = {"alias": ["EngrossTree", {"union": [["list", {"later": "EngrossTree"}], _GRADE]}]}
_PARTS: Mapping[str, Json] = {
    "shape": _TAGGED,
    "any_shape": _WITH_DEFAULT,
    "of_a_kind": _WITH_BASE,
    "sized": _OPTIONAL,
    "either": {"union": _BOTH},
    "one_or_text": {"union": [{"class": "EngrossCircle"}, "string"]},
    "word": {"union": [{"literal": ["a"]}, {"literal": ["b"]}]},
    "level": {"literal": [Number("1"), Number("2")]},
    "pair": {"tuple": ["decimal", "string"]},
    "pick": {"union": [{"class": "EngrossOld"}, {"class": "EngrossNew"}]},
    "least": {"union": [{"class": "EngrossOld"}, {"class": "EngrossLess"}]},
    "row": {"many": "integer"},
    "by_name": ["map", "decimal"],
    "loose": ["list", "any"],
    "grade": _GRADE,
    "grades": ["list", _GRADE],
    "tree": _TREE,
    "pace": {"union": [{"alias": ["EngrossPace", {"class": "EngrossMode"}]}, "string"]},
    "count": _COUNT,
    "counts": ["list", _COUNT],
    "free": {"class": "EngrossOpen"},
    "bare": {"class": "EngrossBare"},
    "further": {"class": "EngrossFurther"},
}
_CIRCLE: Json = {"theKind": "circle", "radius": Number("1.50")}
_SQUARE: Json = {"theKind": "square", "side": Number("2.50")}
RIGHT: Mapping[str, Json] = {
    "shape": _CIRCLE,
    "any_shape": _CIRCLE,
    "of_a_kind": _CIRCLE,
    "sized": {"size": "a", "mode": "old"},
    "either": _SQUARE,
    "one_or_text": "engross",
    "word": "b",
    "level": Number("2"),
    "pair": [Number("0.10"), "a"],
    "pick": {"size": Number("1.50"), "mode": "fast"},
    "least": {"size": "a", "mode": "b"},
    "row": [Number("1"), Number("2"), Number("3")],
    "by_name": {"x": Number("0.30")},
    "loose": [Number("1"), None, {"a": "b"}],
    "grade": Number("1"),
    "grades": [Number("1"), Number("2")],
    "tree": [[Number("1"), []], Number("2")],
    "pace": "fast",
    "count": Number("7"),
    "counts": [Number("7")],
    "free": {"known": "a"},
    "bare": {},
    "further": {"known": "a", "more": Number("1")},
    "former": "a",
}
_RADIUS: Json = {"decimal": "1.50"}
# Edits of that answer, what can be read of it then, and what is told.
ROWS: Mapping[str, tuple[list[Json], Mapping[str, Json], list[Json]]] = {
    "right": (
        [],
        {
            ".shape.radius": _RADIUS,
            ".either.side": {"decimal": "2.50"},
            ".one_or_text": "engross",
            ".level": {"integer": "2"},
            ".pair[0]": {"decimal": "0.10"},
            ".pair[1]": "a",
            ".row[2]": {"integer": "3"},
            ".pace": {"enum": ["EngrossMode", "FAST"]},
            '.by_name["x"]': {"decimal": "0.30"},
            ".loose": {"plain": [Number("1"), None, {"a": "b"}]},
        },
        [],
    ),
    "tag/other": (
        [["set", "/shape", _SQUARE]],
        {".shape.side": {"decimal": "2.50"}},
        [],
    ),
    "tag/inside": (
        [["set", "/shape/radius", "x"]],
        {".shape.kind": "circle", ".shape.radius": "x", ".either.side": {"decimal": "2.50"}},
        [["wrong-type", "/shape/radius"]],
    ),
    "tag/unknown": (
        [["set", "/shape/theKind", "line"]],
        {".shape": {"plain": {"theKind": "line", "radius": Number("1.50")}}},
        [["unknown-enum-value", "/shape/theKind"]],
    ),
    "tag/missing": (
        [["remove", "/shape/theKind"]],
        {".shape": {"plain": {"radius": Number("1.50")}}},
        [["missing-field", "/shape/theKind"]],
    ),
    "tag/number": (
        [["set", "/shape/theKind", Number("7")]],
        {".shape": {"plain": {"theKind": Number("7"), "radius": Number("1.50")}}},
        [["wrong-type", "/shape/theKind"]],
    ),
    "tag/default": (
        [["set", "/any_shape/theKind", "line"]],
        {'.any_shape.model_extra["theKind"]': "line"},
        [],
    ),
    "tag/default-missing": (
        [["remove", "/any_shape/theKind"]],
        {'.any_shape.model_extra["radius"]': _RADIUS},
        [],
    ),
    "tag/default-inside": (
        [["set", "/any_shape/radius", "x"]],
        {".any_shape.radius": "x", ".any_shape.kind": "circle"},
        [["wrong-type", "/any_shape/radius"]],
    ),
    "tag/unknown-heir": (
        [["set", "/of_a_kind/theKind", "triangle"]],
        {'.of_a_kind.model_extra["theKind"]': "triangle"},
        [["unknown-enum-value", "/of_a_kind/theKind"]],
    ),
    "tag/base": (
        [["remove", "/of_a_kind/theKind"]],
        {'.of_a_kind.model_extra["radius"]': _RADIUS},
        [],
    ),
    "tag/optional": (
        [["set", "/sized", {"size": Number("1.50")}]],
        {".sized.size": _RADIUS},
        [],
    ),
    "tag/optional-inside": (
        [["set", "/sized", {"size": Number("1.50"), "mode": "old"}]],
        {".sized.size": {"decimal": "1.50"}, ".sized.mode": "old"},
        [["wrong-type", "/sized/size"]],
    ),
    "tag/optional-unknown": (
        [["set", "/sized/mode", "new"]],
        {".sized": {"plain": {"size": "a", "mode": "new"}}},
        [["unknown-enum-value", "/sized/mode"]],
    ),
    "tag/no-object": (
        [["set", "/shape", "x"]],
        {".shape": "x", ".pair[0]": {"decimal": "0.10"}},
        [["wrong-type", "/shape"]],
    ),
    "choice/inside": (
        [["set", "/either/side", "x"]],
        {".either.kind": "square", ".either.side": "x"},
        [["wrong-type", "/either/side"]],
    ),
    "choice/first": (
        [["set", "/either", _CIRCLE], ["set", "/either/more", True]],
        {".either.radius": _RADIUS},
        [["unknown-field", "/either/more"]],
    ),
    "choice/none": (
        [["set", "/either", ["x"]]],
        {".either": {"plain": ["x"]}},
        [["wrong-type", "/either"]],
    ),
    "choice/no-kind": (
        [["set", "/either/theKind", "line"]],
        {".either": {"plain": {"theKind": "line", "side": Number("2.50")}}},
        [["wrong-type", "/either"]],
    ),
    "choice/newer": (
        [["set", "/pick/mode", "faster"]],
        {".pick.size": _RADIUS, ".pick.mode": "faster"},
        [["unknown-enum-value", "/pick/mode"]],
    ),
    "choice/unknown": (
        [["set", "/least/size", Number("1.50")], ["set", "/least/more", "c"]],
        {".least.size": _RADIUS},
        [["unknown-field", "/least/mode"], ["unknown-field", "/least/more"]],
    ),
    "choice/object": (
        [["set", "/one_or_text", _CIRCLE]],
        {".one_or_text.radius": _RADIUS},
        [],
    ),
    "literal/unlisted": (
        [["set", "/level", Number("3")]],
        {".level": {"integer": "3"}, ".shape.radius": _RADIUS},
        [["unknown-enum-value", "/level"]],
    ),
    "literal/text": (
        [["set", "/level", "2"]],
        {".level": "2"},
        [["wrong-type", "/level"]],
    ),
    "literal/boolean": (
        [["set", "/level", True]],
        {".level": True},
        [["wrong-type", "/level"]],
    ),
    "tuple/item": (
        [["set", "/pair/0", "x"]],
        {".pair[0]": "x", ".pair[1]": "a"},
        [["wrong-type", "/pair/0"]],
    ),
    "tuple/short": (
        [["remove", "/pair/1"]],
        {".pair": {"plain": [Number("0.10")]}},
        [["wrong-type", "/pair"]],
    ),
    "tuple/no-array": (
        [["set", "/pair", "x"]],
        {".pair": "x"},
        [["wrong-type", "/pair"]],
    ),
    "row/last": (
        [["set", "/row/2", "x"]],
        {".row[1]": {"integer": "2"}, ".row[2]": "x"},
        [["wrong-type", "/row/2"]],
    ),
    "row/empty": (
        [["set", "/row", []], ["set", "/level", "x"]],
        {".level": "x"},
        [["wrong-type", "/level"]],
    ),
    "map/value": (
        [["set", "/by_name/y", "x"]],
        {'.by_name["x"]': {"decimal": "0.30"}, '.by_name["y"]': "x"},
        [["wrong-type", "/by_name/y"]],
    ),
    "map/odd-name": (
        [["set", "/by_name/a~0b~1c", "x"]],
        {'.by_name["a~b/c"]': "x"},
        [["wrong-type", "/by_name/a~0b~1c"]],
    ),
    "map/no-object": (
        [["set", "/by_name", ["x"]]],
        {".by_name": {"plain": ["x"]}},
        [["wrong-type", "/by_name"]],
    ),
    "alias/boolean": (
        [["set", "/grade", True]],
        {".grade": True, ".grades[1]": {"integer": "2"}},
        [["wrong-type", "/grade"]],
    ),
    "alias/unlisted": (
        [["set", "/grades/0", Number("3")]],
        {".grades[0]": {"integer": "3"}, ".grade": {"integer": "1"}},
        [["unknown-enum-value", "/grades/0"]],
    ),
    "alias/newer": (
        [["set", "/pace", "faster"]],
        {".pace": "faster"},
        [["unknown-enum-value", "/pace"]],
    ),
    "alias/scalar": (
        [["set", "/counts/0", "7"]],
        {".counts[0]": "7", ".count": {"integer": "7"}},
        [["wrong-type", "/counts/0"]],
    ),
    "alias/inside-itself": (
        [["set", "/tree/0/0", True]],
        {".tree[0][0]": True, ".tree[1]": {"integer": "2"}},
        [["wrong-type", "/tree/0/0"]],
    ),
    "open/more": (
        [["set", "/free/more", "b"], ["set", "/bare/more", "c"]],
        {'.free.model_extra["more"]': "b", '.bare.model_extra["more"]': "c"},
        [],
    ),
    "further/wrong": (
        [["set", "/further/more", True], ["set", "/further/known", Number("1")]],
        {'.further.model_extra["more"]': True, ".further.known": {"integer": "1"}},
        [["wrong-type", "/further/known"], ["wrong-type", "/further/more"]],
    ),
    "further/unlisted": (
        [["set", "/further/most", Number("3")]],
        {'.further.model_extra["more"]': {"integer": "1"}},
        [["unknown-enum-value", "/further/most"]],
    ),
    "deprecated/missing": (
        [["remove", "/former"]],
        {".former": {"missing": "/former"}, ".level": {"integer": "2"}},
        [["missing-field", "/former"]],
    ),
    "list/no-array": (
        [["set", "/loose", "x"]],
        {".loose": "x"},
        [["wrong-type", "/loose"]],
    ),
}


def reading_classes() -> dict[str, Json]:
    """Describe the classes, as they come to be where a document has such schemas."""
    deep: dict[str, Json] = {
        f"{DEEP}{n}": {
            "fields": {
                "inner": member_record(
                    {"class": f"{DEEP}{n + 1}"} if n < LEVELS else "decimal", "inner"
                ),
                "again": member_record(["list", {"later": f"{DEEP}1"}], "again", required=False),
            }
        }
        for n in range(1, LEVELS + 1)
    }
    return {
        "EngrossCircle": _shape("circle", "radius"),
        "EngrossSquare": _shape("square", "side"),
        "EngrossOpen": {**_fields(known="string"), "open": True},
        "EngrossBare": {"fields": {}},
        "EngrossFurther": {
            **_fields(known="string"),
            "extra": {"literal": [Number("1"), Number("2")]},
        },
        "EngrossMode": {"members": {"FAST": "fast"}},
        "EngrossOld": _fields(size="string", mode="string"),
        "EngrossNew": _fields(size="decimal", mode={"enum": "EngrossMode"}),
        "EngrossLess": _fields(size="decimal"),
        CHOICE: {
            "fields": {
                **{name: member_record(kind, name) for name, kind in _PARTS.items()},
                "former": member_record("string", "former", deprecated=warning("former")),
            }
        },
        **deep,
    }


# Status to the type of a failure's body, of one operation.
FAILURES: Mapping[str, Json] = {
    "404": {"class": "EngrossNew"},
    "409": _TAGGED,
}


def reading_operations() -> tuple[tuple[Subject, str, Json], ...]:
    """Give each operation, the class of its answer, and one that is right."""
    deep: Json = Number("0.10")
    for _ in range(LEVELS):
        deep = {"inner": deep}
    told: dict[str, tuple[str, Json]] = {
        "choice": (CHOICE, RIGHT),
        "deep": (f"{DEEP}1", deep),
        "media": ("EngrossBare", {}),
        "failing": ("EngrossBare", {}),
    }
    api = Api(
        pointer=ROOT,
        title="reading",
        version="1",
        operations=tuple(_operation(path) for path in told),
    )
    named, names = name_api(api)
    shapes = Shapes(named, names)
    return tuple(
        (Subject(named, names, shapes, op), *told[op.pointer.last]) for op in named.operations
    )


def _operation(path: str) -> Operation:
    place = ROOT / PROBE_READING / path
    media = tuple(
        MediaType(pointer=place / name, content_type=name, schema=Schema(pointer=place / "schema"))
        for name in ((JSON, "text/csv") if path == "media" else (JSON,))
    )
    return Operation(
        pointer=place,
        method="GET",
        path=f"/engross/{path}",
        operation_id=f"{PROBE_READING}/{path}",
        responses=(Response(pointer=place / "200", status="200", content=media),),
    )


def reading_obligations(subject: Subject, right: Json) -> Iterator[Obligation]:
    """Yield what becomes of the answers of one operation."""
    if subject.op.pointer.last == "deep":
        last = ".inner" * LEVELS
        yield _obligation(subject, "right", right, {last: {"decimal": "0.10"}}, [])
        wrong = edited(right, [["set", "/inner" * LEVELS, "x"]])
        told: list[Json] = [["wrong-type", "/inner" * LEVELS]]
        yield _obligation(subject, "wrong", wrong, {last: "x"}, told)
        return
    if subject.op.pointer.last == "failing":
        yield from _failures(subject)
        return
    if subject.op.pointer.last == "media":
        yield _other_status(subject)
        return
    for variant, (edits, at, drift) in ROWS.items():
        yield _obligation(subject, variant, edited(right, edits), at, drift)


def schema_of_deep() -> Obligation:
    """Give the obligation that models which are many inside one another have a JSON schema."""
    told = {"inner": True, "again": False}
    fields: Json = {
        name: {"name": name, "required": required, "any": True} for name, required in told.items()
    }
    return Obligation(
        id=f"{PROBE}/deep/schema",
        check="model",
        claim="A model with many inside one another has a JSON schema.",
        pointer=ROOT / PROBE_READING / "deep",
        details={"model": f"{DEEP}1", "action": "schema", "fields": fields},
    )


def _failures(subject: Subject) -> Iterator[Obligation]:
    """Of the body of a failure too, what is right can be read, if it is known what it is."""
    told: Mapping[int, tuple[str, Json, Json]] = {
        404: (
            "NotFoundError",
            {"size": "x", "mode": "fast"},
            {"model": "EngrossNew", "fields": {"size": "x"}},
        ),
        409: ("ConflictError", {"theKind": "line"}, None),
    }
    for status, (error, body, parsed) in told.items():
        found = _obligation(subject, f"status/{status}", body, {}, [])
        raises: Json = {"errors": [error], "attributes": {"parsed": parsed}}
        yield replace(
            found,
            details={
                **found.details,
                "answer": {"status": Number(str(status)), "json": body},
                "raises": raises,
            },
        )


def _other_status(subject: Subject) -> Obligation:
    """A success of a status that nobody describes is of the media type that was asked for."""
    found = _obligation(subject, "status", {}, {}, [["undocumented-status", ""]])
    told: dict[str, Json] = {
        "answer": {"status": Number("299"), "text": "a", "content_type": "text/csv"},
        "options": {"accept": "text/csv"},
        "changes": {"headers": {"accept": "text/csv"}},
        "returns": {"is": "a"},
    }
    return replace(found, details={**found.details, **told})


def _obligation(
    subject: Subject, variant: str, answer: Json, at: Mapping[str, Json], drift: list[Json]
) -> Obligation:
    return Obligation(
        id=f"{subject.key}/{variant}",
        check="call",
        claim="A lenient client reads what is right, keeps the rest as it came, and tells of it.",
        pointer=subject.op.pointer,
        details={
            "operation": subject.key,
            "answer": {"status": Number("200"), "json": answer},
            "returns": {"at": dict(at)},
            "drift": drift,
            "memory_only": "how a body is read does not depend on its way here",
        },
    )
