"""``spaceplan run``: what its options add to the documents that it writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spaceplan.files import save_portfolio
from tests.check.test_rules import sinful
from tests.cli.test_commands import QUICK, spaceplan


def remedies_of(file: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the remedies of a findings file by the finding's rule and subject."""
    found = json.loads(file.read_text("utf-8"))["findings"]
    return {(f["rule"], f["subject"]["id"]): f["remedy"] for f in found}


def test_run_looks_for_remedies_of_the_status_quo_and_of_the_plan_when_asked(
    tmp_path: Path,
) -> None:
    """Today the one who retired gives up hq-105, and the head moves to the room of 24 m².

    In every plan archives' 4 people, for 2 posts, hold two rooms where 18 m² are theirs.
    """
    save_portfolio(sinful(), tmp_path / "sins")
    run = ("run", tmp_path / "sins", "--as-of", "2026-06-30", *QUICK, "-o", tmp_path / "out")
    assert spaceplan(*run, "--remedies").exit_code == 1
    today = remedies_of(tmp_path / "out" / "findings-status-quo.json")
    (gone,) = today["left-post", "old"]["found"]["moves"]
    assert (gone["person"], gone["start"], gone["end"]) == ("old", "hq-105", None)
    head = {"person": "f1", "start": "hq-101", "end": "hq-102"}
    assert any(head.items() <= m.items() for m in today["room-area", "hq-102"]["found"]["moves"])
    planned = remedies_of(tmp_path / "out" / "findings.json")
    assert planned["department-office-area", "archives"]["looked_for"]


def test_run_looks_for_no_remedies_unless_asked(tmp_path: Path) -> None:
    save_portfolio(sinful(), tmp_path / "sins")
    spaceplan("run", tmp_path / "sins", "--as-of", "2026-06-30", *QUICK, "-o", tmp_path / "out")
    for file in ("findings-status-quo.json", "findings.json"):
        remedies = remedies_of(tmp_path / "out" / file)
        assert remedies
        assert not any(remedy["looked_for"] for remedy in remedies.values())
