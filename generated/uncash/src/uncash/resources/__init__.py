"""The operations of the API, a module for each group, imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bins import AsyncBins, Bins
    from .card_plans import AsyncCardPlans, CardPlans
    from .cards import AsyncCards, Cards
    from .transactions import AsyncTransactions, Transactions
    from .wallet import AsyncWallet, Wallet

__all__ = [
    "AsyncBins",
    "AsyncCardPlans",
    "AsyncCards",
    "AsyncTransactions",
    "AsyncWallet",
    "Bins",
    "CardPlans",
    "Cards",
    "Transactions",
    "Wallet",
]

if not TYPE_CHECKING:
    _HOMES = {
        "AsyncBins": "bins",
        "Bins": "bins",
        "AsyncCardPlans": "card_plans",
        "CardPlans": "card_plans",
        "AsyncCards": "cards",
        "Cards": "cards",
        "AsyncTransactions": "transactions",
        "Transactions": "transactions",
        "AsyncWallet": "wallet",
        "Wallet": "wallet",
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
