"""Names of webhooks and callbacks: what the provider calls."""

from __future__ import annotations

from collections.abc import Mapping

from engross.ir import Api, Operation
from engross.names.casing import free, snake
from engross.names.records import MethodName
from engross.pointer import Pointer


def webhook_names(api: Api, methods: Mapping[Pointer, MethodName]) -> dict[Pointer, str]:
    """Name each webhook and callback; the function that reads it is `parse_<name>`.

    A callback is called by the operation that asks for it and its key there; one that stands in
    `components/callbacks` by its name, since several operations may refer to it.
    """
    wanted = {hook.pointer: snake(hook.path, otherwise="event") for hook in api.webhooks}
    for op in api.operations:
        method = methods[op.pointer]
        _want_callbacks(op, f"{method.resource}_{method.method}", wanted)
    for hook in api.webhooks:
        _want_callbacks(hook, wanted[hook.pointer], wanted)
    names: dict[Pointer, str] = {}
    for place, name in wanted.items():
        contexts = (name, f"{name}_{snake(place.last)}")
        names[place] = free(contexts, set(names.values()))
    return names


def _want_callbacks(op: Operation, owner: str, wanted: dict[Pointer, str]) -> None:
    for key, callbacks in op.callbacks.items():
        for callback in callbacks:
            place = callback.pointer.tokens
            shared = place[2] if place[:2] == ("components", "callbacks") else ""
            name = snake(shared or f"{owner}_{key}", otherwise="event")
            wanted.setdefault(callback.pointer, name)
            _want_callbacks(callback, name, wanted)
