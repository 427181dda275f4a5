"""The operations of the API, a module for each group."""

from __future__ import annotations

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
