from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from engross.runtime.body import check_body, encode_body, sensitive_texts
from engross.runtime.operation import Body, Part
from engross.runtime.types import UNSET, DecimalNumber, String

UPLOAD = Body(
    type=lambda: dict[str, Any],
    content_type="multipart/form-data",
    parts=(
        Part(name="file", required=True),
        Part(name="more", many=True),
        Part(name="title", type=lambda: String, sensitive=True),
        Part(name="notes", type=lambda: list[String], content_type="text/markdown"),
        Part(name="fee", type=lambda: dict[str, DecimalNumber]),
    ),
)


def sent(body: Body, value: Any) -> bytes:
    """Give the message with `B` for the boundary."""
    content, content_type = encode_body(body, check_body(body, value))
    content = content if isinstance(content, bytes) else b"".join(content.chunks())
    return content.replace(content_type.partition("boundary=")[2].encode(), b"B")


@pytest.mark.parametrize(
    ("content_type", "value", "sent_as"),
    [
        ("*/*", {"a": 1}, "application/json"),
        ("application/*+json", {"a": 1}, "application/json"),
        ("text/*", "a", "text/plain"),
        ("image/png", b"a", "image/png"),
    ],
)
def test_a_message_says_one_media_type_where_many_are_documented(
    content_type: str, value: Any, sent_as: str
) -> None:
    body = Body(type=lambda: Any, content_type=content_type)

    assert encode_body(body, check_body(body, value)).content_type == sent_as


@pytest.mark.parametrize(
    ("content_type", "name", "sent_as"),
    [
        ("image/*", "a.png", "image/png"),
        ("image/*", "a.mp3", ""),
        ("image/*", 7, ""),
        ("*/*", "a.png", "application/octet-stream"),
        ("image/gif", "a.png", "image/gif"),
    ],
)
def test_of_a_range_a_body_of_bytes_is_what_its_files_name_says(
    content_type: str, name: Any, sent_as: str
) -> None:
    file = io.BytesIO(b"a")
    file.name = name
    body = Body(type=lambda: Any, content_type=content_type, binary=True)

    assert encode_body(body, check_body(body, file)).content_type == sent_as


def test_a_file_goes_out_with_its_name_and_type() -> None:
    assert sent(UPLOAD, {"file": ('a "b"\n.png', b"\x89PNG")}) == (
        b"--B\r\n"
        b'Content-Disposition: form-data; name="file"; filename="a %22b%22%0A.png"\r\n'
        b"Content-Type: image/png\r\n\r\n\x89PNG\r\n"
        b"--B--\r\n"
    )


@pytest.mark.parametrize(
    ("given", "head"),
    [
        (b"x", 'filename="upload"\r\nContent-Type: application/octet-stream'),
        (("a.bin", b"x", "image/x"), 'filename="a.bin"\r\nContent-Type: image/x'),
        (("a.txt", io.BytesIO(b"x")), 'filename="a.txt"\r\nContent-Type: text/plain'),
        (("a.bin", b"x", None, {"X-A": "b"}), "application/octet-stream\r\nX-A: b\r\n\r\nx"),
        ((None, b"x"), 'filename="upload"\r\nContent-Type: application/octet-stream'),
    ],
    ids=["bytes", "typed", "guessed", "with headers", "nameless"],
)
def test_a_file_may_be_given_in_many_ways(given: Any, head: str) -> None:
    assert head in sent(UPLOAD, {"file": given}).decode()


@pytest.mark.parametrize(
    ("allowed", "given", "content_type"),
    [
        ("image/png, image/jpeg", ("a.jpg", b"x"), "image/jpeg"),
        ("image/png, image/jpeg", ("a.JPG", b"x"), "image/jpeg"),
        ("image/png, image/jpeg", ("a.gif", b"x"), "image/png"),
        ("image/png, image/jpeg", b"x", "image/png"),
        ("image/png, image/jpeg", ("a.jpg", b"x", "image/webp"), "image/webp"),
        ("image/*", ("a.jpg", b"x"), "image/jpeg"),
        ("image/*", ("a.txt", b"x"), "text/plain"),
        ("*/*", ("a.txt", b"x"), "text/plain"),
        ("image/*, application/pdf", ("a.txt", b"x"), "application/pdf"),
        ("image/*, application/pdf", ("a.gif", b"x"), "image/gif"),
        ("image/*", b"x", "application/octet-stream"),
        ("application/pdf, text/csv; charset=utf-8", ("a.csv", b"x"), "text/csv; charset=utf-8"),
        ("image/png", ("a.jpg", b"x"), "image/png"),
        (" , ", ("a.jpg", b"x"), "image/jpeg"),
    ],
)
def test_a_file_is_one_of_the_media_types_that_it_may_be(
    allowed: str, given: Any, content_type: str
) -> None:
    parts = (Part(name="file", content_type=allowed),)
    body = Body(type=lambda: dict[str, Any], content_type="multipart/form-data", parts=parts)

    assert f"\r\nContent-Type: {content_type}\r\n\r\nx" in sent(body, {"file": given}).decode()


@pytest.mark.parametrize("allowed", ["text/csv, text/plain", "text/*"])
def test_a_value_of_several_media_types_says_none(allowed: str) -> None:
    parts = (Part(name="note", type=lambda: String, content_type=allowed),)
    body = Body(type=lambda: dict[str, Any], content_type="multipart/form-data", parts=parts)

    assert b'name="note"\r\n\r\nx' in sent(body, {"note": "x"})


@pytest.mark.parametrize("headers", [{"X-A": "b\r\nc"}, {"content-TYPE": "a/b"}])
def test_a_part_has_no_header_that_breaks_it(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"X-A|in the tuple itself"):
        check_body(UPLOAD, {"file": ("a", b"x", None, headers)})


def test_an_open_file_keeps_the_last_part_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "card.txt"
    path.write_bytes(b"x")
    with path.open("rb") as file:
        assert 'filename="card.txt"\r\nContent-Type: text/plain\r\n\r\nx' in (
            sent(UPLOAD, {"file": file}).decode()
        )


def test_each_element_of_a_list_is_a_part() -> None:
    text = sent(UPLOAD, {"file": b"", "more": [b"1", b"2"], "notes": ["a", "b"]}).decode()

    assert text.count('name="more"; filename="upload"') == 2
    assert text.count('name="notes"\r\nContent-Type: text/markdown\r\n\r\n') == 2


@pytest.mark.parametrize(
    ("style", "explode", "value", "parts"),
    [
        ("form", None, ["a, b", "c"], [("x", "a, b"), ("x", "c")]),
        ("form", False, ["a b", "é|%"], [("x", "a b,é|%")]),
        ("spaceDelimited", False, ["a,b", "c"], [("x", "a,b c")]),
        ("pipeDelimited", None, ["a b", "c"], [("x", "a b|c")]),
        ("form", None, {"R": "1", "G é": "2=%"}, [("R", "1"), ("G é", "2=%")]),
        ("form", False, {"R": "1", "G": "2"}, [("x", "R,1,G,2")]),
        ("deepObject", True, {"R": "1", "G": {"b": "2"}}, [("x[R]", "1"), ("x[G][b]", "2")]),
        ("form", None, "a,b", [("x", "a,b")]),
        ("form", None, [], []),
    ],
)
def test_in_a_style_each_pair_is_a_part_in_which_nothing_is_quoted(
    style: Any, explode: bool | None, value: Any, parts: list[tuple[str, str]]
) -> None:
    part = Part(name="x", type=lambda: Any, style=style, explode=explode, content_type="a/b")
    body = Body(type=lambda: Any, content_type="multipart/form-data", parts=(part,))
    told = [f'--B\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{t}\r\n' for n, t in parts]

    assert sent(body, {"x": value}).decode() == "".join(told) + "--B--\r\n"


@pytest.mark.parametrize(
    ("style", "value"),
    [("form", ["a,b"]), ("form", {"a,b": "c"}), ("spaceDelimited", ["a b"]), ("form", [["a"]])],
)
def test_what_a_style_would_break_apart_is_refused(style: Any, value: Any) -> None:
    part = Part(name="x", type=lambda: Any, style=style, explode=False)
    body = Body(type=lambda: Any, content_type="multipart/form-data", parts=(part,))

    with pytest.raises(ValueError, match="'x' must not hold"):
        sent(body, {"x": value})


def test_a_text_that_is_bytes_in_an_encoding_says_so() -> None:
    part = Part(name="x", type=lambda: String, content_type="image/png", encoding="base64")
    body = Body(type=lambda: Any, content_type="multipart/form-data", parts=(part,))
    head = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"

    assert f'name="x"\r\n{head}\r\naGk=\r\n' in sent(body, {"x": "aGk="}).decode()


def test_an_object_is_a_part_of_json_with_exact_digits() -> None:
    text = sent(UPLOAD, {"file": b"", "fee": {"eur": Decimal("0.30")}}).decode()

    assert 'name="fee"\r\nContent-Type: application/json\r\n\r\n{"eur":0.30}\r\n' in text


def test_a_part_that_is_not_described_is_a_file_where_it_looks_like_one() -> None:
    body = Body(type=lambda: dict[str, Any], content_type="multipart/form-data")
    text = sent(body, {"a": b"1", "b": "2", "c": {"d": True}, "e": None, "f": UNSET}).decode()

    assert 'name="a"; filename="upload"' in text
    assert 'name="b"\r\n\r\n2' in text
    assert 'name="c"\r\nContent-Type: application/json\r\n\r\n{"d":true}' in text
    assert 'name="e"' not in text
    assert 'name="f"' not in text


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({}, "'file' is missing"),
        ({"file": "text"}, "'file' is a file.*not str"),
        ({"file": io.StringIO("text")}, "binary mode.*not StringIO"),
        ({"file": [b""]}, "'file' is a file.*not list"),
        ({"file": None}, "not NoneType"),
        ({"file": ("only a name",)}, "'file' is a file.*not NoneType"),
        ({"file": b"", "more": b""}, "'more' is a list of files, not bytes"),
        ({"file": b"", "title": 5}, "part 'title'"),
        ([b""], "a mapping, not a list"),
    ],
    ids=[
        "absent",
        "text",
        "text-file",
        "list",
        "null",
        "no-content",
        "no-list",
        "wrong-part",
        "no-mapping",
    ],
)
def test_a_wrong_part_is_named(value: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        check_body(UPLOAD, value)


def test_a_secret_is_known_and_a_file_is_none() -> None:
    checked = check_body(UPLOAD, {"file": b"secret", "title": "4111"})

    assert list(sensitive_texts(UPLOAD, checked)) == ["4111"]


def test_a_body_whose_members_are_all_left_out_is_none() -> None:
    body = Body(type=lambda: dict[str, Any], content_type="multipart/form-data", required=False)

    assert check_body(body, {"a": UNSET}) is UNSET


def test_a_form_has_json_for_what_has_parts_and_nothing_for_null() -> None:
    form = Body(type=lambda: dict[str, Any], content_type="application/x-www-form-urlencoded")

    content, content_type = encode_body(form, check_body(form, {"a": [1, 2], "b": None, "c": {}}))
    assert content == b"a=1&a=2&c=%7B%7D"
    assert content_type == form.content_type


def test_a_form_that_is_called_a_text_goes_out_as_it_is() -> None:
    form = Body(type=lambda: String, content_type="application/x-www-form-urlencoded")

    assert encode_body(form, check_body(form, "a=1&b=%20")).content == b"a=1&b=%20"


@pytest.mark.parametrize(
    ("content_type", "text", "content", "sent_as"),
    [
        ("text/plain; charset=iso-8859-1", "é", b"\xe9", "text/plain; charset=iso-8859-1"),
        ('text/csv; charset="UTF-16LE"', "é", b"\xe9\0", 'text/csv; charset="UTF-16LE"'),
        (
            "application/xml; charset=latin-1",
            "<é/>",
            b"<\xe9/>",
            "application/xml; charset=latin-1",
        ),
        ("text/plain", "é", "é".encode(), "text/plain"),
        ("text/plain; charset=engross", "é", "é".encode(), "text/plain; charset=utf-8"),
        ("text/plain; charset=idna", "é", "é".encode(), "text/plain; charset=utf-8"),
        (
            "application/xml",
            '<?xml version="1.0" encoding="ISO-8859-1"?><é/>',
            b'<?xml version="1.0" encoding="ISO-8859-1"?><\xe9/>',
            "application/xml",
        ),
    ],
)
def test_a_text_is_in_the_encoding_that_its_media_type_names(
    content_type: str, text: str, content: bytes, sent_as: str
) -> None:
    body = Body(type=lambda: String, content_type=content_type)

    assert encode_body(body, check_body(body, text)) == (content, sent_as)


def test_a_text_that_its_encoding_cannot_write_is_refused_and_not_shown() -> None:
    body = Body(type=lambda: String, content_type="text/plain; charset=iso-8859-1")

    with pytest.raises(ValueError, match=r"a character that iso8859-1 does not have$"):
        encode_body(body, check_body(body, "€"))


def test_a_part_is_in_the_encoding_that_its_media_type_names() -> None:
    part = Part(name="a", type=lambda: String, content_type="text/plain; charset=latin-1")
    body = Body(type=lambda: Any, content_type="multipart/form-data", parts=(part,))

    content = encode_body(body, check_body(body, {"a": "é"})).content

    assert b"charset=latin-1\r\n\r\n\xe9\r\n" in content


@pytest.mark.parametrize(
    ("content", "sent_as"),
    [
        (b"--a-1\r\n\r\nx\r\n--a-1--\r\n", "multipart/related; boundary=a-1"),
        (b"\r\n--a=1 \n\nx\n--a=1--", 'multipart/related; boundary="a=1"'),
        (b"x", ""),
        (b"", ""),
        (io.BytesIO(b"--a-1\r\n\r\nx\r\n--a-1--\r\n"), ""),
    ],
)
def test_the_boundary_of_a_body_in_parts_is_the_one_that_it_begins_with(
    content: Any, sent_as: str
) -> None:
    body = Body(type=lambda: String, content_type="multipart/related")

    assert encode_body(body, check_body(body, content)).content_type == sent_as


def test_a_boundary_that_is_documented_stays() -> None:
    body = Body(type=lambda: String, content_type="multipart/mixed; boundary=b")

    assert encode_body(body, check_body(body, b"--a\r\n")).content_type == body.content_type
