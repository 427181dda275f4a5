"""The operations of the API, a module for each group, imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cards import AsyncCards, Cards
    from .kyc import AsyncKyc, Kyc
    from .transactions import AsyncTransactions, Transactions
    from .users import AsyncUsers, Users

__all__ = [
    "AsyncCards",
    "AsyncKyc",
    "AsyncTransactions",
    "AsyncUsers",
    "Cards",
    "Kyc",
    "Transactions",
    "Users",
]

if not TYPE_CHECKING:
    _HOMES = {
        "AsyncCards": "cards",
        "Cards": "cards",
        "AsyncKyc": "kyc",
        "Kyc": "kyc",
        "AsyncTransactions": "transactions",
        "Transactions": "transactions",
        "AsyncUsers": "users",
        "Users": "users",
    }

    def __getattr__(name):
        import importlib

        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
        globals()[name] = value
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
