"""Derives a package's obligations from its spec, resource by resource."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engross.conformance.codec import codec_obligations, is_encodable
from engross.conformance.connection import connection_obligations
from engross.conformance.credentials import credentials, needed
from engross.conformance.deprecations import deprecation_obligations
from engross.conformance.envelopes import envelope_obligations
from engross.conformance.examples import example_obligations
from engross.conformance.failure_bodies import FailureBodies, carried
from engross.conformance.failures import failure_obligations, thorough
from engross.conformance.headers import HeaderDeriver
from engross.conformance.layout import contexts, file_text
from engross.conformance.models import model_obligations
from engross.conformance.pages import PagedSubject, page_obligations
from engross.conformance.probe import PROBE
from engross.conformance.probe_client import PROBE_CLIENT, PROBE_LENIENT
from engross.conformance.probe_events import PROBE_EVENTS
from engross.conformance.probe_pages import PROBE_PAGES
from engross.conformance.probe_reading import PROBE_READING
from engross.conformance.probe_servers import PROBE_SERVERS
from engross.conformance.probes import probe_files
from engross.conformance.records import Obligation, PackageFacts
from engross.conformance.redaction import error_obligations, errors, redaction_obligations
from engross.conformance.requests import RequestDeriver
from engross.conformance.responses import ResponseDeriver
from engross.conformance.runner.exact import Json
from engross.conformance.servers import own_server_obligations, variable_obligations
from engross.conformance.shapes import Shapes
from engross.conformance.streams import stream_obligations
from engross.conformance.subject import Subject
from engross.conformance.surface import Surface
from engross.conformance.tags import tag_obligations
from engross.conformance.tokens import token_obligations
from engross.conformance.webhooks import webhook_obligations
from engross.ir import Api
from engross.names import Names

MANY = 20
"""Beyond so many operations what is alike is tried once: a suite of any size has to stay quick."""
SHARED_FILES = (
    *("client", "errors", "models", "webhooks"),
    *(PROBE, PROBE_CLIENT, PROBE_EVENTS, PROBE_LENIENT, PROBE_PAGES, PROBE_READING, PROBE_SERVERS),
)
"""Files of obligations that belong to no resource."""


def obligations(api: Api, names: Names, *, package: PackageFacts) -> dict[str, str]:
    """Derive every obligation of a package.

    Args:
        api: Hoisted, as `engross.names` gives it.
        names: Its Python names.
        package: What the author's choices say.

    Returns:
        File name, `obligations/cards.json`, to JSON text: sorted, one obligation a line.
    """
    derivation = _Derivation(api, names, package)
    return {f"obligations/{name}.json": text for name, text in derivation.files().items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Derivers:
    """What remembers what was tried with other operations."""

    responses: ResponseDeriver
    requests: RequestDeriver
    headers: HeaderDeriver
    failures: FailureBodies


class _Derivation:
    """Derives one package's obligations and lays them out in files."""

    def __init__(self, api: Api, names: Names, facts: PackageFacts) -> None:
        self.api = api
        self.names = names
        self.facts = facts
        self.brief = len(api.operations) > MANY
        self.shapes = Shapes(api, names, brief=self.brief)
        self.known = credentials(api, names, facts.environment)
        self.subjects = [
            Subject(api, names, self.shapes, op, lenient=facts.lenient) for op in api.operations
        ]
        self.thorough = thorough(self.subjects)
        self.left_out = {s.key: why for s in self.subjects if (why := self._unfit(s))}
        self.usable = [s for s in self.subjects if s.key not in self.left_out]

    def files(self) -> dict[str, str]:
        """Give the files' texts."""
        texts: dict[str, str] = {}
        derivers = _Derivers(
            responses=ResponseDeriver(set(), brief=self.brief),
            requests=RequestDeriver(self.shapes.received, brief=self.brief),
            headers=HeaderDeriver(brief=self.brief),
            failures=FailureBodies(brief=self.brief),
        )
        resources: dict[str, list[Subject]] = {s.method.resource: [] for s in self.subjects}
        for subject in self.usable:
            resources[subject.method.resource].append(subject)
        for resource, mine in sorted(resources.items()):
            derived = [o for subject in mine for o in self._operation(subject, derivers)]
            derived += [o for subject in mine for o in derivers.failures.derive(subject)]
            name = f"{resource}_operations" if resource in SHARED_FILES else resource
            head = {
                "operations": contexts(mine, self.known),
                **({"brief": True} if self.brief else {}),
            }
            texts[name] = file_text(head, derived)
        texts |= probe_files(lenient=self.facts.lenient)
        texts["client"] = file_text({"package": self._package()}, self._client())
        texts["errors"] = file_text(
            {}, error_obligations(self.api, self.facts, carried(self.subjects))
        )
        sent_only = self.shapes.sent - self.shapes.received
        models = model_obligations(self.api, self.shapes, sent_only, brief=self.brief)
        tags = tag_obligations(self.api, self.names, self.shapes, sent_only, brief=self.brief)
        texts["models"] = file_text({}, [*models, *tags])
        lenient = self.facts.lenient
        hooks = webhook_obligations(self.api, self.names, self.shapes, lenient=lenient)
        if events := list(hooks):
            texts["webhooks"] = file_text({}, events)
        return texts

    def _unfit(self, subject: Subject) -> str:
        if needed(self.api, subject.op, self.known) is None:
            return "no credentials that a header, query or cookie can carry will do"
        return subject.argument_fault or subject.answer_fault

    def _operation(self, subject: Subject, derivers: _Derivers) -> Iterable[Obligation]:
        thorough = subject.key in self.thorough
        yield from derivers.requests.derive(subject, thorough=thorough)
        yield from derivers.responses.derive(subject, thorough=thorough)
        yield from derivers.headers.derive(subject, self.names)
        yield from own_server_obligations(subject)
        yield from stream_obligations(subject)
        yield from failure_obligations(subject, thorough=thorough, brief=self.brief)
        yield from envelope_obligations(subject)
        yield from connection_obligations(subject, thorough=thorough, brief=self.brief)
        yield from deprecation_obligations(subject)
        yield from example_obligations(subject, self.facts.examples, self.known, brief=self.brief)
        if (pagination := self.facts.paged.get(subject.op.pointer)) is not None:
            iterator = self.names.iterators[subject.op.pointer]
            paged = PagedSubject(subject=subject, pagination=pagination, iterator=iterator)
            yield from page_obligations(paged)

    def _client(self) -> Iterable[Obligation]:
        if not self.usable:
            return
        secured = [s for s in self.usable if needed(self.api, s.op, self.known)]
        probe = min(secured or self.usable, key=lambda s: bool(s.op.servers))
        used = needed(self.api, probe.op, self.known) or ()
        surface = Surface(self.api, self.facts, probe, self.known, used)
        alike = (s for s in secured if needed(self.api, s.op, self.known) == used)
        unlike = next((s for s in alike if s.repeatable != probe.repeatable), None)
        other = None if unlike is None else replace(surface, probe=unlike)
        yield from surface.derive()
        yield from variable_obligations(surface, self.names)
        if encodable := next(filter(is_encodable, self.usable), None):
            yield from codec_obligations(replace(surface, probe=encodable))
        yield from redaction_obligations(surface)
        for credential in surface.told_apart:
            if credential.is_token:
                yield from token_obligations(surface, credential, other)

    def _package(self) -> dict[str, Json]:
        return {
            "import": self.facts.package,
            "distribution": self.facts.distribution,
            "client": self.facts.client,
            "credentials": [credential.record for credential in self.known],
            "variables": sorted(
                [f"{self.facts.environment}_BASE_URL", *(c.variable for c in self.known)]
            ),
            "errors": errors(self.api, self.facts),
            "not_derived": {key: self.left_out[key] for key in sorted(self.left_out)},
        }
