"""How a failed obligation reads: what was sent and got, what the spec says, whose fault it is."""

from __future__ import annotations

import re

from .session import Outcome
from .suite import Case
from .world import Foreign, World

FAULTS = {
    "client": "the client: {} does not do what the spec says",
    "provider": "the provider: its answer contradicts the spec",
    "spec or documentation": "the spec or the documentation: they contradict each other,"
    " unless other obligations show that {} is wrong",
}


def failure(case: Case, world: World, outcome: Outcome | None, problems: list[str]) -> str:
    """Write the message of a failed obligation."""
    spec = case.record["pointer"]
    source = case.get("source")
    lines = [
        f"{case.id} ({case.flavour})",
        "",
        f"expected:  {case.record['claim']}",
        f"spec:      {spec}" + (f", documentation: {source}" if source else ""),
        *(f"wrong:     {problem}" for problem in problems),
    ]
    if outcome is not None:
        sent = "\n".join(map(str, outcome.received)) or "nothing"
        lines.append(f"sent:      {_hanging(sent)}")
        if world.controlled:
            lines.append(f"answered:  {_hanging('; then '.join(map(str, outcome.answers)))}")
        lines.append(f"got:       {_hanging(str(outcome))}")
    fault = case.get("fault", "client") if world.controlled else "provider"
    lines.append(f"fault:     {FAULTS[fault].format(case.package.facts['import'])}")
    text = "\n".join(lines)
    secrets = world.secrets if isinstance(world, Foreign) else {}
    for secret in filter(None, secrets):
        # A short one may be part of any word.
        text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "***", text)
    return text


def _hanging(text: str) -> str:
    shortened = text if len(text) <= 3000 else f"{text[:3000]}…"
    return shortened.replace("\n", "\n           ")
