"""A spec and its pages are held against each other, both ways."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest
from engross.errors import EngrossError
from engross.pointer import parse_pointer
from engross.trace.compare import Fault
from engross.trace.nodes import UNDECIDED
from engross.trace.report import to_text

from .conftest import Provider

PROVIDERS = ("powercard", "spenxy", "uncash")
Copy = Callable[[str], Provider]
DATA = "/components/schemas/CloseCardData/properties"


@pytest.mark.parametrize("name", PROVIDERS)
def test_the_projects_own_specs_have_all_that_their_pages_say(provider: Copy, name: str) -> None:
    traced = provider(name).trace()

    assert traced.findings == ()
    total, covered = traced.facts
    assert total == covered > 15


@pytest.mark.parametrize(
    ("place", "key", "value", "fault"),
    [
        (f"{DATA}/card_id", "type", "integer", Fault.CONTRADICTION),
        (f"{DATA}/card_id", "description", "Another text", Fault.CONTRADICTION),
        (f"{DATA}/card_id", "maxLength", 9, Fault.NOT_ON_PAGE),
        (f"{DATA}/card_id", "format", "uuid", Fault.NOT_ON_PAGE),
        (f"{DATA}", "made_up", {"type": "string", "x-source": "close-card#L3"}, Fault.NOT_ON_PAGE),
        ("/components/schemas/CloseCardData", "required", ["card_id"], Fault.NOT_ON_PAGE),
        ("/paths/~1api~1v1~1cards~1{id}~1close/patch", "summary", "Close", Fault.CONTRADICTION),
        (
            "/paths/~1api~1v1~1cards~1{id}~1close/patch/x-errors/0/match",
            "message", "Card is closed", Fault.CONTRADICTION,
        ),
        ("/servers/0", "url", "https://elsewhere.example", Fault.CONTRADICTION),
    ],
)  # fmt: skip
def test_what_the_spec_says_otherwise_is_found(
    provider: Copy, place: str, key: str, value: object, fault: Fault
) -> None:
    uncash = provider("uncash")
    uncash.edit(lambda spec: spec.set(parse_pointer(place), key, value))

    assert fault in {finding.fault for finding in uncash.trace().findings}


@pytest.mark.parametrize(
    ("name", "path", "method", "wrong"),
    [
        ("uncash", "/api/v1/cards/{id}/close", "patch", "post"),
        ("spenxy", "/api/v1/cards/card/close", "post", "put"),
        ("powercard", "/card/close", "post", "put"),
    ],
)
def test_another_verb_or_path_contradicts_the_page(
    provider: Copy, name: str, path: str, method: str, wrong: str
) -> None:
    changed = provider(name)
    place = parse_pointer("/paths") / path
    changed.edit(lambda spec: spec.rename(place / method, wrong))
    changed.edit(lambda spec: spec.rename(place, path.replace("close", "kill")))

    found = [f for f in changed.trace().findings if f.fault is Fault.CONTRADICTION]

    told = f"operation {method.upper()} {path}: the spec has another"
    other = f"{wrong.upper()} {path.replace('close', 'kill')}"
    assert [f.message for f in found] == [f"{told} method: {other}", f"{told} path: {other}"]
    assert all(f.page and f.lines[0] and f.pointer for f in found)
    changed.edit(
        lambda spec: spec.set(
            parse_pointer("/paths") / path.replace("close", "kill") / wrong,
            "x-inferred",
            {"method": "their support says so", "path": "their support says so"},
        )
    )
    faults = [f for f in changed.trace().findings if "another" in f.message]
    assert faults == []


@pytest.mark.parametrize(
    ("printed", "server", "path", "agree"),
    [
        ("https://a.example/v1/cards/:id/close", "https://a.example/v1", "/cards/{id}/close", True),
        (
            "https://a.example/v1/cards/<id>/close",
            "https://a.example",
            "/v1/cards/{id}/close",
            True,
        ),
        ("/cards/{card_id}/close", "https://a.example", "/v1/cards/{id}/close", True),
        ("/v1/cards/{id}/close", "https://a.example", "/cards/{id}/close", False),
        ("https://a.example/cards/:id/close", "https://a.example", "/v1/cards/{id}/close", False),
        ("/cards/{id}/close", "https://a.example/v1", "/cards/close/{id}", False),
    ],
)
def test_a_path_may_be_split_between_server_and_path_and_name_its_parameters_otherwise(
    acme: Callable[[str, str], Provider], printed: str, server: str, path: str, agree: bool
) -> None:
    page = f"# Close\n\nEndpoint: GET {printed}\n\n| Field | Type |\n|---|---|\n| id | string |\n"
    head = (
        f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nservers: [{{url: {server}}}]\npaths:\n"
    )
    provider = acme(page, head + _operation("Close", path, "id", "string"))

    assert agree is not any("another path" in f.message for f in provider.trace().findings)


@pytest.mark.parametrize(
    "place",
    [
        f"{DATA}/new_wallet_balance",
        "/components/schemas/CloseCardResponse/properties/data",
        "/paths/~1api~1v1~1cards~1{id}~1close/patch/x-errors/2",
        "/paths/~1api~1v1~1cards~1{id}~1close/patch/description",
        f"{DATA}/card_id/description",
    ],
)
def test_what_the_spec_lacks_is_found(provider: Copy, place: str) -> None:
    uncash = provider("uncash")
    uncash.edit(lambda spec: spec.remove(parse_pointer(place)))

    assert Fault.NOT_IN_SPEC in {finding.fault for finding in uncash.trace().findings}


def test_what_a_sample_alone_shows_is_named(provider: Copy) -> None:
    uncash = provider("uncash")
    field, row = "new_wallet_balance", "new_wallet_balancenumberNew wallet balance after withdrawal"
    uncash.edit(lambda spec: spec.remove(parse_pointer(f"{DATA}/{field}")))
    page = uncash.page.path
    page.write_text(page.read_text("utf-8").replace(f"{row}\n", ""), "utf-8", newline="\n")
    sources = uncash.folder / "sources.yaml"
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    sources.write_text(re.sub("[0-9a-f]{64}", digest, sources.read_text("utf-8"), count=1), "utf-8")

    messages = [finding.message for finding in uncash.trace().findings]

    assert f"the page's sample shows /data/{field}; the spec does not have it" in messages


def test_a_reason_settles_a_contradiction(provider: Copy) -> None:
    uncash, place = provider("uncash"), parse_pointer(f"{DATA}/card_id")
    uncash.edit(lambda spec: spec.set(place, "type", "integer"))
    uncash.edit(lambda spec: spec.set(place, "x-inferred", {"type": "all samples are numbers"}))

    assert uncash.trace().findings == ()


@pytest.mark.parametrize(
    ("source", "lines", "told"),
    [
        ("close-card#L3", (29, 29), "x-source names close-card#L3, but the page says it here"),
        ("nopage#L29", (0, 0), "x-source names nopage#L29, but sources.yaml has no page 'nopage'"),
    ],
)
def test_a_node_that_names_other_lines_than_those_that_say_it_is_a_finding(
    provider: Copy, source: str, lines: tuple[int, int], told: str
) -> None:
    uncash, place = provider("uncash"), parse_pointer(f"{DATA}/invoice_id")
    uncash.edit(lambda spec: spec.set(place, "x-source", source))

    [finding] = uncash.trace().findings
    assert (finding.message, finding.lines, finding.pointer) == (told, lines, place)


@pytest.mark.parametrize("source", ["close-card#L29", "close-card#L19-L30", "close-card#L65"])
def test_a_node_may_name_any_of_the_lines_that_say_it(provider: Copy, source: str) -> None:
    """A sample is one of them."""
    uncash, place = provider("uncash"), parse_pointer(f"{DATA}/invoice_id")
    uncash.edit(lambda spec: spec.set(place, "x-source", source))

    assert uncash.trace().findings == ()


def test_a_reason_that_is_still_to_give_is_a_finding(provider: Copy) -> None:
    uncash, place = provider("uncash"), parse_pointer(f"{DATA}/card_id")
    errors = parse_pointer("/paths/~1api~1v1~1cards~1{id}~1close/patch/x-errors/0")
    uncash.edit(lambda spec: spec.set(place, "type", "integer"))
    uncash.edit(lambda spec: spec.set(place, "x-inferred", {"type": UNDECIDED}))
    uncash.edit(lambda spec: spec.set(errors, "x-inferred", {"name": UNDECIDED}))

    assert [(f.fault, f.message, f.pointer) for f in uncash.trace().findings] == [
        (Fault.UNDECIDED, "'name' is still to decide: give the reason", errors / "x-inferred"),
        (Fault.UNDECIDED, "'type' is still to decide: give the reason", place / "x-inferred"),
    ]


def test_lines_may_be_left_out_with_a_reason(provider: Copy) -> None:
    uncash = provider("uncash")
    uncash.edit(lambda spec: spec.remove(parse_pointer(f"{DATA}/card_id")))
    _omit(uncash, "26")

    assert [f for f in uncash.trace().findings if f.fault is Fault.NOT_IN_SPEC] == []


def test_an_entry_that_leaves_nothing_out_is_a_finding(provider: Copy) -> None:
    uncash = provider("uncash")
    _omit(uncash, "26-28")

    [finding] = uncash.trace().findings
    assert "remove the entry" in finding.message


@pytest.mark.parametrize("lines", ["300-400", "26-127"])
def test_an_entry_for_lines_beyond_the_page_is_a_finding(provider: Copy, lines: str) -> None:
    uncash = provider("uncash")
    _omit(uncash, lines)

    [finding] = uncash.trace().findings
    assert finding.message == f"sources.yaml leaves lines {lines} out, but the page has 126 lines"


def _omit(provider: Provider, lines: str) -> None:
    """Leave lines of the page out that tables of fields are read from."""
    sources, reader = provider.folder / "sources.yaml", "    reader: field-tables\n"
    text = sources.read_text("utf-8")
    assert text.count(reader) == 1
    omitted = f"    omitted:\n      - lines: {lines}\n        reason: nobody needs it\n"
    sources.write_text(text.replace(reader, reader + omitted), "utf-8")


def test_a_finding_names_both_sides(provider: Copy) -> None:
    spenxy = provider("spenxy")
    place = parse_pointer("/components/schemas/Bin/properties/code")
    spenxy.edit(lambda spec: spec.set(place, "title", "Kode"))

    [line, _] = to_text(spenxy.trace()).splitlines()
    assert "spenxy/sources/close-card.txt:87 → " in line
    assert "openapi.yaml:" in line
    assert "#/components/schemas/Bin/properties/code" in line
    assert 'the page says title "Code", the spec title "Kode" [contradiction]' in line


def test_a_snapshot_that_was_edited_is_refused(provider: Copy) -> None:
    uncash = provider("uncash")
    snapshot = uncash.folder / "sources" / "close-card.txt"
    snapshot.write_text(snapshot.read_text("utf-8") + "\nmore\n", "utf-8")

    with pytest.raises(EngrossError, match=r"sources\.yaml:\d+:\d+: error: .* was edited"):
        uncash.trace()


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("pages: []\n", "expected 'pages', a list that is not empty"),
        ("pages:\n  - id: a\n", "a page needs 'id' and 'file'"),
        ("pages:\n  - {id: a, file: sources/none.txt}\n", "cannot be read"),
        ("pages:\n  - {id: a, file: openapi.yaml, red: 1}\n", "'red' is none of id, file"),
        (
            "pages:\n  - {id: a, file: openapi.yaml, omitted: [{lines: x}]}\n",
            "write which lines are left out and why",
        ),
    ],
)
def test_a_wrong_entry_is_told_with_its_place(provider: Copy, entry: str, told: str) -> None:
    uncash = provider("uncash")
    (uncash.folder / "sources.yaml").write_text(entry, "utf-8")

    with pytest.raises(EngrossError, match=told):
        uncash.trace()


def test_a_page_may_hold_several_operations(acme: Callable[[str, str], Provider]) -> None:
    page = (
        "# Cards\n\n## Get Card\n\nEndpoint: GET /cards/{id}\n\n"
        "### Response\n\n| Field | Type |\n|---|---|\n| id | string |\n\n"
        "## List Cards\n\nEndpoint: GET /cards\n\n"
        "### Response\n\n| Field | Type |\n|---|---|\n| total | integer |\n"
    )
    spec = (
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n"
        + _operation("Get Card", "/cards/{id}", "id", "string")
        + _operation("List Cards", "/cards", "total", "integer")
    )
    provider = acme(page, spec)

    assert [f.message for f in provider.trace().findings if f.fault is Fault.NOT_IN_SPEC] == []
    provider.edit(lambda spec: spec.remove(parse_pointer("/paths/~1cards")))
    assert [f.message for f in provider.trace().findings if f.fault is Fault.NOT_IN_SPEC] == [
        "operation GET /cards is on the page; the spec does not have it",
        "field 200 /total is on the page; the spec does not have it",
    ]


def _operation(title: str, path: str, field: str, kind: str) -> str:
    schema = f"{{type: object, properties: {{{field}: {{type: {kind}}}}}}}"
    content = f"{{application/json: {{schema: {schema}}}}}"
    parameter = "{name: id, in: path, required: true, schema: {type: string}, x-inferred: the path}"
    parameters = f"      parameters: [{parameter}]\n" if "{" in path else ""
    return (
        f"  {path}:\n    get:\n      summary: {title}\n      x-source: page\n{parameters}"
        f"      responses: {{'200': {{description: ok, x-inferred: usual, content: {content}}}}}\n"
    )


def test_a_page_that_is_read_by_hand_is_taken_as_read(
    acme: Callable[[str, str], Provider],
) -> None:
    spec = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n" + _operation(
        "List Cards", "/cards", "total", "integer"
    )
    provider = acme("Ask for the cards and you get their total.\n", spec)
    with pytest.raises(EngrossError, match="no reader understands this text"):
        provider.trace()

    sources = provider.folder / "sources.yaml"
    sources.write_text(f"{sources.read_text('utf-8')}    reader: by-hand\n", "utf-8")
    traced = provider.trace()
    assert traced.findings == ()
    assert "0 of 0 facts of 0 pages" in to_text(traced)
    assert to_text(traced).endswith("; 1 operation on pages read by hand")
