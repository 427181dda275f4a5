"""What every runtime owes, whatever its API asks of it: the same files in all packages.

But for one choice: whether the package is lenient with answers.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from engross import cache
from engross.conformance.connection import connection_obligations
from engross.conformance.deprecations import deprecation_obligations
from engross.conformance.failure_bodies import FailureBodies
from engross.conformance.failures import failure_obligations, thorough
from engross.conformance.headers import HeaderDeriver
from engross.conformance.layout import contexts, file_text
from engross.conformance.models import model_obligations
from engross.conformance.probe import CLASSES, JSON, PROBE, Probe, make_probe
from engross.conformance.probe_client import (
    PROBE_CLIENT,
    PROBE_LENIENT,
    lenient_record,
    make_probe_client,
)
from engross.conformance.probe_events import PROBE_EVENTS, event_classes, event_obligations
from engross.conformance.probe_pages import PROBE_PAGES, make_probe_pages
from engross.conformance.probe_reading import (
    FAILURES,
    PROBE_READING,
    reading_classes,
    reading_obligations,
    reading_operations,
    schema_of_deep,
)
from engross.conformance.probe_records import operation_record
from engross.conformance.probe_sent import sent_obligations
from engross.conformance.probe_servers import PROBE_SERVERS, make_probe_servers
from engross.conformance.probe_tried import tried_obligations
from engross.conformance.records import Obligation
from engross.conformance.requests import RequestDeriver
from engross.conformance.responses import ResponseDeriver
from engross.conformance.runner.exact import Json, Number
from engross.conformance.streams import stream_obligations
from engross.conformance.subject import Subject
from engross.conformance.writing import writing_obligations


@functools.cache
def probe_files(*, lenient: bool) -> dict[str, str]:
    """Give the texts of the files, by their names; what was derived once is kept."""
    name = "probes-lenient" if lenient else "probes"
    known = cache.recall_own(name)
    files: dict[str, str] = _derived(lenient=lenient) if known is None else json.loads(known)
    if known is None:
        cache.keep_own(name, json.dumps(files).encode())
    return files


def _derived(*, lenient: bool) -> dict[str, str]:
    files = {
        PROBE: _runtime(lenient=lenient),
        PROBE_CLIENT: _client(),
        PROBE_EVENTS: file_text({"classes": event_classes()}, event_obligations()),
        PROBE_PAGES: _pages(),
        PROBE_READING: _reading(),
        PROBE_SERVERS: _servers(),
    }
    return files if lenient else {**files, PROBE_LENIENT: _lenient()}


def _runtime(*, lenient: bool) -> str:
    probe = make_probe()
    subjects = probe.subjects(lenient=lenient)
    told = contexts(subjects, ())
    for subject in subjects:
        told[subject.key]["probe"] = operation_record(subject)
    head = {"classes": probe.classes(), "operations": told}
    return file_text(head, [*_of_operations(subjects), *_of_models(probe)])


def _lenient() -> str:
    """What the runtime of a strict package owes where it is told to be lenient."""
    # The answer of this one has every kind of value.
    subject = next(s for s in make_probe().subjects(lenient=True) if s.key == f"{PROBE}/exchange")
    told = contexts([subject], ())
    told[subject.key]["probe"] = operation_record(subject)
    return file_text({"client": lenient_record(), "operations": told}, _kept(subject))


def _kept(subject: Subject) -> Iterable[Obligation]:
    """Derive what becomes of an answer that contradicts the documentation."""
    found = [*ResponseDeriver(set()).derive(subject, thorough=True)]
    found += failure_obligations(subject, thorough=True)
    for obligation in filter(_needs_no_method, found):
        is_new = obligation.details.get("drift") or f"{subject.key}/body/" in obligation.id
        if is_new and "raises" not in obligation.details:
            rest = obligation.id.partition("/")[2]
            yield replace(obligation, id=f"{PROBE_LENIENT}/{rest}")


def _client() -> str:
    probe = make_probe_client()
    told = contexts(probe.subjects, probe.known)
    for subject in probe.subjects:
        told[subject.key]["probe"] = probe.operation(subject)
    head = {"client": probe.record(), "classes": probe.classes(), "operations": told}
    return file_text(head, probe.derive())


def _servers() -> str:
    probe = make_probe_servers()
    told = contexts(probe.subjects.values(), (probe.token, probe.key))
    for subject in probe.subjects.values():
        told[subject.key]["probe"] = probe.operation(subject)
    return file_text({"client": probe.record(), "operations": told}, probe.derive())


def _reading() -> str:
    """What a lenient client makes of answers; a package that is none has the code all the same."""
    found = reading_operations()
    told = contexts([subject for subject, _, _ in found], ())
    for subject, name, right in found:
        probe = operation_record(subject)
        probe["responses"][0]["type"] = {"class": name}
        if subject.op.pointer.last == "failing":
            probe["responses"] += [
                {"status": status, "content_type": JSON, "type": kind}
                for status, kind in FAILURES.items()
            ]
        answer: Json = {"status": Number("200"), "json": right}
        told[subject.key] |= {"probe": probe, "answer": answer}
    head = {"client": lenient_record(), "classes": reading_classes(), "operations": told}
    return file_text(head, [o for s, _, right in found for o in reading_obligations(s, right)])


def _pages() -> str:
    probe = make_probe_pages()
    told = contexts(probe.subjects, ())
    for key, record in probe.operations():
        told[key]["probe"] = record
    return file_text({"classes": probe.classes(), "operations": told}, probe.derive())


def _of_operations(subjects: Sequence[Subject]) -> Iterable[Obligation]:
    """Derive what the runtime owes in calls; the probes have no methods, so no signatures."""
    requests, responses = RequestDeriver(frozenset()), ResponseDeriver(set())
    tried, bodies, headers = thorough(subjects), FailureBodies(), HeaderDeriver()
    for subject in subjects:
        for obligation in filter(_needs_no_method, requests.derive(subject, thorough=True)):
            details = {k: v for k, v in obligation.details.items() if k != "live"}
            yield replace(obligation, details=details)
        for obligation in filter(_needs_no_method, responses.derive(subject, thorough=True)):
            reason = {"memory_only": "how a body is read does not depend on its way here"}
            yield replace(obligation, details={**obligation.details, **reason})
        yield from stream_obligations(subject)
        yield from deprecation_obligations(subject)
        yield from headers.derive(subject, subject.names)
        yield from tried_obligations(subject)
        yield from sent_obligations(subject)
        if subject.key in tried:
            yield from failure_obligations(subject, thorough=True)
        yield from bodies.derive(subject)
        if subject.key in tried or subject.op.method not in {"GET", "POST"}:
            yield from connection_obligations(subject, thorough=subject.key in tried)


def _of_models(probe: Probe) -> Iterable[Obligation]:
    classes = {place: probe.api.schemas[place] for place in CLASSES}
    ours = replace(probe, api=replace(probe.api, schemas=classes))
    found = [*model_obligations(ours.api, ours.shapes), *writing_obligations(ours)]
    for obligation in found:
        if obligation.check == "model":
            details = {**obligation.details, "frames": True}
            yield replace(obligation, id=f"{PROBE}/{obligation.id}", details=details)
    yield schema_of_deep()


def _needs_no_method(obligation: Obligation) -> bool:
    """Whether an obligation says nothing of signatures."""
    details = obligation.details
    python_only = details.get("raises") == {"builtin": "TypeError"} or "positional" in details
    return obligation.check == "call" and not python_only
