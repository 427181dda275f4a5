"""A document nobody would write gives a complete package or located problems, and never a crash."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from engross.build import emit_files
from engross.errors import SpecError
from engross.load import Loaded, load_target
from engross.provider import Target

from tests.emit.conftest import put
from tests.emit.hostile_documents import COMPLETE, REFUSED, TOLD, written


def load(folder: Path, case: object, *, keep_going: bool = False) -> Loaded:
    """Read a document as a user's command does."""
    raw = written(case)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "folder").mkdir(exist_ok=True)
    spec = folder / ("openapi.json" if raw.lstrip().startswith(b"{") else "openapi.yaml")
    spec.write_bytes(raw)
    target = Target(
        name=folder.name, spec=spec, output=folder, package=folder.name, keep_going=keep_going
    )
    return load_target(target)


def publish_all(root: Path, cases: dict[str, object], *, keep_going: bool) -> dict[str, Path]:
    """Write the package of each case, as it is before it is formatted."""
    roots = {}
    for number, (name, case) in enumerate(cases.items()):
        roots[name] = root / f"package_{number}" / "out"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # The engine's, about documents as odd as these.
            put(emit_files(load(roots[name].parent, case, keep_going=keep_going)), roots[name])
    return roots


@pytest.mark.parametrize(
    ("cases", "keep_going"), [(COMPLETE, False), (TOLD, True)], ids=["complete", "kept going"]
)
def test_each_package_can_be_imported_built_and_called(inspect, tmp_path, cases, keep_going):
    roots = publish_all(tmp_path, cases, keep_going=keep_going)
    found = inspect(*roots.values())
    problems = {name: found[str(root)]["problems"] for name, root in roots.items()}
    assert {name: told for name, told in problems.items() if told} == {}


@pytest.mark.parametrize("name", TOLD)
def test_each_problem_has_a_place_and_is_named_where_it_is_left_out(tmp_path, name):
    with pytest.raises(SpecError) as told:
        load(tmp_path, TOLD[name])
    errors = [problem for problem in told.value.problems if problem.is_error]
    losses = [w for w in load(tmp_path, TOLD[name], keep_going=True).warnings if w.is_loss]

    assert errors
    assert all(error.line and error.pointer is not None for error in errors)
    # With a part of its request goes the operation.
    parts = [loss for loss in losses if "all of it" not in loss.message]
    assert [loss.pointer for loss in parts] == [error.pointer for error in errors]
    assert all(loss.line for loss in losses)
    assert all(str(loss).count(": left out: ") == 1 for loss in losses)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("keep_going", [False, True])
def test_what_is_no_document_is_refused(tmp_path, name, keep_going):
    with pytest.raises(SpecError) as told:
        load(tmp_path, REFUSED[name], keep_going=keep_going)
    assert all(problem.file for problem in told.value.problems)


def test_faults_are_told_with_their_places(tmp_path):
    for name, case in COMPLETE.items():
        assert all(warning.line for warning in load(tmp_path / "x", case).warnings), name


def test_the_rest_is_whole_where_parts_are_left_out(tmp_path):
    loaded = load(tmp_path, TOLD["operation text"], keep_going=True)
    assert [op.path for op in loaded.api.operations] == ["/sound"]
    assert "left out: GET /a: expected a mapping, found text 'x'" in str(loaded.warnings[0])


def test_each_case_is_one_of_a_kind():
    texts = [written(case) for case in (*COMPLETE.values(), *TOLD.values(), *REFUSED.values())]
    assert len(set(texts)) == len(texts) > 200
