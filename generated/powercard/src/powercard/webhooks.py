"""What PowerCard sends by itself: webhooks and callbacks.

A function takes the body of such a request as it came. Whether the provider sent it is another
question: check the signature first, as the documentation says.
"""

from __future__ import annotations

from typing import TypeAlias

from . import models
from ._runtime.drift import OnDrift
from ._runtime.webhook import Webhook, Webhooks, WebhookValidationError

__all__ = [
    "Event",
    "WebhookValidationError",
    "parse",
    "parse_card_cancel",
    "parse_card_create",
    "parse_card_recharge",
    "parse_card_refund",
    "parse_card_status",
    "parse_card_transaction",
]

_CARD_CREATE: Webhook[models.CardCreateEvent] = Webhook(
    "card_create", lambda: models.CardCreateEvent
)
_CARD_RECHARGE: Webhook[models.CardRechargeEvent] = Webhook(
    "card_recharge", lambda: models.CardRechargeEvent
)
_CARD_CANCEL: Webhook[models.CardCancelEvent] = Webhook(
    "card_cancel", lambda: models.CardCancelEvent
)
_CARD_REFUND: Webhook[models.CardRefundEvent] = Webhook(
    "card_refund", lambda: models.CardRefundEvent
)
_CARD_STATUS: Webhook[models.CardStatusEvent] = Webhook(
    "card_status", lambda: models.CardStatusEvent
)
_CARD_TRANSACTION: Webhook[models.CardTransactionEvent] = Webhook(
    "card_transaction", lambda: models.CardTransactionEvent
)


def parse_card_create(
    body: bytes | str, *, on_drift: OnDrift | None = None
) -> models.CardCreateEvent:
    """A Card Was Issued

    Encrypted on the wire; what is described here is the plain text.

    Args:
        body: The request's body, as it came.
        on_drift: Is told where the body is not as documented.

    Raises:
        WebhookValidationError: The body is not this event.

    Source: facts#L79
    """
    return _CARD_CREATE.read(body, on_drift)


def parse_card_recharge(
    body: bytes | str, *, on_drift: OnDrift | None = None
) -> models.CardRechargeEvent:
    """A Load Succeeded

    Encrypted on the wire; what is described here is the plain text.

    Args:
        body: The request's body, as it came.
        on_drift: Is told where the body is not as documented.

    Raises:
        WebhookValidationError: The body is not this event.

    Source: facts#L79
    """
    return _CARD_RECHARGE.read(body, on_drift)


def parse_card_cancel(
    body: bytes | str, *, on_drift: OnDrift | None = None
) -> models.CardCancelEvent:
    """A Closing Was Processed

    Encrypted on the wire; what is described here is the plain text.

    Args:
        body: The request's body, as it came.
        on_drift: Is told where the body is not as documented.

    Raises:
        WebhookValidationError: The body is not this event.

    Source: facts#L79
    """
    return _CARD_CANCEL.read(body, on_drift)


def parse_card_refund(
    body: bytes | str, *, on_drift: OnDrift | None = None
) -> models.CardRefundEvent:
    """A Refund Finished

    Encrypted on the wire; what is described here is the plain text.

    Args:
        body: The request's body, as it came.
        on_drift: Is told where the body is not as documented.

    Raises:
        WebhookValidationError: The body is not this event.

    Source: facts#L79
    """
    return _CARD_REFUND.read(body, on_drift)


def parse_card_status(
    body: bytes | str, *, on_drift: OnDrift | None = None
) -> models.CardStatusEvent:
    """A Card Was Frozen or Unfrozen

    Encrypted on the wire; what is described here is the plain text.

    Args:
        body: The request's body, as it came.
        on_drift: Is told where the body is not as documented.

    Raises:
        WebhookValidationError: The body is not this event.

    Source: facts#L79
    """
    return _CARD_STATUS.read(body, on_drift)


def parse_card_transaction(
    body: bytes | str, *, on_drift: OnDrift | None = None
) -> models.CardTransactionEvent:
    """A Purchase

    Encrypted on the wire; what is described here is the plain text.

    Args:
        body: The request's body, as it came.
        on_drift: Is told where the body is not as documented.

    Raises:
        WebhookValidationError: The body is not this event.

    Source: facts#L79
    """
    return _CARD_TRANSACTION.read(body, on_drift)


Event: TypeAlias = "models.CardCreateEvent | models.CardRechargeEvent | models.CardCancelEvent | models.CardRefundEvent | models.CardStatusEvent | models.CardTransactionEvent"
_EVENTS: Webhooks[Event] = Webhooks(
    "eventType",
    {
        "card_cancel": _CARD_CANCEL,
        "card_create": _CARD_CREATE,
        "card_recharge": _CARD_RECHARGE,
        "card_refund": _CARD_REFUND,
        "card_status": _CARD_STATUS,
        "card_transaction": _CARD_TRANSACTION,
    },
)


def parse(body: bytes | str, *, on_drift: OnDrift | None = None) -> Event:
    """Read any event; its `eventType` says which it is.

    Args:
        body: The request's body, as it came.
        on_drift: Is told where the body is not as documented.

    Raises:
        WebhookValidationError: The body is no documented event.
    """
    return _EVENTS.read(body, on_drift)
