"""What a real server answers otherwise than the spec says, collected for a report."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from .exact import is_array

PROPOSALS = {
    "missing-field": ("required", "take it out of `required`"),
    "wrong-type": ("type", "let `type` take in what came"),
    "unknown-field": ("properties", "describe the member"),
    "unknown-enum-value": ("enum", "add the value to `enum`"),
    "other-media-type": ("content", "describe which media type comes when"),
    "undocumented-status": ("responses", "describe the answer under this status"),
}
"""Kind of a deviation → the keyword that it contradicts, and what to do to the spec."""


UNKNOWN = "/engross-unknown"
"""The member that obligations put into an object."""
OF_THE_WHOLE = frozenset({"other-media-type", "undocumented-status"})
"""What contradicts no schema."""
Nodes = dict[tuple[str, str, str], str]
"""By operation, declared status and place in the answer, the node of the spec that describes it."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One place of an answer."""

    operation: str
    status: int
    pointer: str
    """Into the answer (RFC 6901)."""
    kind: str
    message: str
    spec: str
    """The node of the spec whose obligation showed it."""
    came: str
    """The value, as JSON; empty where nothing came."""

    def node(self, nodes: Nodes) -> str:
        """Find the node that it contradicts: of the place, or of the nearest around it."""
        place = re.sub(r"/[0-9]+(?=/|$)", "/0", self.pointer)
        if self.kind == "unknown-field":
            place = place.rpartition("/")[0]
        around = [place]
        while around[-1]:
            around.append(around[-1].rpartition("/")[0])
        statuses = (str(self.status), f"{self.status // 100}XX", "default")
        keys = [(self.operation, status, at) for status in statuses for at in around]
        known = [nodes[key] for key in keys if key in nodes]
        return known[0] if known and self.kind not in OF_THE_WHOLE else self.spec

    def lines(self, day: str, nodes: Nodes) -> list[str]:
        """Write it for people: what came, what the spec says, what could be done."""
        keyword, advice = PROPOSALS[self.kind]
        where = f"`{self.pointer or '(the whole)'}`"
        reason = f"the server answered so on {day}"
        return [
            f"## {self.operation} {self.status}: {where} {self.kind}",
            "",
            f"- the provider answered: {f'`{self.came}`' if self.came else 'nothing'}",
            f"- the spec: `{self.node(nodes)}`: {self.message}",
            f"- proposed: {advice}, with `x-inferred: {{{keyword}: {reason}}}`",
            "",
        ]


def deviations_of(drift: list[Any], spec: str, body: bytes, secrets: list[str]) -> list[Deviation]:
    """Turn what `on_drift` was told into deviations.

    Args:
        drift: As the client told it.
        spec: The node of the spec that the obligation is about.
        body: The answer, as it came.
        secrets: What must stand in no report.
    """
    return [
        Deviation(
            operation=one.operation,
            status=one.status,
            pointer=one.pointer,
            kind=one.kind,
            message=one.message,
            spec=spec,
            came=_masked(_at(body, one.pointer), secrets),
        )
        for one in drift
    ]


def nodes_of(files: list[Any]) -> Nodes:
    """Learn from the obligations which node describes which place: each changes one place."""
    titles = {
        name: operation["title"]
        for file in files
        for name, operation in file.get("operations", {}).items()
    }
    nodes: Nodes = {}
    for record in (record for file in files for record in file["obligations"]):
        answer = record.get("answer", {})
        edits = answer.get("edits", [])
        if "/response/" not in record["id"] or len(edits) != 1 or "body" not in answer:
            continue
        status, place = answer["body"].partition("/")[0], edits[0][1].removesuffix(UNKNOWN)
        nodes.setdefault((titles[record["operation"]], status, place), record["pointer"])
    return nodes


def report(deviations: list[Deviation], origin: str, nodes: Nodes) -> str:
    """Write the report, in Markdown; each place once."""
    day = date.today().isoformat()
    unique = {(d.operation, d.status, d.pointer, d.kind): d for d in deviations}
    head = [f"# Deviations of {origin}, {day}", "", f"{len(unique)} found.", ""]
    lines = (line for key in sorted(unique) for line in unique[key].lines(day, nodes))
    return "\n".join([*head, *lines])


def _at(body: bytes, pointer: str) -> str:
    """Give the value at a place; empty where there is none."""
    try:
        value: Any = json.loads(body)
        for token in pointer.split("/")[1:]:
            name = token.replace("~1", "/").replace("~0", "~")
            value = value[int(name) if is_array(value) else name]
    except (ValueError, LookupError, TypeError):
        return ""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:199]}…"


def _masked(text: str, secrets: list[str]) -> str:
    for secret in filter(None, secrets):
        text = text.replace(secret, "***")
    return text
