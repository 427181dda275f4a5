"""Derives a package's conformance suite from its spec: an oracle that shares only the names.

`emit_conformance` gives every file of the suite: the obligations, which are data with stable ids,
and the runner, ordinary Python that is the same in every package.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files as package_files

from engross.conformance.connection import connection_obligations
from engross.conformance.credentials import Credential, credentials, needed
from engross.conformance.envelopes import envelope_obligations
from engross.conformance.examples import example_obligations
from engross.conformance.failures import failure_obligations
from engross.conformance.models import model_obligations
from engross.conformance.probe import PROBE, Probe, make_probe, operation_record
from engross.conformance.probe_client import PROBE_CLIENT, ProbeClient, make_probe_client
from engross.conformance.records import DocumentedExample, Obligation, PackageFacts
from engross.conformance.requests import RequestDeriver
from engross.conformance.responses import ResponseDeriver
from engross.conformance.runner.exact import Json, Number, is_object, write
from engross.conformance.shapes import Shapes
from engross.conformance.silence import error_obligations, errors, silence_obligations
from engross.conformance.subject import Answer, Subject
from engross.conformance.surface import Surface
from engross.conformance.writing import writing_obligations
from engross.ir import Api
from engross.names import Names

__all__ = [
    "DocumentedExample",
    "Obligation",
    "PackageFacts",
    "emit_conformance",
    "obligations",
    "runner_files",
]

SHARED_FILES = ("client", "errors", "models", PROBE, PROBE_CLIENT)
"""Files of obligations that belong to no resource."""
RUNNER = "engross.conformance.runner"


def emit_conformance(api: Api, names: Names, facts: PackageFacts) -> dict[str, str]:
    """Give every file of a package's suite, by its path in the package."""
    derived = obligations(api, names, package=facts)
    suite = {f"tests/{path}": text for path, text in derived.items()}
    return suite | runner_files()


def runner_files() -> dict[str, str]:
    """Give the fixed part of the suite: the runner and the two files pytest looks for."""
    runner = package_files(RUNNER)
    places = {"tests/_runner": runner, "tests": runner / "entry"}
    return {
        f"{folder}/{file.name}": file.read_text(encoding="utf-8")
        for folder, place in places.items()
        for file in sorted(place.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".py")
    }


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


class _Derivation:
    """Derives one package's obligations and lays them out in files."""

    def __init__(self, api: Api, names: Names, facts: PackageFacts) -> None:
        self.api = api
        self.facts = facts
        self.shapes = Shapes(api, names)
        self.known = credentials(api, names, facts.environment)
        self.subjects = [Subject(api, names, self.shapes, op) for op in api.operations]
        self.thorough = _thorough(self.subjects)
        self.left_out = {s.key: why for s in self.subjects if (why := self._unfit(s))}
        self.usable = [s for s in self.subjects if s.key not in self.left_out]

    def files(self) -> dict[str, str]:
        """Give the files' texts."""
        texts: dict[str, str] = {}
        responses = ResponseDeriver(set())
        requests = RequestDeriver(self.shapes.received)
        for resource in sorted({subject.method.resource for subject in self.subjects}):
            mine = [s for s in self.usable if s.method.resource == resource]
            derived = [o for subject in mine for o in self._operation(subject, requests, responses)]
            name = f"{resource}_operations" if resource in SHARED_FILES else resource
            operations = {s.key: _context(s, self.known) for s in sorted(mine, key=_key)}
            texts[name] = _file({"operations": operations}, derived)
        texts[PROBE] = self._probed(make_probe())
        texts[PROBE_CLIENT] = self._probed_client(make_probe_client())
        texts["client"] = _file({"package": self._package()}, self._client())
        texts["errors"] = _file({}, error_obligations(self.api, self.facts))
        sent_only = self.shapes.sent - self.shapes.received
        texts["models"] = _file({}, model_obligations(self.api, self.shapes, sent_only))
        return texts

    def _unfit(self, subject: Subject) -> str:
        if needed(subject.op, self.known) is None:
            return "no credentials that a header, query or cookie can carry will do"
        return subject.argument_fault

    def _operation(
        self, subject: Subject, requests: RequestDeriver, responses: ResponseDeriver
    ) -> Iterable[Obligation]:
        thorough = subject.key in self.thorough
        yield from requests.derive(subject, thorough=thorough)
        yield from responses.derive(subject)
        yield from failure_obligations(subject, thorough=thorough)
        yield from envelope_obligations(subject)
        yield from connection_obligations(subject, thorough=thorough)
        yield from example_obligations(subject, self.facts.examples, self.known)

    def _probed(self, probe: Probe) -> str:
        """Print what the runtime owes."""
        subjects = probe.subjects()
        contexts = {
            subject.key: {**_context(subject, self.known), "probe": operation_record(subject)}
            for subject in sorted(subjects, key=_key)
        }
        head = {"classes": probe.classes(), "operations": contexts}
        return _file(head, [*_of_operations(subjects), *_of_models(probe)])

    def _probed_client(self, probe: ProbeClient) -> str:
        """Print what a client of the runtime owes, whatever the provider asks of its own."""
        contexts = {
            subject.key: {**_context(subject, probe.known), "probe": probe.operation(subject)}
            for subject in sorted(probe.subjects, key=_key)
        }
        head = {"client": probe.record(), "classes": probe.classes(), "operations": contexts}
        return _file(head, probe.derive())

    def _client(self) -> Iterable[Obligation]:
        if not self.usable:
            return
        secured = [s for s in self.usable if needed(s.op, self.known)]
        probe = (secured or self.usable)[0]
        used = needed(probe.op, self.known) or ()
        surface = Surface(self.api, self.facts, probe, self.known, used)
        yield from surface.derive()
        yield from silence_obligations(surface)

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


def _context(subject: Subject, known: tuple[Credential, ...]) -> dict[str, Json]:
    """Give what all obligations of an operation start from."""
    minimal = subject.sampled(full=False)
    accept = ", ".join(dict.fromkeys(_accepted(subject))) or "*/*"
    common: dict[str, Json] = {"headers": {"accept": accept}}
    for credential in needed(subject.op, known) or ():
        common = merged(common, credential.on_wire(credential.value))
    return {
        "resource": subject.method.resource,
        "method": subject.method.method,
        "title": f"{subject.op.method} {subject.op.path}",
        "pointer": str(subject.op.pointer),
        "irreversible": subject.op.irreversible is not None,
        "arguments": {name: value.python for name, value in minimal.items()},
        "common": common,
        "request": subject.request(minimal),
        "bodies": _bodies(subject.answers),
        "answer": subject.usual,
        "declared": [response.status for response in subject.op.responses],
    }


def _key(subject: Subject) -> str:
    return subject.key


def _thorough(subjects: Sequence[Subject]) -> set[str]:
    """Name the operations whose failures are tried in every way.

    These are the ones that cannot be undone, and the first of each kind which the client treats
    alike: what one of them does at a broken connection all of its kind do.
    """
    first: dict[tuple[bool, bool], str] = {}
    for subject in subjects:
        first.setdefault((subject.repeatable, subject.envelope is not None), subject.key)
    final = {subject.key for subject in subjects if subject.op.irreversible is not None}
    return final | set(first.values())


def _of_operations(subjects: Sequence[Subject]) -> Iterable[Obligation]:
    """Derive what the runtime owes in calls; the probes have no methods, so no signatures."""
    requests, responses = RequestDeriver(frozenset()), ResponseDeriver(set())
    thorough = _thorough(subjects)
    for subject in subjects:
        for obligation in filter(_needs_no_method, requests.derive(subject, thorough=True)):
            details = {k: v for k, v in obligation.details.items() if k != "live"}
            yield replace(obligation, details=details)
        for obligation in filter(_needs_no_method, responses.derive(subject)):
            reason = {"memory_only": "how a body is read does not depend on its way here"}
            yield replace(obligation, details={**obligation.details, **reason})
        if subject.key in thorough:
            yield from failure_obligations(subject, thorough=True)
        if subject.key in thorough or subject.op.method not in {"GET", "POST"}:
            yield from connection_obligations(subject, thorough=subject.key in thorough)


def _of_models(probe: Probe) -> Iterable[Obligation]:
    found = [*model_obligations(probe.api, probe.shapes), *writing_obligations(probe)]
    for obligation in found:
        if obligation.check == "model":
            yield replace(obligation, id=f"{PROBE}/{obligation.id}")


def _needs_no_method(obligation: Obligation) -> bool:
    """Whether an obligation says nothing of signatures and of `with_raw_response`."""
    details = obligation.details
    python_only = details.get("raises") == {"builtin": "TypeError"} or "positional" in details
    return obligation.check == "call" and not python_only and "raw" not in details


def merged(left: Mapping[str, Json], right: Mapping[str, Json]) -> dict[str, Json]:
    """Join two descriptions of a request: headers and query pairs come together."""
    both = {**left, **right}
    if "headers" in left and "headers" in right:
        both["headers"] = {**left["headers"], **right["headers"]}
    if "query" in left and "query" in right:
        both["query"] = [*left["query"], *right["query"]]
    return both


def _accepted(subject: Subject) -> Iterable[str]:
    for response in subject.op.responses:
        if response.status[0] in "2d":
            yield from (media.content_type for media in response.content)


def _bodies(answers: tuple[Answer, ...]) -> dict[str, Json]:
    bodies: dict[str, Json] = {}
    for answer in answers:
        for word, sample in (("full", answer.full), ("minimal", answer.minimal)):
            if sample is not None and answer.media is not None:
                bodies[f"{answer.response.status}/{word}"] = {
                    "status": Number(str(answer.status)),
                    "content_type": answer.media.content_type,
                    "json": sample.wire,
                }
    return bodies


def _file(head: Mapping[str, Json], derived: Iterable[Obligation]) -> str:
    """Print a file: the head readable, then one obligation a line, sorted by id."""
    by_id = {obligation.id: obligation for obligation in derived}
    lines = ",\n".join(f"    {write(by_id[key].record())}" for key in sorted(by_id))
    members = [f"  {json.dumps(key)}: {_indented(value, 1)}" for key, value in head.items()]
    members.append(f'  "obligations": [\n{lines}\n  ]' if lines else '  "obligations": []')
    return "{\n" + ",\n".join(members) + "\n}\n"


def _indented(value: Json, level: int) -> str:
    """Print with a line for each member, down to bodies, which are a line each."""
    if not is_object(value) or not value or level > 4:
        return write(value)
    inner = "  " * (level + 1)
    members = (f"{inner}{json.dumps(key)}: {_indented(v, level + 1)}" for key, v in value.items())
    return "{\n" + ",\n".join(members) + "\n" + "  " * level + "}"
