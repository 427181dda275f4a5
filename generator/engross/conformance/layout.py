"""Lays obligations out in files: one obligation a line, so that a changed one is a changed line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from engross.conformance.credentials import Credential, needed
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number, is_object, write
from engross.conformance.runner.wire import joined_headers
from engross.conformance.subject import Answer, Subject


def file_text(head: Mapping[str, Json], derived: Iterable[Obligation]) -> str:
    """Print a file: the head readable, then one obligation a line, sorted by id."""
    by_id = {obligation.id: obligation for obligation in derived}
    members = [f"  {json.dumps(key)}: {_indented(value, 1)}" for key, value in head.items()]
    members.append(f'  "obligations": {_lines([by_id[key].record() for key in sorted(by_id)])}')
    return "{\n" + ",\n".join(members) + "\n}\n"


def _lines(records: Iterable[Json]) -> str:
    """Print a list with a line for each of its records.

    The encoder is asked once, and told where a line ends by an element that no document has.
    """
    parts = [part for record in records for part in (_END, record)]
    if not parts:
        return "[]"
    whole = write(parts[1:]).replace(f',"{_END}",', ",\n    ")
    return f"[\n    {whole[1:-1]}\n  ]"


_END = "\ue000engross\ue002"


def _indented(value: Json, level: int) -> str:
    """Print with a line for each member, down to bodies, which are a line each."""
    if not is_object(value) or not value or level > 4:
        return write(value)
    inner = "  " * (level + 1)
    members = (f"{inner}{json.dumps(key)}: {_indented(v, level + 1)}" for key, v in value.items())
    return "{\n" + ",\n".join(members) + "\n" + "  " * level + "}"


def contexts(
    subjects: Iterable[Subject], known: tuple[Credential, ...]
) -> dict[str, dict[str, Json]]:
    """Give what all obligations of each operation start from, by the operation's key."""
    return {s.key: _context(s, known) for s in sorted(subjects, key=lambda s: s.key)}


def _context(subject: Subject, known: tuple[Credential, ...]) -> dict[str, Json]:
    """Give what all obligations of an operation start from."""
    minimal = subject.sampled(full=False)
    accept = ", ".join(dict.fromkeys(_accepted(subject))) or "*/*"
    common: dict[str, Json] = {"headers": {"accept": accept}}
    for credential in needed(subject.api, subject.op, known) or ():
        common = _merged(common, credential.on_wire(credential.value))
    failures = (r for r in subject.op.responses if not r.status.startswith("2"))
    bodiless: list[Json] = [response.status for response in failures if not response.content]
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
        **({"bodiless": bodiless} if bodiless else {}),
    }


def _merged(left: Mapping[str, Json], right: Mapping[str, Json]) -> dict[str, Json]:
    """Join two descriptions of a request: headers and query pairs come together."""
    both = {**left, **right}
    if "headers" in left and "headers" in right:
        both["headers"] = joined_headers(left["headers"], right["headers"])
    if "query" in left and "query" in right:
        both["query"] = [*left["query"], *right["query"]]
    return both


def _accepted(subject: Subject) -> Iterable[str]:
    for response in subject.op.responses:
        if response.status[0] in "2d" and response.content:
            yield response.content[0].content_type


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
