"""A codec of the user's, between what is read and written here and what the wire has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from .operation import Operation
from .request import Prepared, checked_headers, merged
from .response import Answer, contradiction
from .uploads import Upload


@runtime_checkable
class ContentCodec(Protocol):
    """Turns the content of messages (RFC 9110, "Content") into what is sent, and back.

    For an API that encrypts, say. It is given each content whole, and what it raises tells no
    secrets.
    """

    def encode(self, content: bytes, headers: Mapping[str, str]) -> tuple[bytes, Mapping[str, str]]:
        """Give what is sent in place of a request's content, and the headers that belong to it.

        Raises:
            ValueError: it cannot be sent; the call ends with that.
        """
        ...

    def decode(self, content: bytes, headers: Mapping[str, str]) -> bytes:
        """Give what is read in place of an answer's content.

        Raises:
            ValueError: this is not what an answer is; a success becomes a
                `ResponseValidationError` that says so, a failure is read as it came.
        """
        ...


def encoded(codec: ContentCodec, prepared: Prepared) -> Prepared:
    """Give the request that is sent in place of this one.

    Raises:
        TypeError: its content is no bytes yet.
        ValueError: it cannot be encoded.
    """
    if prepared.content is None:
        return prepared
    if isinstance(prepared.content, Upload):
        raise TypeError("content_codec= takes a body whole: give its bytes, no file or iterator")
    content, headers = codec.encode(prepared.content, dict(prepared.headers))
    whole = merged(prepared.headers, checked_headers(headers))
    return prepared._replace(content=content, headers=whole, shared=False)


def decoded(codec: ContentCodec, operation: Operation[Any], answer: Answer) -> Answer:
    """Give the answer that is read in place of this one.

    Raises:
        ResponseValidationError: of a success nobody can say what it is.
    """
    if not answer.content:
        return answer
    try:
        return answer._replace(content=codec.decode(answer.content, answer.headers))
    except Exception as error:  # whatever it is: the request has been sent, and this is its answer
        if not answer.successful:
            return answer  # a gateway's, perhaps; it can only make an exception
        told = str(error) if isinstance(error, ValueError) else type(error).__name__
        problem = f"the answer cannot be decoded: {told}"
        raise contradiction(operation, answer, problem) from error
