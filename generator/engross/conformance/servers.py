"""Obligations about servers: the variables of the usual one, and operations with another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json
from engross.conformance.subject import Subject
from engross.conformance.surface import Surface, filled_in, is_whole
from engross.ir import Server, ServerVariable
from engross.names import Names, called_server

OMIT: dict[str, Json] = {"base_url": {"omit": True}}
MEMORY_ONLY = "it calls the provider's own server"


def variable_obligations(surface: Surface, names: Names) -> Iterator[Obligation]:
    """Derive what each variable of the usual server does to its address."""
    server = called_server(surface.api)
    if not is_whole(filled_in(server, {})) or surface.probe.op.servers:
        return
    for variable in server.variables:
        if f"{{{variable.name}}}" not in server.url:
            continue
        keyword = names.server_variables[variable.name]
        value = _another(server, variable)
        address = filled_in(server, {variable.name: value})
        if is_whole(address):
            yield surface.call(
                f"server/{keyword}",
                f"`{keyword}=` is part of the server's address.",
                pointer=variable.pointer,
                client={**OMIT, keyword: value},
                base_url=address,
                memory_only=MEMORY_ONLY,
            )
        yield from _beside(surface, variable, {keyword: value})
        if variable.enum:
            yield surface.misconfigured(
                f"server/{keyword}/unlisted",
                f"`{keyword}=` is one of the documented values, or an error that says so.",
                [f"{keyword}="],
                pointer=variable.pointer,
                client={**OMIT, keyword: "engross-unlisted"},
            )
        else:
            for variant, (claim, wrong) in _reaching(server, variable).items():
                yield surface.misconfigured(
                    f"server/{keyword}/{variant}",
                    f"`{keyword}=` {claim}, or an error says so and nothing is sent.",
                    [f"{keyword}="],
                    pointer=variable.pointer,
                    client={**OMIT, keyword: wrong},
                )


def _beside(
    surface: Surface, variable: ServerVariable, given: dict[str, Json]
) -> Iterator[Obligation]:
    """Derive that no variable of the server is passed over where a whole address is given."""
    (keyword,) = given
    named = f"{surface.facts.environment}_BASE_URL"
    whole = "https://whole.engross.test/of/it"
    for variant, teller, client, environment in (
        ("argument", "base_url=", {"base_url": whole}, {named: whole}),
        ("environment", named, OMIT, {named: whole}),
    ):
        yield surface.misconfigured(
            f"server/{keyword}/beside-{variant}",
            f"`{keyword}=` beside a whole address by {teller} is an error that names both.",
            [f"{keyword}=", teller],
            pointer=variable.pointer,
            client={**client, **given},
            environment=environment,
        )


def own_server_obligations(subject: Subject) -> Iterator[Obligation]:
    """Derive that an operation with a server of its own is sent there."""
    for server in subject.op.servers:
        address = filled_in(server, {})
        if server.placeholder or not is_whole(address):
            continue
        usual = filled_in(called_server(subject.api), {})
        if address != usual and is_whole(usual):
            yield Obligation(
                id=f"{subject.key}/server/own",
                check="call",
                claim=f"Without `base_url=` this operation is called at {address}.",
                pointer=server.pointer,
                details={
                    "operation": subject.key,
                    "client": OMIT,
                    "base_url": address,
                    "memory_only": MEMORY_ONLY,
                },
            )
        return


# RFC 3986, "Authority": it ends at the first `/`, so that one within it makes another host of it.
def _reaching(server: Server, variable: ServerVariable) -> dict[str, tuple[str, str]]:
    """Give values that reach beyond the place of their variable, and the claim of each."""
    before, after = _around(server, variable)
    empty = {"empty": ("is not empty", "")} if variable.default else {}
    if re.fullmatch(r"https?://[^/]*", before) and after[:1] not in {"", "/"}:
        return empty | {
            variant: ("names no other host", f"evil.engross.test{end}")
            for variant, end in {"slash": "/", "query": "?", "fragment": "#", "user": "@"}.items()
        }
    if re.match(r"[^/]*//[^/]*/", before):
        climbing = {"parent": "../x", "parent-quoted": "x/%2e%2E", "here": "./x"}
        return empty | {n: ("does not climb", value) for n, value in climbing.items()}
    return empty


def _around(server: Server, variable: ServerVariable) -> tuple[str, str]:
    """Give what stands in front of a variable in the address, by default, and what follows it."""
    before, _, after = server.url.partition(f"{{{variable.name}}}")
    texts = (replace(server, url=f"{before}\0"), replace(server, url=after))
    first, last = (filled_in(text, {}) for text in texts)
    return first.removesuffix("\0"), last


def _another(server: Server, variable: ServerVariable) -> str:
    others = [value for value in variable.enum if value != variable.default]
    if variable.enum:
        return next(iter(others), variable.default)
    if re.search(r":[0-9]+$", _around(server, variable)[0] + variable.default):
        port = "9443" if variable.default.endswith("8443") else "8443"
        return re.sub(r"[0-9]+$", port, variable.default)
    return f"{variable.default or 'x'}1"
