"""Changes of operations, bodies, answers, servers, failures and prose, written into a spec."""

from __future__ import annotations

import re
from typing import Final

from engross.errors import EngrossError
from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping
from engross.trace.claims import Claim, Kind, plain
from engross.trace.compare import squeezed
from engross.trace.drift import Change, Verb
from engross.trace.nodes import (
    UNDECIDED,
    body_node,
    failure_node,
    operation_node,
    response_node,
    verb_of,
)
from engross.trace.patch_fields import OPERATION_KEYS
from engross.trace.patching import Patching

_OF_OPERATION: Final = frozenset({"summary", "description", "deprecated"})
_SERVERS: Final = Pointer(("servers",))
_SCHEMES: Final = Pointer(("components", "securitySchemes"))
_BODY_KEYS: Final = ("description", "headers", "content", "required")
_LIKE: Final = {
    '"': '["\u201c\u201d\u201e]',
    "'": "['\u2018\u2019]",
    "-": "[-\u2010-\u2014\u2212]",
}
"""How sites set a character otherwise."""


def change_operation(patching: Patching, change: Change) -> None:
    """Write a new summary, description or mark, or who may call."""
    assert change.new is not None
    if change.aspect == "server" and is_list(patching.spec.get(_SERVERS)):
        if change.now is None:
            patching.spec.set(_SERVERS / 0, "x-inferred", {"url": UNDECIDED})
        else:
            patching.spec.set(_SERVERS / 0, "url", change.now)
    elif change.stale is None:
        return
    elif change.aspect == "description" and change.was is None and change.now is not None:
        _describe(patching, change.stale, str(change.now))
    elif change.aspect in _OF_OPERATION:
        patching.put(change.stale, change.aspect, change.now, OPERATION_KEYS)
    elif change.aspect == "heading":
        change_text(patching, change)
    elif change.aspect in ("security", "credentials") and change.new.written is not None:
        _secure(patching, change.stale, change.new)
    elif change.aspect == "security":
        leave_open(patching, change)


def _describe(patching: Patching, operation: Pointer, text: str) -> None:
    """Add to what the spec has in place of a description that the page had not."""
    known = str(patching.spec.get(operation / "description") or "")
    whole = f"{known}\n\n{text}" if known else text
    patching.spec.set(operation, "description", whole, OPERATION_KEYS)


def _secure(patching: Patching, operation: Pointer, claim: Claim) -> None:
    """Write which credentials an operation needs, and the schemes that they are of."""
    assert claim.written is not None
    written = claim.written
    root = written.at(Pointer()).node
    needed = written.node["security"] if "security" in written.node else root.get("security", [])
    schemes = root.get("components", {}).get("securitySchemes", {})
    for name in dict.fromkeys(name for one in needed for name in one):
        if name in schemes:
            known = patching.spec.get(_SCHEMES / name)
            if not is_mapping(known) or any(known.get(k) != v for k, v in schemes[name].items()):
                source = f"{patching.page_id}#L{_line(written, _SCHEMES / name)}~"
                patching.add(_SCHEMES / name, {**schemes[name], "x-source": source})
    patching.spec.set(operation, "security", needed, OPERATION_KEYS)


def _line(written: object, place: Pointer) -> int:
    from engross.errors import Problem
    from engross.trace.written import Written

    assert isinstance(written, Written)
    return written.library.locate(Problem(message="", pointer=place)).line + written.above


def leave_open(patching: Patching, change: Change) -> None:
    """Let a person decide what a sample, a call or a scheme's mere name means."""
    if change.stale is None or change.verb is Verb.REMOVED:
        return
    key = "security" if change.aspect in ("headers", "security") else "responses"
    for place in (change.stale, Pointer()):
        node = patching.spec.get(place)
        if is_mapping(node) and key in node:
            known = node.get("x-inferred")
            reasons = known if is_mapping(known) else {}
            patching.spec.set(place, "x-inferred", {**reasons, key: UNDECIDED})
            return


def rename_operation(patching: Patching, change: Change) -> None:
    """Move an operation to another verb or path."""
    assert change.new is not None
    assert change.stale is not None
    method, _, path = change.new.name.partition(" ")
    item = change.stale.parent
    place = item.parent / path / method.lower()
    if place != change.stale and patching.spec.get(place) is not None:
        raise EngrossError(
            f"{change.label} is called {change.new.name} now, which the spec has already: give one"
            " of the two another place by hand"
        )
    alone = len(patching.spec.get(item) or ()) == 1
    if change.stale.last != method.lower():
        patching.spec.rename(change.stale, method.lower())
    if item.last == path:
        return
    if alone and patching.spec.get(item.parent / path) is None:
        patching.spec.rename(item, path)
        return
    node = patching.spec.get(item / method.lower())
    patching.spec.remove(item / method.lower())
    patching.add(place, node)


def add_operation(patching: Patching, change: Change) -> None:
    """Write a new operation; what it is called in the package is for a person to decide."""
    claim = change.new
    assert claim is not None
    if change.stale is not None:
        return  # The spec has it from elsewhere.
    method, _, path = claim.name.partition(" ")
    item = Pointer(("paths", path))
    group = _group(patching, path)
    if claim.written is None:
        node = operation_node(claim, change.parts, group, patching.page_id)
    else:
        copied = patching.copy(claim, "operation")
        named = {"tags": [group], "operationId": f"{group}/{verb_of(claim.name, group)}"}
        own = {key: copied[key] for key in copied if key not in named}
        keys = [key for key in OPERATION_KEYS if key in own or key in named]
        ours = {"x-inferred": {"tags": UNDECIDED, "operationId": UNDECIDED}}
        node = {key: named.get(key, own.get(key)) for key in keys}
        node |= {key: own[key] for key in own if key not in node and key != "x-source"}
        node |= {**ours, "x-source": copied["x-source"]}
        if "security" not in node and "security" in claim.said:
            _secure_new(patching, node, claim)
    node["operationId"] = _unused(patching, str(node["operationId"]))
    patching.add(item / method.lower(), node)


def _secure_new(patching: Patching, node: dict[str, Json], claim: Claim) -> None:
    """Let a new operation need what its page's document asks of all, if the spec asks otherwise."""
    assert claim.written is not None
    asked = claim.written.at(Pointer()).node.get("security", [])
    if asked != (patching.spec.get(Pointer(("security",))) or []):
        source = node.pop("x-source")
        reasons = node.pop("x-inferred")
        node |= {"security": asked, "x-inferred": reasons, "x-source": source}


def _group(patching: Patching, path: str) -> str:
    """Choose the group of the operations with the most in common in their paths."""
    best, most = "", -1
    paths = patching.spec.get(Pointer(("paths",)))
    for known, item in paths.items() if is_mapping(paths) else ():
        common = sum(a == b for a, b in zip(known.split("/"), path.split("/"), strict=False))
        for node in item.values() if is_mapping(item) else ():
            named = str(node.get("operationId", "")) if is_mapping(node) else ""
            if "/" in named and common > most:
                best, most = named.rpartition("/")[0], common
    return best or "api"


def _unused(patching: Patching, name: str) -> str:
    paths = patching.spec.get(Pointer(("paths",)))
    items = [item for item in (paths.values() if is_mapping(paths) else ()) if is_mapping(item)]
    known = {
        node.get("operationId") for item in items for node in item.values() if is_mapping(node)
    }
    return next(
        n for n in (name, *(f"{name}-{i}" for i in range(2, len(known) + 3))) if n not in known
    )


def remove_node(patching: Patching, change: Change) -> None:
    """Take out an operation, an answer, a body, a header, a server or a failure."""
    if change.stale is not None:
        patching.spec.remove(change.stale)


def add_response(patching: Patching, change: Change) -> None:
    """Write a new answer."""
    claim = change.new
    assert claim is not None
    if change.stale is None:
        return
    if claim.written is not None:
        node = patching.copy(claim, "response")
    else:
        told = str(claim.said.get("description", ""))
        node = {
            key: value
            for key, value in response_node([], claim.name, told, patching.page_id).items()
            if key != "x-inferred"
        }
        node["x-source"] = f"{patching.page_id}#L{claim.first}~"
    patching.add(change.stale / "responses" / claim.name, node)


def rename_response(patching: Patching, change: Change) -> None:
    """Give an answer another status."""
    assert change.new is not None
    if change.stale is not None:
        patching.spec.rename(change.stale, change.new.name)


def add_body(patching: Patching, change: Change) -> None:
    """Write what an operation is sent now."""
    claim = change.new
    assert claim is not None
    if change.stale is not None:
        is_prose = claim.written is None
        node = body_node([], patching.page_id, claim) if is_prose else patching.copy(claim, "body")
        patching.spec.set(change.stale, "requestBody", node, OPERATION_KEYS)


def change_body(patching: Patching, change: Change) -> None:
    """Write a new description, mark or media type of a body or an answer."""
    new, place = change.new, change.stale
    assert new is not None
    if place is None:
        return
    if change.aspect != "content":
        patching.put(place, change.aspect, change.now, _BODY_KEYS)
        if is_mapping(patching.spec.get(place / "x-inferred")):
            patching.spec.remove(place / "x-inferred" / change.aspect)
        return
    copied = patching.copy(new, "body") if new.written is not None else None
    fresh = copied.get("content", {}) if is_mapping(copied) else {}
    known = patching.spec.get(place / "content")
    content = known if is_mapping(known) else {}
    last = next(iter(content.values()), None)
    wanted = {name: content.get(name, last or node) for name, node in fresh.items()}
    if wanted:
        patching.spec.set(place, "content", wanted, _BODY_KEYS)
    elif new.written is not None:
        patching.spec.remove(place / "content")


def add_server(patching: Patching, change: Change) -> None:
    """Write a new server after the others."""
    claim = change.new
    assert claim is not None
    node: dict[str, Json] = {"url": claim.name}
    if claim.said.get("description"):
        node["description"] = claim.said["description"]
    known = patching.spec.get(_SERVERS)
    if is_list(known) and known:
        patching.spec.append(_SERVERS, node)
    else:
        patching.spec.set(Pointer(), "servers", [node], ("openapi", "info", "externalDocs"))


def rename_server(patching: Patching, change: Change) -> None:
    """Write a server's new address."""
    assert change.new is not None
    if change.stale is not None:
        patching.spec.set(change.stale, "url", change.new.name)
        if (patching.spec.get(change.stale) or {}).get("x-placeholder"):
            patching.spec.set(change.stale, "x-inferred", {"x-placeholder": UNDECIDED})


def change_failure(patching: Patching, change: Change) -> None:
    """Write how a failure is told now."""
    if change.stale is None:
        return
    if change.aspect in ("message", "code"):
        place = change.stale / "match"
        known = patching.spec.get(place)
        if not is_mapping(known):
            return
        if change.now is None and len(known) > 1:
            patching.spec.remove(place / change.aspect)
        elif change.now is None:
            patching.spec.set(change.stale, "x-inferred", {"match": UNDECIDED})
        elif change.aspect == "message" and "messageStartsWith" in known:
            _restart(patching, change.stale, str(change.now))
        else:
            patching.spec.set(place, change.aspect, change.now, ("code", "message"))
    elif change.aspect == "description":
        patching.put(change.stale, "description", change.now, ("name", "match", "description"))


def _restart(patching: Patching, failure: Pointer, message: str) -> None:
    """Write a message of which only the beginning was fixed; that is to be decided anew."""
    known = str(patching.spec.get(failure / "match" / "messageStartsWith"))
    if not message.startswith(known):
        patching.spec.set(failure, "match", {"message": message})
        patching.spec.set(failure, "x-inferred", {"match": UNDECIDED})


def add_failure(patching: Patching, change: Change) -> None:
    """Write a new failure."""
    assert change.new is not None
    node = failure_node(change.new, patching.page_id)
    if change.stale is None or node is None:
        return
    known = patching.spec.get(change.stale / "x-errors")
    if is_list(known) and known:
        patching.spec.append(change.stale / "x-errors", node)
    else:
        patching.spec.set(change.stale, "x-errors", [node], OPERATION_KEYS)


def change_text(patching: Patching, change: Change) -> None:
    """Write new prose into the text that held the old."""
    told = None if change.stale is None else patching.spec.get(change.stale)
    if isinstance(told, str) and change.stale is not None:
        words = _words(str(change.was))
        whole = rf"(?m)^{words}$"
        pattern = whole if re.search(whole, told) else words
        text = re.sub(pattern, lambda _: str(change.now), told, count=1)
        patching.spec.set(change.stale.parent, change.stale.last, text)


def add_text(patching: Patching, change: Change) -> None:
    """Add prose to the operation's description: below what it follows on the page, or last."""
    assert change.new is not None
    if change.stale is not None:
        known = str(patching.spec.get(change.stale / "description") or "")
        text = str(change.new.said["text"])
        above = re.search(rf"(?m)^(?P<bullet>[-•*] +)?{_words(change.after)}$", known)
        if change.after and above is not None:
            told = f"\n{above['bullet']}{text}" if above["bullet"] else f"\n\n{text}"
            whole = known[: above.end()] + told + known[above.end() :]
            patching.spec.set(change.stale, "description", whole, OPERATION_KEYS)
        else:
            _describe(patching, change.stale, text)


def remove_text(patching: Patching, change: Change) -> None:
    """Take prose out of the text that holds it."""
    assert change.old is not None
    told = None if change.stale is None else patching.spec.get(change.stale)
    if isinstance(told, str) and change.stale is not None:
        pattern = r"\n*(?:[-•*] +)?" + _words(str(change.old.said["text"]))
        text = re.sub(pattern, "", told, count=1).strip("\n")
        if text or change.stale.last == "description":
            patching.spec.set(change.stale.parent, change.stale.last, text)
        else:
            patching.spec.remove(change.stale)


_FINAL: Final = re.compile(
    r"(?:irreversib|permanent|irrevocab|cannot be (?:un|re)|can't be (?:un|re)|不可)", re.I
)
"""The words of what cannot be taken back."""


def doubt_irreversible(patching: Patching, change: Change) -> None:
    """Let a person decide anew why a call cannot be taken back, if the page said it and does not.

    It rests on a text that repeats a sentence of it, or that says what such texts say.
    """
    old, place = change.old, change.stale
    if old is None or place is None or old.kind not in (Kind.TEXT, Kind.OPERATION):
        return
    operation = Pointer(place.tokens[:3])  # `paths`, the path and the verb.
    told = patching.spec.get(operation / "x-irreversible")
    if not isinstance(told, str):
        return
    was = change.was if change.verb is Verb.CHANGED else old.said.get("text")
    lost = _finalities(str(was), told) - _finalities(str(change.now), told)
    if lost:
        reasons = patching.spec.get(operation / "x-inferred")
        known = reasons if is_mapping(reasons) else {}
        wanted = {**known, "x-irreversible": UNDECIDED}
        patching.spec.set(operation, "x-inferred", wanted, OPERATION_KEYS)


def _finalities(text: str, told: str) -> set[str]:
    """Give what a text says of what cannot be taken back: words, and sentences of what is told."""
    sentences = {squeezed(one) for one in re.split(r"(?<=[.!?])\s+|[\u3002\uff01]", told)} - {""}
    words = {match.lower() for match in _FINAL.findall(text)}
    return words | {one for one in sentences if one in squeezed(text)}


def _words(text: str) -> str:
    """Give a pattern that finds a text however its lines are broken and its quotes are set."""
    words = (
        "".join(_LIKE.get(c, re.escape(c)) for c in plain(word)) for word in text.split()
    )  # fmt: skip
    return r"\s+".join(words)
