"""Faults that other generated clients ship are noticed, each by the obligations meant for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Suite

# Module, what is there, the fault, and a part of the ids of the obligations that must notice.
SENT = """response = http.send(
                    self._builder(operation).build(http, operation.method, sent, limits),
                    stream=stream,
                    follow_redirects="""
CLOSING = 'path="/api/v1/cards/{id}/close"'
FAULTS = {
    "a wire name": ("models.py", "    balance_withdrawn:", "    balance:", "response/200/full"),
    "a float for money": (
        "models.py",
        "new_wallet_balance: DecimalNumber",
        "new_wallet_balance: float",
        "new_wallet_balance",
    ),
    "null refused": (
        "models.py",
        '    transaction_id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})]',
        "    transaction_id: Annotated[str | None, Field()]",
        "transaction_id/null",
    ),
    "the verb": (
        "resources/cards.py",
        f'"PATCH",\n    {CLOSING}',
        f'"POST",\n    {CLOSING}',
        "request/minimal",
    ),
    "a path segment": (
        "resources/cards.py",
        CLOSING,
        CLOSING.replace("/v1", ""),
        "request/minimal",
    ),
    "a documented failure": (
        "resources/cards.py",
        '"Card is already closed"',
        '"Card is already closed."',
        "documented/CardAlreadyClosedError",
    ),
    "a success that nobody said": (
        "_runtime/response.py",
        "if success is True:",
        "if success is not False:",
        "envelope/absent",
    ),
    "a closing sent twice": (
        "_runtime/retry.py",
        "operation.repeatable or not failure.sent",
        "True",
        "connection/read-timeout",
    ),
    "an unquoted path": (
        "_runtime/parameters.py",
        'return _quoted(value, safe="")',
        "return scalar_text(value)",
        "hostile",
    ),
    "the token in repr": (
        "_runtime/base_client.py",
        "base_url={self._base_url!r}",
        "base_url={self._base_url!r}, key={list(self._credentials.values())[0].value!r}",
        "silence/repr",
    ),
    "a kind of credential that the provider does not have": (
        "_runtime/security.py",
        'f"Basic {encoded}"',
        'f"Bearer {encoded}"',
        "credential/basic",
    ),
    "the token in a traceback's variables": (
        "_runtime/request.py",
        'return "Prepared(...)"',
        "return str(tuple(self))",
        "silence/error",
    ),
    "a failure of the envelope without its code": (
        "_runtime/response.py",
        "code=_text(body, envelope.code),",
        "",
        "runtime_client/pay/envelope",
    ),
    "a body that the codec has not seen": (
        "_runtime/base_client.py",
        "encoded(self._content_codec, prepared)",
        "prepared",
        "client/codec/both-ways",
    ),
    "an answer that the codec has not seen": (
        "_runtime/base_client.py",
        "answer = decoded(self._content_codec, operation, answer)",
        "pass",
        "client/codec/both-ways",
    ),
    "a success that the codec did not take": (
        "_runtime/content.py",
        "raise contradiction(operation, answer, problem) from error",
        "return answer",
        "client/codec/plain-success",
    ),
    "a gateway's failure that the codec did not take": (
        "_runtime/content.py",
        "if not answer.successful:",
        "if answer.status == 200:",
        "client/codec/plain-failure",
    ),
    "an accidental chain of exceptions": (
        "_runtime/response.py",
        'f"the body is not JSON: {error}") from None',
        'f"the body is not JSON: {error}")',
        "body/truncated",
    ),
    "a token that is asked for at each call": (
        "_runtime/tokens.py",
        "kept is not None and time.monotonic() < kept[1]",
        "kept is not None and time.monotonic() > kept[1]",
        "client/token/grant",
    ),
    "a call that cannot be undone repeated with another token": (
        "_runtime/base_client.py",
        """if attempt >= self._retries(prepared) or not operation.repeatable:
            return None
        if renewable:
            return 0.0""",
        """if renewable:
            return 0.0
        if attempt >= self._retries(prepared) or not operation.repeatable:
            return None""",
        "client/token/grant/refused/other",
    ),
    "redirects followed": (
        "_runtime/client.py",
        f"{SENT}False",
        f"{SENT}True",
        "redirect",
    ),
    "items that are cut off taken for whole": (
        "_runtime/framing.py",
        """    def end(self) -> Iterator[Event]:
        \"\"\"Give nothing: an event that no blank line ends is none.\"\"\"
        yield from ()""",
        """    def end(self) -> Iterator[Event]:
        \"\"\"Give nothing: an event that no blank line ends is none.\"\"\"
        yield from self._dispatch()""",
        "stream/cut-off",
    ),
    "a stream that breaks off taken for its end": (
        "_runtime/client.py",
        """            yield from response.iter_bytes()
        except transport.FAILURES as error:
            raise""",
        """            yield from response.iter_bytes()
        except transport.FAILURES as error:
            return
            raise""",
        "stream/cut",
    ),
    "any answer taken for events": (
        "_runtime/response.py",
        'declared.kind == "events" and kind(given) != "events"',
        "False and bool(kind(given))",
        "stream/no-events",
    ),
    "a file sent from its beginning": (
        "_runtime/uploads.py",
        "self._start = file.tell()",
        "self._start = 0",
        "body/file",
    ),
    "a body that is gone sent again": (
        "_runtime/base_client.py",
        "if prepared.rewindable else 0",
        "if prepared.rewindable else self._max_retries",
        "body/pieces/once",
    ),
    "the usual media type for every body": (
        "_runtime/request.py",
        "operation.body_of(content_type), None",
        "operation.body, None",
        "as/application/xml",
    ),
    "an answer that was not asked for": (
        "_runtime/response.py",
        "if documented is not None and not declared.alike(_asked(operation, answer)):",
        "if False:",
        "unasked",
    ),
    "digits of a caller's that are lost": (
        "_runtime/wire.py",
        "exact=info.context is not READ",
        "exact=False",
        "wrong/digits",
    ),
    "digits of an answer that are refused": (
        "_runtime/adapter.py",
        "by_name=False, context=READ",
        "by_name=False",
        "response/.*beyond-floats",
    ),
    "a variable of the server passed over": (
        "_runtime/servers.py",
        "if given and whole is not None:",
        "if False:",
        "beside-environment",
    ),
    "an heir that nobody is told of": (
        "_runtime/reader.py",
        "if not told.knows(value) and",
        "if False and",
        "tag/unknown-heir",
    ),
    "a header's list torn apart": (
        "_runtime/parameters.py",
        '_check_items(parameter, value, ",")\n    text',
        "text",
        "request/x_words/wrong/torn",
    ),
    "a part without its encoding": (
        "_runtime/body.py",
        "if part.encoding:",
        "if False:",
        "post_parts/request/coded_part|post_parts/request/full",
    ),
    "failures of the envelope ignored": (
        "_runtime/response.py",
        "if success is False or success is None:",
        "if False:",
        "envelope/false",
    ),
}


def test_without_pytest_the_same_is_met_and_not_met(suite: Callable[..., Suite]) -> None:
    package = suite("uncash")
    package.spoil("_runtime/response.py", "if success is True:", "if success is not False:")

    result = package.run("-k", "bins/list or client/token")

    assert result.counts == package.held("bins/list|client/token").counts
    assert result.counts.keys() == {"passed", "failed"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_noticed(suite: Callable[..., Suite], fault: str) -> None:
    module, old, new, ids = FAULTS[fault]
    package = suite("uncash")
    package.spoil(module, old, new)

    result = package.held(ids, "--until-failed")

    assert result.counts.get("failed") == 1
    assert "fault:     the client: uncash does not do what the spec says" in result.output
