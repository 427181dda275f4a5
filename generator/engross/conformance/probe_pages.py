"""Operations of our own that answer in pages, in each way that the runtime of every package knows.

A provider pages in one way or in none; `provider.yaml` may say another tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engross.conformance.pages import PagedSubject, page_obligations
from engross.conformance.probe_records import class_record, operation_record
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.shapes import Shapes
from engross.conformance.subject import Subject
from engross.ir import (
    Api,
    MediaType,
    Operation,
    Parameter,
    ParameterLocation,
    Ref,
    RequestBody,
    Response,
    Schema,
)
from engross.names import name_api
from engross.pointer import ROOT, Pointer
from engross.provider import Pagination

PROBE_PAGES = "runtime_pages"
"""The resource of these operations, and the beginning of their ids."""
PAGE = Pointer(("components", "schemas", "EngrossPage"))
ITEM = Pointer(("components", "schemas", "EngrossPageItem"))
ITEMS, NEXT, MORE, TOTAL = (ROOT / name for name in ("items", "nextOne", "hasMore", "total"))
LAST = ROOT / "itemId"
FREE_PATH, BESIDE_PATH = "free", "beside"
"""The last part of the path of pages whose schema says nothing of where the next one is."""


def _free(cursor: str | None, *items: int) -> Json:
    return {"data": [{"list": [Number(str(item)) for item in items]}, cursor]}


# Kind, type of what says which page and whether that stands in the body, then how pages end.
WAYS: Mapping[str, tuple[str, str, bool, Mapping[str, Pointer | int]]] = {
    "cursor": ("cursor", "string", False, {"items": ITEMS, "next": NEXT}),
    "cursor/body": ("cursor", "string", True, {"items": ITEMS, "next": NEXT}),
    "cursor/flag": ("cursor", "string", False, {"items": ITEMS, "next": NEXT, "more": MORE}),
    "last": ("cursor", "integer", False, {"items": ITEMS, "last": LAST, "more": MORE}),
    "last/text": ("cursor", "string", False, {"items": ITEMS, "last": LAST}),
    "offset": ("offset", "integer", False, {"items": ITEMS}),
    "offset/total": ("offset", "integer", False, {"items": ITEMS, "total": TOTAL}),
    "offset/flag": ("offset", "integer", False, {"items": ITEMS, "more": MORE}),
    "page": ("page", "integer", False, {"items": ITEMS, "first": 1}),
    "page/total": ("page", "integer", False, {"items": ITEMS, "total": TOTAL, "first": 1}),
    "page/zero": ("page", "integer", False, {"items": ITEMS, "total": TOTAL}),
    **dict.fromkeys(
        (FREE_PATH, BESIDE_PATH), ("cursor", "string", False, {"items": ITEMS, "next": NEXT})
    ),
    "link": ("link", "", False, {}),
    "link/body": ("link", "", False, {"items": ITEMS, "next": NEXT}),
}


# Pages whose schema says nothing of where things stand: how the pages hang together, what comes,
# what asks for the next, and what is wrong with the last.
FREE: Mapping[str, Mapping[str, Json]] = {
    FREE_PATH: {
        "kind": "cursor",
        "parameter": "after",
        "items": ["data", "0", "list"],
        "next": ["data", "1"],
    },
    BESIDE_PATH: {"kind": "cursor", "parameter": "after", "items": ["items"], "next": ["beside"]},
}
FREE_PAGES: Mapping[str, tuple[list[Json], list[str], list[Json], bool]] = {
    "plain": ([_free("c-2", 1, 2), {"data": [{"list": [3]}]}], ["c-2"], [1, 2, 3], False),
    "empty": ([_free("c-2", 1), _free("c-2")], ["c-2"], [1], False),
    "blank": ([_free("c-2", 1), _free("", 2)], ["c-2"], [1, 2], False),
    "bare": ([_free("c-2", 1), {"data": 7}], ["c-2"], [1], False),
    "null": ([_free("c-2", 1), _free(None, 2)], ["c-2"], [1, 2], False),
    "no-array": ([_free("c-2", 1), {"data": [{"list": "x"}, "c-3"]}], ["c-2"], [1], True),
}


_ROW: Json = {"itemId": Number("7"), "label": "a"}
_LAST: Json = {"items": [_ROW], "hasMore": True, "total": Number("2")}
BESIDE_PAGES: tuple[list[Json], list[str], list[Json], bool] = (
    [{**_LAST, "beside": "c-2"}, _LAST],
    ["c-2"],
    [_ROW, _ROW],
    False,
)
"""The same where pages are models, and the next one stands in a member that they do not name."""


@dataclass(frozen=True, slots=True)
class ProbePages:
    """The operations, ready to derive obligations from."""

    paged: tuple[PagedSubject, ...]
    shapes: Shapes
    api: Api

    @property
    def subjects(self) -> list[Subject]:
        """The operations alone."""
        return [paged.subject for paged in self.paged]

    def classes(self) -> dict[str, Json]:
        """Describe the classes of their answers for the runner, what is inside first."""
        shapes = [self.shapes.of(self.api.schemas[place]) for place in (ITEM, PAGE)]
        bodies = [subject.op.request_body for subject in self.subjects]
        media = [body.content[0] for body in bodies if body is not None]
        shapes += [self.shapes.of(one.schema) for one in media if one.schema is not None]
        return {shape.name: class_record(self.shapes, shape) for shape in shapes}

    def operations(self) -> Iterator[tuple[str, dict[str, Json]]]:
        """Describe each operation and its pages, so that the runner can make the records."""
        for paged in self.paged:
            told = operation_record(paged.subject)
            free = FREE.get(paged.subject.op.pointer.last, {})
            yield (
                paged.subject.key,
                {**told, "paging": dict(free) or _paging_record(paged.pagination)},
            )

    def derive(self) -> Iterator[Obligation]:
        """Yield the obligations; the operations have no methods, so no signatures."""
        for paged in self.paged:
            if paged.subject.op.pointer.last in FREE:
                continue
            for obligation in page_obligations(paged):
                if obligation.check == "pages":
                    yield obligation
        for variant in FREE_PAGES:
            yield self._free(FREE_PATH, variant, *FREE_PAGES[variant])
        yield self._free(BESIDE_PATH, "model", *BESIDE_PAGES)

    def _free(
        self, path: str, variant: str, answers: list[Json], cursors: list[str], items: list[Json],
        is_wrong: bool,
    ) -> Obligation:  # fmt: skip
        """Make the obligation of pages that are no models, or have more than these say."""
        subject = next(s for s in self.subjects if s.op.pointer.last == path)
        least = subject.request(subject.sampled(full=False))
        marks: Json = {"x-engross": "7", "set-cookie": "engross=1; Max-Age=0"}
        return Obligation(
            id=f"{subject.key}/pages/{variant}",
            check="pages",
            claim="Pages are found where they are said to be, whatever else an answer holds.",
            pointer=subject.op.pointer,
            details={
                "operation": subject.key,
                "iterator": "",
                "arguments": {},
                "answers": [
                    {"status": Number("200"), "json": body, "headers": marks} for body in answers
                ],
                "requests": [least, *({**least, "query": [["after", c]]} for c in cursors)],
                "items": [Number(str(i)) if isinstance(i, int) else i for i in items],
                **({"raises": ["ResponseValidationError"]} if is_wrong else {}),
            },
        )


def make_probe_pages() -> ProbePages:
    """Make the operations."""
    schemas = {ITEM: _item(), PAGE: _page()}
    operations = tuple(_operation(path, *way[:3]) for path, way in WAYS.items())
    api = Api(pointer=ROOT, title="pages", version="1", operations=operations, schemas=schemas)
    named, names = name_api(api)
    shapes = Shapes(named, names)
    paged = tuple(
        PagedSubject(
            subject=Subject(named, names, shapes, op),
            pagination=_pagination(named, op, kind, how),
            iterator="",
        )
        for op, (kind, _, _, how) in zip(named.operations, WAYS.values(), strict=True)
    )
    return ProbePages(paged, shapes, named)


def _pagination(api: Api, op: Operation, kind: str, how: Mapping[str, Pointer | int]) -> Pagination:
    found: Parameter | Schema | Ref | None = next(iter(op.parameters), None)
    body = op.request_body and op.request_body.content[0].schema
    if body:
        found = api.resolve(body).properties["after"]
    return Pagination(kind=kind, parameter=found, **how)  # type: ignore[arg-type]  # `how` is its fields


def _paging_record(pagination: Pagination) -> dict[str, Json]:
    parameter = pagination.parameter
    schema = parameter.schema if isinstance(parameter, Parameter) else parameter
    is_text = isinstance(schema, Schema) and schema.type == {"string"}
    places = {
        word: getattr(pagination, word) for word in ("items", "next", "last", "more", "total")
    }
    return {
        "kind": pagination.kind,
        **({"parameter": "after"} if parameter is not None else {}),
        **({"in_body": True} if isinstance(parameter, Schema) else {}),
        **({"as_text": True} if is_text else {}),
        **({"first": Number(str(pagination.first))} if pagination.first else {}),
        **{word: list(place.tokens) for word, place in places.items() if place is not None},
    }


def _item() -> Schema:
    return _object(ITEM, itemId="integer", label="string")


def _page() -> Schema:
    page = _object(PAGE, items="array", nextOne="string", hasMore="boolean", total="integer")
    items = replace(_typed(PAGE / "properties" / "items", "array"), items=_ref(ITEM))
    required = (MORE.last, TOTAL.last)
    return replace(page, properties={**page.properties, "items": items}, required=required)


def _object(place: Pointer, **members: str) -> Schema:
    properties = {name: _typed(place / "properties" / name, kind) for name, kind in members.items()}
    return Schema(
        pointer=place,
        type=frozenset({"object"}),
        properties=properties,
        required=tuple(properties),
    )


def _typed(place: Pointer, kind: str) -> Schema:
    return Schema(pointer=place, type=frozenset({kind}))


def _ref(target: Pointer) -> Ref:
    return Ref(pointer=target / "ref", target=target)


def _operation(path: str, kind: str, word: str, in_body: bool) -> Operation:
    place = ROOT / PROBE_PAGES / path
    whole: Schema | Ref = _ref(PAGE)
    if path == "link":
        whole = replace(_typed(place / "page", "array"), items=_ref(ITEM))
    if path == FREE_PATH:
        whole = Schema(pointer=place / "page")
    media = MediaType(pointer=place / "answer", content_type="application/json", schema=whole)
    return Operation(
        pointer=place,
        method="POST" if in_body else "GET",
        path=f"/engross/{path}",
        operation_id=f"{PROBE_PAGES}/{path.replace('/', '_')}",
        parameters=(_parameter(place / "after", word),) if kind != "link" and not in_body else (),
        request_body=_body(place / "body", word) if in_body else None,
        responses=(Response(pointer=place / "200", status="200", content=(media,)),),
    )


def _parameter(place: Pointer, word: str) -> Parameter:
    return Parameter(
        pointer=place,
        name="after",
        location=ParameterLocation.QUERY,
        required=False,
        style="form",
        explode=True,
        schema=_typed(place / "schema", word),
    )


def _body(place: Pointer, word: str) -> RequestBody:
    schema = replace(_object(place / "schema", after=word, kept="string"), required=("kept",))
    media = MediaType(pointer=place, content_type="application/json", schema=schema)
    return RequestBody(pointer=place, required=True, content=(media,))
