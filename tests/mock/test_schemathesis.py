"""An outside opinion: Schemathesis finds no contradiction between a mock and its document.

Two runs of each document. In the first every request is right, and everything about the answers is
looked at. In the second requests are wrong too; then a status that the document does not describe
is no contradiction, since few documents describe what they refuse. `ignored_auth` is left out of
both: it sends credentials that are well-formed but wrong, which no mock can know.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from filelock import FileLock

from .conftest import ROOT, serving

CORPUS = ROOT.parent / "shared" / "corpus" / "specs"
PINS = Path(__file__).with_name("schemathesis.txt")
# It wants another jsonschema-rs than engross does, so it lives in a place of its own.
HOME = Path(sys.prefix) / "schemathesis"
MODES = {
    "right requests": ("--mode", "positive", "--exclude-checks", "ignored_auth"),
    "wrong requests": ("--exclude-checks", "ignored_auth,status_code_conformance"),
}
DOCUMENTS = {
    "powercard": (),
    "spenxy": (),
    "uncash": (),
    "adyen_transfers_v4.json": (),
    # It has no serializer for this operation's media type.
    "okta_idp.yaml": ("--exclude-path", "/idp/myaccount/app-authenticators"),
    # Here `required` is no list.
    "spotify.yaml": ("--exclude-path", "/playlists/{playlist_id}/images"),
    "train_travel.yaml": (),
    "twilio_messaging_v1.json": (),
}
"""What is left out of each, and why."""
LARGE = {"adyen_transfers_v4.json", "okta_idp.yaml", "spotify.yaml", "twilio_messaging_v1.json"}
"""Wrong requests to these take minutes."""
CASES = [
    (document, mode)
    for document in DOCUMENTS
    for mode in MODES
    if document not in LARGE or mode == "right requests"
]


@pytest.fixture(scope="session")
def schemathesis() -> Path:
    """Install Schemathesis beside the project's own packages, once."""
    program = HOME / "bin" / "schemathesis"
    with FileLock(f"{HOME}.lock"):
        if not program.exists():
            venv.create(HOME, with_pip=True, clear=True)
            pip = [HOME / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes"]
            done = subprocess.run(
                [*pip, "--requirement", PINS], capture_output=True, text=True, check=False
            )
            if done.returncode:
                pytest.skip(f"Schemathesis cannot be installed here: {done.stderr[-200:]}")
    return program


@pytest.mark.parametrize(("document", "mode"), CASES)
def test_the_mock_does_not_contradict_its_document(document, mode, schemathesis, tmp_path):
    path = CORPUS / document if "." in document else ROOT / "specs" / document / "openapi.yaml"
    if not path.exists():
        pytest.skip("the public documents are not part of the project")
    credentials = "Basic dTpw" if "twilio" in document else "Bearer t"
    with serving(str(path)) as (url, _):
        done = subprocess.run(
            [
                schemathesis, "run", path, "--url", url, "--header", f"Authorization:{credentials}",
                "--phases", "examples,coverage,fuzzing", "--max-examples", "2", "--seed", "1",
                *MODES[mode], *DOCUMENTS[document],
            ],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "NO_COLOR": "1"},
        )  # fmt: skip

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    assert int(re.findall(r"(\d+) passed", done.stdout)[-1]) > 2
