"""From an operation and a call's arguments to what goes on the wire. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from . import codec
from .body import check_body, encode_body, sensitive_texts, untold
from .deprecation import warn
from .forms import form_text, query_text
from .operation import Body, Operation, Parameter
from .parameters import (
    checked_header,
    encode_header,
    encode_pairs,
    encode_path,
    quoted,
    written,
)
from .security import Credential, Given, on_the_wire
from .tokens import Grant, Tokens
from .types import UNSET
from .uploads import Upload

# The framing of a message is not the caller's: a wrong length smuggles a second request.
_OURS = frozenset({"content-length", "transfer-encoding", "connection"})


class Common(NamedTuple):
    """What all calls of an operation share, worked out once per client."""

    headers: dict[str, str]
    """Not to be changed: a call that needs other headers makes a dictionary of its own."""
    body_headers: dict[str, str]
    """The same with the body's Content-Type."""
    query: tuple[str, ...]
    cookies: tuple[str, ...]
    secrets: tuple[str, ...]
    accept: str | None
    tokens: Tokens | None
    """What gives the token of each call, where that is not the same for all."""
    scopes: tuple[str, ...]
    """What that token must allow."""

    def __repr__(self) -> str:
        """Leave out what is secret."""
        return "Common(...)"


class Prepared(NamedTuple):
    """A request without its server."""

    target: str
    """Path and query, from the first slash."""
    headers: dict[str, str]
    shared: bool
    """Whether these headers are those of `Common`, which other calls will have too."""
    content: bytes | Upload | None
    secrets: tuple[str, ...]
    """Credentials and sensitive parameters."""
    body: Any
    """What `content` was encoded from, or UNSET."""
    declared: Body | None
    """Which body of the operation that is."""
    accept: str | None
    """The media types that the answer may have."""

    @property
    def rewindable(self) -> bool:
        """Whether it can be sent a second time."""
        return not isinstance(self.content, Upload) or self.content.rewindable

    def __repr__(self) -> str:
        """Leave out what is secret."""
        return "Prepared(...)"


def share(
    operation: Operation[Any],
    schemes: Sequence[str],
    credentials: Mapping[str, Given],
    defaults: Mapping[str, str],
    accept: str | None,
) -> Common:
    """Lay out what does not depend on a call's arguments.

    Args:
        operation: what will be called.
        schemes: the alternative of the operation's security that is used.
        credentials: what is given for each.
        defaults: headers of every call.
        accept: the media types that the answer may have.
    """
    headers = dict(defaults)
    if accept is not None:
        headers["Accept"] = accept
    places: dict[str, list[str]] = {"query": [], "cookie": []}
    given = [credentials[name] for name in schemes]
    fixed = [one for one in given if isinstance(one, Credential)]
    for credential in fixed:
        if credential.location == "header":
            headers[credential.name] = credential.value
        elif credential.location == "query":
            places["query"].append(f"{quoted(credential.name)}={quoted(credential.value)}")
        else:  # RFC 6265, "Semantics": a cookie's value has no quoting of its own
            places["cookie"].append(f"{credential.name}={credential.value}")
    if places["cookie"]:
        headers["Cookie"] = "; ".join(places["cookie"])
    body = operation.body
    tokens = next((one for one in given if isinstance(one, Tokens)), None)
    alternatives = zip(operation.security, operation.scopes, strict=False)
    found = (scopes for names, scopes in alternatives if names == tuple(schemes))
    needed = next(found, dict[str, tuple[str, ...]]())
    return Common(
        headers=headers,
        body_headers=headers | {"Content-Type": body.sent_as} if body else headers,
        query=tuple(places["query"]),
        cookies=tuple(places["cookie"]),
        secrets=tuple(credential.secret for credential in fixed),
        accept=accept,
        tokens=tokens,
        scopes=() if tokens is None else tokens.scopes(needed),
    )


def grant_of(common: Common, prepared: Prepared) -> Grant | None:
    """Say what token a call asks for; none where the caller has given a header of their own."""
    if common.tokens is None or any(n.lower() == "authorization" for n in prepared.headers):
        return None
    return Grant(common.tokens, common.scopes)


def authorized(prepared: Prepared, grant: Grant, token: object) -> Prepared:
    """Give the same request with a token.

    Raises:
        ConfigurationError: one that cannot be sent.
    """
    credential = on_the_wire(grant.tokens.scheme, token)
    grant.use(credential.secret)
    return prepared._replace(
        headers={**prepared.headers, credential.name: credential.value},
        shared=False,
    )


def prepare(
    operation: Operation[Any],
    common: Common,
    arguments: Mapping[str, Any],
    *,
    body: Any,
    headers: Mapping[str, str] | None,
    content_type: str | None = None,
) -> Prepared:
    """Check the arguments and lay them out.

    Args:
        operation: what is called.
        common: `share`'s result for it.
        arguments: parameter values under `Parameter.argument`; UNSET ones are left out.
        body: the body, or UNSET; in a mapping UNSET members are left out.
        headers: the caller's own headers, which win over all others.
        content_type: the body's media type; None for the usual one.

    Raises:
        ValueError: an argument that is missing, of the wrong type, or that the wire cannot carry.
    """
    operation.build_readers()
    theirs = checked_headers(headers) if headers else {}
    parts = _Parts(common)
    for parameter in operation.parameters:
        value = arguments.get(parameter.argument, UNSET)
        if value is not UNSET:
            if parameter.deprecated:
                warn(parameter.deprecated)
            parts.add(parameter, value)
        elif parameter.location == "path":
            raise ValueError(f"{operation.title} needs the path parameter {parameter.name!r}")
    declared, content = operation.body_of(content_type), None
    if declared is not None and declared.deprecated:
        _warn_of_members(declared, body)
    checked = UNSET if declared is None else check_body(declared, body)
    if declared is not None and checked is not UNSET:
        content, sent_type = encode_body(declared, checked)
        if not sent_type and "content-type" not in map(str.lower, theirs):
            raise ValueError(untold(declared))
        if operation.body is not declared or sent_type != declared.sent_as:
            parts.headers["Content-Type"] = sent_type
    target = parts.target(operation)
    ours = common.headers if content is None else common.body_headers
    shared = not parts.headers and not theirs
    return Prepared(
        target,
        ours if shared else merged(ours | parts.headers, theirs),
        shared,
        content,
        tuple(parts.secrets),
        checked,
        declared,
        common.accept,
    )


def _warn_of_members(declared: Body, body: Any) -> None:
    for name, message in declared.deprecated:
        if codec.is_object(body) and body.get(name, UNSET) is not UNSET:
            warn(message)


def linked(prepared: Prepared, common: Common, target: str) -> Prepared:
    """Ask for another target, which a page named; credentials of the query go along."""
    path, _, query = target.partition("?")
    there = {pair.partition("=")[0] for pair in query.split("&")}
    ours = [pair for pair in common.query if pair.partition("=")[0] not in there]
    whole = "&".join([*filter(None, [query]), *ours])
    return prepared._replace(target=f"{path}?{whole}" if whole else path)


def secrets_of(prepared: Prepared) -> Iterator[str]:
    """Name what the request carries and no message may repeat."""
    yield from prepared.secrets
    if prepared.declared is not None and prepared.body is not UNSET:
        yield from sensitive_texts(prepared.declared, prepared.body)


class _Parts:
    """What the parameters of one call come to."""

    def __init__(self, common: Common) -> None:
        self.headers: dict[str, str] = {}
        self._path: dict[str, str] = {}
        self._query = list(common.query)
        self._cookies = list(common.cookies)
        self.secrets = list(common.secrets)

    def add(self, parameter: Parameter, value: Any) -> None:
        """Check one argument and put it where it belongs."""
        value = parameter.adapter.write(value)
        if parameter.sensitive:
            self.secrets.extend(codec.scalar_texts(value))
        if parameter.location == "querystring":
            self._query.extend(filter(None, [query_text(parameter, value)]))
            return
        is_form = parameter.form and codec.is_object(value)
        value = form_text(parameter.fields, value) if is_form else written(parameter, value)
        if parameter.location == "path":
            self._path[parameter.name] = encode_path(parameter, value)
        elif value is None:
            return
        elif parameter.location == "query":
            self._query.extend(encode_pairs(parameter, value))
        elif parameter.location == "header":
            self.headers[parameter.name] = encode_header(parameter, value)
        else:
            self._cookies.extend(encode_pairs(parameter, value))
            if self._cookies:
                self.headers["Cookie"] = "; ".join(self._cookies)

    def target(self, operation: Operation[Any]) -> str:
        """Fill the path template in and append the query."""
        text, *pieces = operation.path_pieces
        for name, following in zip(pieces[::2], pieces[1::2], strict=True):
            text += self._path[name] + following
        if not self._query:
            return text
        return f"{text}{'&' if '?' in text else '?'}{'&'.join(self._query)}"


def merged(ours: dict[str, str], callers: dict[str, str]) -> dict[str, str]:
    """Let the caller's headers replace those of the same name, whatever its case."""
    given = {name.lower() for name in callers}
    return {name: value for name, value in ours.items() if name.lower() not in given} | callers


# Checked before ours come near: where a traceback shows variables, it shows no credentials.
def checked_headers(callers: Mapping[str, str]) -> dict[str, str]:
    """Give the caller's headers back.

    Raises:
        ValueError: one that no request can carry, or that frames the message.
    """
    if not hasattr(callers, "items"):
        raise TypeError(f"headers must be a mapping, not {type(callers).__name__}")
    checked = {name: checked_header(name, value) for name, value in callers.items()}
    forbidden = {name.lower() for name in checked} & _OURS
    if forbidden:
        raise ValueError(f"{', '.join(sorted(forbidden))} cannot be set by hand")
    return checked
