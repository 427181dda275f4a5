"""Pairs how operations are reached: servers, credentials, and the schemes behind them.

A caller has to be let in as before. Each alternative of `security` is a set of schemes with their
scopes; one that is gone breaks only where none that asks for less is left. A scheme is what it
does, not what it is called. A server that is no longer named is no longer promised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from engross.diff.context import Context
from engross.diff.touches import Found, Reach, changes, members, names, notes, touch, words
from engross.ir import (
    Api,
    Json,
    Node,
    Operation,
    SecurityRequirement,
    SecurityScheme,
    Server,
    ServerVariable,
)

# --- Servers --------------------------------------------------------------------------------------


def compare_servers(
    base: tuple[Server, ...], revision: tuple[Server, ...], nodes: tuple[Node, Node], where: Reach
) -> Found:
    """Compare the servers of two documents or operations."""
    old, new = ({server.url: server for server in servers} for servers in (base, revision))
    yield from members("server", old, new, *nodes, where)
    common = [url for url in old if url in new]
    if common and base[0].url != revision[0].url and {base[0].url, revision[0].url} <= {*common}:
        first = (base[0].url, revision[0].url)
        yield touch("server-order-changed", *nodes, where, "servers", old=first[0], new=first[1])
    for url in common:
        yield from changes(_SERVER, old[url], new[url], where)
        yield from words({"description": "server-description"}, old[url], new[url], where)
        yield from notes(old[url], new[url], where)
        yield from _variables(old[url], new[url], where)


_SERVER: Final = {"placeholder": "server-placeholder-changed"}


def _variables(base: Server, revision: Server, where: Reach) -> Found:
    old, new = ({v.name: v for v in server.variables} for server in (base, revision))
    yield from members("server-variable", old, new, base, revision, where)
    for name in [name for name in old if name in new]:
        yield from _variable(old[name], new[name], where)


def _variable(base: ServerVariable, revision: ServerVariable, where: Reach) -> Found:
    yield from changes({"default": "server-variable-default-changed"}, base, revision, where)
    yield from words({"description": "server-variable-description"}, base, revision, where)
    yield from notes(base, revision, where)
    if not base.enum or not revision.enum:
        yield from words({"enum": "server-variable-enum"}, base, revision, where)
        return
    told = (base.enum, revision.enum)
    yield from names("server-variable-enum-value", base, revision, "enum", told, where)


# --- What an operation asks for -------------------------------------------------------------------

Alternative: TypeAlias = Mapping[str, frozenset[str]]
"""Scheme → scopes; empty where nothing is asked for."""


def compare_security(context: Context, base: Operation, revision: Operation, where: Reach) -> Found:
    """Compare who may call an operation."""
    old, new = _needs(base.security, {}), _needs(revision.security, context.renamed)
    gone, come = (
        [need for need in old if need not in new],
        [need for need in new if need not in old],
    )
    nodes = (
        context.base if base.security is context.base.security else base,
        context.revision if revision.security is context.revision.security else revision,
    )
    for need in gone:
        twin = _twin(need, gone, come)
        if twin is not None:
            for name in need:
                scopes = (tuple(sorted(need[name])), tuple(sorted(twin[name])))
                yield from names("api-security-scope", *nodes, "security", scopes, where)
        elif need:
            left = any(_asks_no_more(other, need) for other in new)
            rule = f"api-security-{'subsumed' if left else 'removed'}"
            yield touch(rule, *nodes, where, "security", member=_label(need, old))
        else:
            yield touch("security-required", *nodes, where, "security")
    for need in come:
        if _twin(need, come, gone) is None:
            rule = "api-security-added" if need else "security-no-longer-required"
            yield touch(rule, *nodes, where, "security", member=_label(need, new))


def _twin(
    need: Alternative, among: list[Alternative], others: list[Alternative]
) -> Alternative | None:
    """Find the one alternative of the other side that asks for the same schemes."""
    rivals, twins = (
        [other for other in side if other.keys() == need.keys()] for side in (among, others)
    )
    return twins[0] if len(rivals) == len(twins) == 1 else None


def _needs(
    security: tuple[SecurityRequirement, ...], aliases: Mapping[str, str]
) -> list[Alternative]:
    """Give the alternatives; where none is written, nothing is asked for."""
    return [
        {aliases.get(name, name): frozenset(scopes) for name, scopes in need.schemes.items()}
        for need in security
    ] or [{}]


def _label(need: Alternative, among: list[Alternative]) -> str:
    """Name an alternative by its schemes; by its scopes too, where those do not tell it apart."""
    alike = sum(other.keys() == need.keys() for other in among) > 1
    return (
        " and ".join(
            f"{name} ({', '.join(sorted(need[name]))})" if alike else name for name in sorted(need)
        )
        or "none"
    )


def _asks_no_more(need: Alternative, than: Alternative) -> bool:
    return all(
        scopes <= than.get(name, frozenset()) and name in than for name, scopes in need.items()
    )


# --- Security schemes -----------------------------------------------------------------------------


def compare_schemes(context: Context, where: Reach) -> Found:
    """Compare the security schemes of two documents."""
    old, new = context.base.security_schemes, dict(context.revision.security_schemes)
    for now, before in context.renamed.items():
        rule, scheme = "api-security-component-renamed", new.pop(now)
        yield touch(rule, old[before], scheme, where, member=now, old=before, new=now)
        new[before] = scheme
    yield from members("api-security-component", old, new, context.base, context.revision, where)
    for name in [name for name in old if name in new]:
        yield from changes(_SCHEME, old[name], new[name], where)
        yield from words(_SCHEME_WORDS, old[name], new[name], where)
        yield from notes(old[name], new[name], where)
        yield from _flows(old[name], new[name], where)


_SCHEME: Final = {
    "type": "api-security-component-type-changed",
    "scheme": "api-security-component-scheme-changed",
    "parameter_name": "api-security-component-name-changed",
    "location": "api-security-component-location-changed",
    "open_id_connect_url": "api-security-component-open-id-connect-url-changed",
}
_SCHEME_WORDS: Final = {
    "description": "api-security-component-description",
    "bearer_format": "api-security-component-bearer-format",
}


def renamed(base: Api, revision: Api) -> dict[str, str]:
    """Find schemes that only have another name now: the new name → the old one."""
    old, new = base.security_schemes, revision.security_schemes
    gone = {name: scheme for name, scheme in old.items() if name not in new}
    found: dict[str, str] = {}
    for name, scheme in new.items():
        twins = [twin for twin in gone if _essence(gone[twin]) == _essence(scheme)]
        if name not in old and twins:
            found[name] = twins[0]
            del gone[twins[0]]
    return found


def _essence(scheme: SecurityScheme) -> tuple[Json, ...]:
    """What a scheme does on the wire."""
    urls = {flow: {k: told.get(k) for k in _URLS} for flow, told in scheme.flows.items()}
    return *(getattr(scheme, field) for field in _SCHEME), urls


_URLS: Final = {
    "authorizationUrl": "oauth-url",
    "tokenUrl": "oauth-token-url",
    "refreshUrl": "oauth-refresh-url",
    "deviceAuthorizationUrl": "oauth-device-url",
}
"""Key of an OAuth Flow Object → the words for it in a rule."""


def _flows(base: SecurityScheme, revision: SecurityScheme, where: Reach) -> Found:
    word = "api-security-component"
    told = (tuple(base.flows), tuple(revision.flows))
    yield from names(f"{word}-oauth-flow", base, revision, "flows", told, where)
    for flow in [flow for flow in base.flows if flow in revision.flows]:
        ends = (_flow(base, flow), _flow(revision, flow))
        old, new = base.flows[flow], revision.flows[flow]
        for key, name in _URLS.items():
            if old.get(key) != new.get(key):
                rule = f"{word}-{name}-changed"
                yield touch(rule, *ends, where, key, old=old.get(key), new=new.get(key))
        yield from _scopes(_scopes_of(old), _scopes_of(new), ends, where)
        yield from notes(*ends, where)


def _flow(scheme: SecurityScheme, flow: str) -> Node:
    """Make a node of an OAuth Flow Object, which has no record of its own."""
    extensions = {k: v for k, v in scheme.flows[flow].items() if k.startswith("x-")}
    return Node(pointer=scheme.pointer / "flows" / flow, extensions=extensions)


def _scopes_of(flow: Mapping[str, Json]) -> Mapping[str, Json]:
    scopes = flow.get("scopes")
    return scopes if isinstance(scopes, Mapping) else {}


def _scopes(
    old: Mapping[str, Json], new: Mapping[str, Json], ends: tuple[Node, Node], where: Reach
) -> Found:
    word = "api-security-component-oauth-scope"
    yield from names(word, *ends, "scopes", (tuple(old), tuple(new)), where)
    for scope in [scope for scope in old if scope in new and old[scope] != new[scope]]:
        yield touch(f"{word}-changed", *ends, where, "scopes", member=scope)
