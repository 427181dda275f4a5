"""Examples that follow the samples of a page: `examples/*.json` when a new page is taken over."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from engross.ir import Json
from engross.spec.kinds import is_list, is_mapping
from engross.trace.claims import Claim, Kind
from engross.trace.drift import Change, Verb
from engross.trace.match import match
from engross.trace.pages import Page
from engross.trace.readers import read_page

_SHOWN = (Kind.SAMPLE, Kind.FAILURE)
_SOURCE = re.compile(r"(?P<page>.+)#L(?P<first>[0-9]+)(?:-L[0-9]+)?")


def samples_renewed(page: Page, new: Page) -> dict[int, tuple[Json, Json]]:
    """Pair the samples of two revisions: the first line before → the value, then and now."""
    before, now = read_page(page), read_page(new)
    return {
        old.first: (old.said.get("value"), claim.said.get("value"))
        for claim, old in match(now, before).pairs
        if claim.kind in _SHOWN
    }


def renewed_example(
    text: str,
    page: Page,
    samples: Mapping[int, tuple[Json, Json]],
    changes: Sequence[Change],
) -> str:
    """Let an example show what the page shows now, and be sent where the page says now.

    Args:
        text: The file, with the lines of the old page.
        page: The old page.
        samples: As `samples_renewed` gives them.
        changes: What the new page says otherwise.

    Returns:
        The file; as it was where the page shows the same, or the example is another than the page.
    """
    example = json.loads(text, parse_float=Decimal)
    was, now = samples.get(_line(example, page), (None, None))
    found = example
    for side in ("request", "response"):
        shown = found.get(side)
        if is_mapping(shown) and now is not None and shown.get("body", _NOTHING) == was:
            found = {**found, side: {**shown, "body": now}}
    request = found.get("request")
    if is_mapping(request):
        found = {**found, "request": _readdressed(request, changes)}
    return text if _printed(found) == _printed(example) else f"{_printed(found)}\n"


_NOTHING = object()


def _line(example: Mapping[str, Json], page: Page) -> int:
    """Give the line of a page that an example is from; 0 where it is from none of its lines."""
    source = _SOURCE.fullmatch(str(example.get("source")))
    return int(source["first"]) if source is not None and source["page"] == page.id else 0


def is_no_longer_shown(text: str, page: Page, changes: Sequence[Change]) -> bool:
    """Whether what an example repeats left its page.

    Args:
        text: The file, with the lines of the old page.
        page: The old page.
        changes: What the new page says otherwise.
    """
    example = json.loads(text, parse_float=Decimal)
    lost = (
        c for one in changes if one.verb is Verb.REMOVED and one.old for c in (one.old, *one.parts)
    )
    values = {claim.first: claim.said.get("value") for claim in lost if claim.kind in _SHOWN}
    was = values.get(_line(example, page), _NOTHING)
    shown = [example.get(side) for side in ("request", "response")]
    return any(is_mapping(one) and one.get("body") == was for one in shown)


def _readdressed(request: Mapping[str, Json], changes: Sequence[Change]) -> Mapping[str, Json]:
    """Send a request to where its operation is now."""
    for change in changes:
        old, new = change.old, change.new
        if old is None or new is None or old.kind is not Kind.OPERATION:
            continue
        if change.verb is Verb.RENAMED:
            request = _renamed(request, old, new)
        elif change.aspect == "server" and change.now is not None:
            url = str(request.get("url", ""))
            moved = url.replace(str(change.was), str(change.now), 1)
            request = {**request, "url": moved} if url else request
    return request


def _renamed(request: Mapping[str, Json], old: Claim, new: Claim) -> Mapping[str, Json]:
    method, _, path = old.name.partition(" ")
    verb, _, moved = new.name.partition(" ")
    names = re.findall(r"\{([^}]*)\}", path)
    parts = [re.escape(part) for part in re.split(r"\{[^}]*\}", path)]
    found = re.search("([^/?]+)".join(parts) + r"(?=$|\?)", str(request.get("url", "")))
    if request.get("method") != method or found is None:
        return request
    values = dict(zip(names, found.groups(), strict=True))
    place = re.sub(r"\{([^}]*)\}", lambda one: values.get(one[1], one[0]), moved)
    url = str(request["url"])
    return {**request, "method": verb, "url": url[: found.start()] + place + url[found.end() :]}


def _printed(value: Json, indent: str = "") -> str:
    """Print a value, each number with its digits."""
    inner = f"{indent}  "
    if is_mapping(value) and value:
        members = [
            f"{inner}{json.dumps(k, ensure_ascii=False)}: {_printed(v, inner)}"
            for k, v in value.items()
        ]
        return "{\n" + ",\n".join(members) + f"\n{indent}}}"
    if is_list(value) and value:
        return (
            "[\n" + ",\n".join(f"{inner}{_printed(item, inner)}" for item in value) + f"\n{indent}]"
        )
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
