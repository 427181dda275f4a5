"""Which document a TARGET means, and what may stand beside it."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import pytest
from engross.errors import EngrossError
from engross.ir import Api, Operation
from engross.pointer import ROOT
from engross.provider import (
    Target,
    client_name,
    find_providers,
    find_targets,
    load_settings,
    package_name,
    read_examples,
    read_pages,
)
from engross.provider.settings import TAKEN_CLIENTS
from engross.runtime import errors as runtime_errors


@pytest.fixture
def root(tmp_path):
    """A project with two providers and a document that is none."""
    for name in ("acme", "zeta"):
        (tmp_path / "specs" / name).mkdir(parents=True)
        (tmp_path / "specs" / name / "openapi.yaml").write_text("openapi: 3.1.0\n")
    (tmp_path / "other.yaml").write_text("openapi: 3.1.0\n")
    return tmp_path


@pytest.fixture
def target(root):
    return find_targets(root, ["acme"])[0]


def api(title="UnCash API"):
    operation = Operation(pointer=ROOT, method="GET", path="/", operation_id="cards/close")
    return Api(pointer=ROOT, title=title, version="1", operations=(operation,))


def told(raised):
    return str(raised.value).splitlines()


# --- Targets ------------------------------------------------------------------------------------


def test_no_word_means_every_provider(root):
    assert [target.name for target in find_targets(root, [])] == ["acme", "zeta"]


def test_a_provider_has_its_places(root, target):
    assert target == Target(
        name="acme",
        spec=root / "specs/acme/openapi.yaml",
        output=root / "generated/acme",
        folder=root / "specs/acme",
        authored=True,
    )


def test_words_keep_their_order_and_count_once(root):
    assert [target.name for target in find_targets(root, ["zeta", "acme", "zeta"])] == [
        "zeta",
        "acme",
    ]


def test_output_and_package_are_the_users(root):
    target = find_targets(root, ["acme"], output=Path("here"), package="mine")[0]

    assert (target.output, target.package, target.authored) == (Path("here"), "mine", True)


def test_a_path_is_a_document_that_is_not_ours(root):
    path = root / "other.yaml"
    target = find_targets(root, [str(path)], output=Path("here"))[0]

    assert target == Target(name=str(path), spec=path, output=Path("here"))
    assert not target.authored


def test_settings_beside_a_document_that_is_not_ours_count(root):
    path = root / "theirs" / "billing.json"
    path.parent.mkdir()
    path.write_text('{"openapi": "3.1.0", "info": {"title": "Billing", "version": "1"}}')
    (path.parent / "provider.yaml").write_text("package: bills\nhttp: httpx2\n")

    target = find_targets(root, [str(path)], output=Path("here"))[0]
    settings = load_settings(target, None)

    assert not target.authored
    assert (settings.package, settings.http) == ("bills", "httpx2")
    # It was not written with every answer in view, whatever is chosen besides.
    assert settings.responses == "lenient"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nosuch"], "'nosuch' is neither a provider (known: acme, zeta) nor a file"),
        (["{root}/other.yaml"], "say where the package of '{root}/other.yaml' goes: --output DIR"),
        (["{root}/specs"], "'{root}/specs' is a folder: name the document in it"),
        ([".."], "'..' is a folder: name the document in it"),
    ],
)
def test_a_word_that_will_not_do(root, words, message):
    with pytest.raises(EngrossError) as raised:
        find_targets(root, [word.format(root=root) for word in words])

    assert told(raised) == [f"error: {message.format(root=root)}"]


def test_every_word_that_will_not_do_is_told(root):
    with pytest.raises(EngrossError) as raised:
        find_targets(root, ["a", "acme", "b"])

    assert len(told(raised)) == 2


@pytest.mark.parametrize("words", [[], ["acme", "zeta"]])
def test_a_package_is_for_one_target(root, words):
    with pytest.raises(EngrossError, match="exactly one TARGET"):
        find_targets(root, words, package="shop")


@pytest.mark.parametrize("words", [[], ["acme", "zeta"]])
def test_of_many_targets_each_has_a_folder_of_its_own(root, words):
    targets = find_targets(root, words, output=Path("here"))
    assert [target.output for target in targets] == [Path("here/acme"), Path("here/zeta")]


def test_a_project_without_providers(tmp_path):
    with pytest.raises(EngrossError, match="there is no provider in"):
        find_targets(tmp_path, [])
    with pytest.raises(EngrossError, match=r"known: none yet"):
        find_providers(tmp_path, ["acme"])


def test_find_providers_takes_no_path(root):
    with pytest.raises(EngrossError, match="is no provider"):
        find_providers(root, [str(root / "other.yaml")])
    assert [target.name for target in find_providers(root, ["zeta"])] == ["zeta"]


# --- Settings -----------------------------------------------------------------------------------


def write_settings(target, text):
    (target.folder / "provider.yaml").write_text(text)


def test_settings_follow_from_the_title(target):
    settings = load_settings(target, api("  UnCash\n API "))

    assert settings.display_name == "UnCash API"
    assert settings.client == "UnCashAPI"
    assert settings.package == "un_cash_api"
    assert settings.distribution == "un-cash-api-client"
    assert settings.environment == "UN_CASH_API"


def test_what_is_written_stands(target):
    write_settings(
        target,
        "display_name: UnCash\nclient: Uncash\ndistribution: uncash-client\npackage: uncash\n"
        'version: "1.2"\nenvironment: UC\nnames: {"#/a": b}\nskip: {cards/close: too hot}\n',
    )
    settings = load_settings(target, api())

    assert settings.client == "Uncash"
    assert settings.version == "1.2"
    assert settings.environment == "UC"
    assert settings.names == {"#/a": "b"}
    assert settings.skip == {"cards/close": "too hot"}


def test_the_package_of_the_command_line_wins(root):
    target = find_targets(root, ["acme"], package="mine")[0]
    write_settings(target, "package: uncash\n")
    settings = load_settings(target, api())

    assert (settings.package, settings.distribution) == ("mine", "mine-client")


@pytest.mark.parametrize("package", ["", "class", "a-b", "a.b", "1a", "json", "httpx", "支付", "_"])
def test_a_package_that_cannot_be_imported_beside_others(root, package):
    target = find_targets(root, ["acme"], package=package)[0]

    with pytest.raises(EngrossError, match=r"--package is .*; it must be a name to import"):
        load_settings(target, api())


@pytest.mark.parametrize(
    ("title", "package", "client"),
    [
        ("Café", "cafe", "Cafe"),
        ("支付", "api", "Api"),
        ("", "api", "Api"),
        ("class", "class_api", "Class"),
        ("JSON", "json_api", "JSON"),
        ("3ds", "api_3ds", "Api3ds"),
        ("Business", "business", "BusinessClient"),
        ("Client", "client", "ClientClient"),
        ("None", "none", "NoneClient"),
        ("Value", "value", "ValueClient"),
        ('a"\n{{ x }}', "a_x", "AX"),
        ("Long" * 80, "long_" * 9 + "long", "Long" * 80),
    ],
)
def test_any_title_gives_names_that_will_do(target, title, package, client):
    settings = load_settings(target, api(title))

    assert (settings.package, settings.client) == (package, client)
    assert (package_name(title), client_name(title or "api")) == (package, client)


def test_no_client_takes_a_name_that_every_package_has():
    """`BusinessError` cannot be both the provider's base exception and one of its kinds."""
    names = set(re.findall(r"^class (\w+)Error\b", inspect.getsource(runtime_errors), re.MULTILINE))

    assert "Business" in names
    assert names <= TAKEN_CLIENTS


def test_other_peoples_answers_are_read_leniently_unless_a_provider_says_so(target, root):
    write_settings(target, "responses: lenient\n")
    [other] = find_targets(root, [str(root / "other.yaml")], output=root / "out")

    assert load_settings(target, api()).responses == "lenient"
    write_settings(target, "{}")
    assert load_settings(target, api()).responses == "strict"
    assert load_settings(other, api()).responses == "lenient"


WRONG = [
    ("display_name: 5", "1:15: error: display_name is a number 5; it must be a line of text"),
    ('display_name: "a\\nb"', "1:15: error: display_name is text"),
    ("client: uncash", "1:9: error: client is text 'uncash'; it must be a class name such as"),
    ("client: Business", "1:9: error: client is text 'Business'; it must be a class name such as"),
    ("distribution: -x", "1:15: error: distribution is text '-x'; it must be a distribution's"),
    ("package: class", "1:10: error: package is text 'class'; it must be a name to import"),
    ("version: 0.1", '1:10: error: version is a number 0.1; it must be a text such as "0.1.0"'),
    ("version: 1.0+x", "1:10: error: version is text '1.0+x'; it must be a text such as"),
    ("http: requests", "1:7: error: http is text 'requests'; it must be httpx or httpx2"),
    ("environment: uncash", "1:14: error: environment is text 'uncash'; it must be upper case"),
    ("responses: kind", "1:12: error: responses is text 'kind'; it must be 'strict' or 'lenient'"),
    ("names: []", "1:8: error: names is a list; it must be a mapping of JSON pointer to Python"),
    ("names: {a: 5}", "1:12: error: 'a' is a number 5; write a mapping of JSON pointer to"),
    ("skip: {x: why}", "1:8: error: the document has no operation 'x' (#/skip/x)"),
    ("extras: {sealing: 5}", "1:19: error: 'sealing' is a number 5; write a mapping of module"),
    ("extras: {Sealing: a}", "1:10: error: 'Sealing' must be a module's name, in lower case, that"),
    ("extras: {models: a}", "1:10: error: 'models' must be a module's name, in lower case, that"),
    ("extras: {class: a}", "1:10: error: 'class' must be a module's name, in lower case, that"),
    ("colour: red", "1:1: error: 'colour' is not one of display_name, client, distribution"),
    ("[]", "1:1: error: expected settings, found a list"),
    ("", "1:1: error: expected settings, found null"),
    ("a: b: c", "1:5: error: this is not YAML"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_setting_is_told_with_its_place(target, text, message):
    write_settings(target, text)

    with pytest.raises(EngrossError) as raised:
        load_settings(target, api())

    assert told(raised)[0].startswith(f"{target.folder / 'provider.yaml'}:{message}")


def test_every_wrong_setting_is_told(target):
    write_settings(target, "client: uncash\nversion: 1\ncolour: red\n")

    with pytest.raises(EngrossError) as raised:
        load_settings(target, api())

    assert len(told(raised)) == 3


def test_skip_cannot_be_judged_without_a_document(target):
    write_settings(target, "package: acme\nskip: {x: why}\n")

    assert load_settings(target, None).skip == {"x": "why"}


# --- Examples -----------------------------------------------------------------------------------


def write_example(target, name, text):
    folder = target.folder / "examples"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)


def test_examples_keep_their_digits(target):
    text = '{"operation": "cards/close", "response": {"status": null, "body": {"a": 1.50}}}'
    write_example(target, "cards.close.ok.json", text)
    examples = read_examples(target, api())

    assert list(examples) == ["cards.close.ok"]
    assert str(examples["cards.close.ok"]["response"]["body"]["a"]) == "1.50"


def test_a_provider_needs_no_examples(target):
    assert read_examples(target, api()) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "1:2: error: this is not JSON: Expecting value"),
        ("[]", "1:1: error: expected a mapping, found a list"),
        (b'{"operation": "\xff"}', "1:16: error: byte 0xff is not UTF-8: save the file as UTF-8"),
        ("{}", "1:1: error: 'operation' is missing: name an operationId"),
        ('{"operation": 5}', "1:15: error: expected text, found a number 5 (#/operation)"),
        ('{"operation": "x"}', "1:15: error: the document has no operation 'x' (#/operation)"),
        (
            '{"operation": "cards/close", "request": []}',
            "1:41: error: expected a mapping, found a list (#/request)",
        ),
        (
            '{"operation": "cards/close", "request": {"path": "x"}}',
            "1:50: error: expected a mapping, found text 'x' (#/request/path)",
        ),
        (
            '{"operation": "cards/close", "response": {"status": "200"}}',
            "1:53: error: expected a status code or null, found text '200' (#/response/status)",
        ),
        (
            '{"operation": "cards/close", "reply": {}}',
            "1:30: error: 'reply' is not one of operation, summary, source, request, response",
        ),
        (
            '{"operation": "cards/close", "operation": "cards/close"}',
            "1:30: error: the key 'operation' is already in line 1: remove one of the two or",
        ),
    ],
)
def test_a_wrong_example_is_told_with_its_place(target, text, message):
    write_example(target, "a.json", text)

    with pytest.raises(EngrossError) as raised:
        read_examples(target, api())

    (line,) = told(raised)
    assert line.startswith(f"{target.folder / 'examples/a.json'}:{message}")


def test_every_wrong_example_is_told(target):
    write_example(target, "a.json", "[")
    write_example(target, "b.json", json.dumps({"operation": "x"}))
    write_example(target, "\udcff.json", json.dumps({"operation": "cards/close"}))

    with pytest.raises(EngrossError) as raised:
        read_examples(target, api())

    assert len(told(raised)) == 3
    assert "the file's name is not UTF-8" in told(raised)[2]


# --- Pages --------------------------------------------------------------------------------------


def test_the_addresses_of_the_pages_are_read_as_far_as_they_are_known(target):
    (target.folder / "sources.yaml").write_text(
        "pages:\n  - {id: a, url: https://acme.example/a}\n  - {id: b, url: null}\n  - c\n"
    )

    assert read_pages(target) == {"a": "https://acme.example/a"}


def test_a_document_without_pages_has_none(root, target):
    (other,) = find_targets(root, [str(root / "other.yaml")], output=root)

    assert read_pages(target) == read_pages(other) == {}


def test_sources_that_cannot_be_read_are_told_with_their_place(target):
    (target.folder / "sources.yaml").write_text("pages:\n  - id: a\n    id: b\n")

    with pytest.raises(EngrossError) as raised:
        read_pages(target)

    (line,) = told(raised)
    assert line.startswith(f"{target.folder / 'sources.yaml'}:3:5: error: the key 'id'")
