"""Where each fact of a spec stands on the provider's pages, and what a changed page changes."""

from __future__ import annotations

from engross.trace.commands import renew, report

__all__ = ["renew", "report"]
