"""The little APIs that every package's runtime is held to."""

from __future__ import annotations

from engross.conformance.probe import PROBE, make_probe
from engross.conformance.probe_pages import FREE_PAGES, make_probe_pages
from engross.conformance.probe_reading import (
    ROWS,
    reading_classes,
    reading_obligations,
    reading_operations,
)
from engross.conformance.probe_sent import AGAIN, LATE, SENT, sent_obligations
from engross.conformance.probe_tried import MEDIA, STRICT, tried_obligations
from engross.conformance.probe_tried import ROWS as TRIED


def test_each_row_is_tried_on_an_operation() -> None:
    subjects = make_probe().subjects(lenient=False)

    found = {
        obligation.id
        for subject in subjects
        for obligation in (*tried_obligations(subject), *sent_obligations(subject))
    }

    rows = {**TRIED, **STRICT, **SENT, **LATE, **{("put_bytes", f"again/{w}"): 0 for w in AGAIN}}
    assert {f"{PROBE}/{operation}/tried/{variant}" for operation, variant in rows} <= found


def test_a_lenient_package_owes_no_error_where_it_keeps_what_came() -> None:
    subjects = make_probe().subjects(lenient=True)

    found = [obligation.id for subject in subjects for obligation in tried_obligations(subject)]

    assert len(found) == len({**TRIED, **MEDIA})
    assert not {f"{PROBE}/{name}/tried/{variant}" for name, variant in STRICT} & {*found}


def test_each_class_of_a_row_is_described() -> None:
    classes = reading_classes()

    for subject, name, right in reading_operations():
        made = [*reading_obligations(subject, right)]
        assert name in classes
        assert len(made) in {1, 2, len(ROWS)}


def test_free_pages_are_gone_through() -> None:
    ids = [obligation.id for obligation in make_probe_pages().derive()]

    assert {f"runtime_pages/free/pages/{variant}" for variant in FREE_PAGES} <= {*ids}
    assert len(ids) == len({*ids})
