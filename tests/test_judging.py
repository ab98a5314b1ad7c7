"""What the checker says, and what cures one finding alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan import pipeline
from spaceplan.judging import has_search, with_remedies, with_remedy
from spaceplan.prepared import Prepared
from tests.dashboard.town import save_town


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    """Return the town made ready."""
    return pipeline.prepare(save_town(tmp_path / "town"))


def test_a_finding_asked_alone_gets_the_answer_that_it_gets_among_all(prepared: Prepared) -> None:
    whole = pipeline.check(prepared)
    among_all = {f.fingerprint: f for f in with_remedies(prepared, whole).findings}
    asked = [f for f in whole.findings if has_search(prepared, f)]
    assert any(among_all[f.fingerprint].answer for f in asked)
    for finding in asked:
        assert with_remedy(prepared, whole, finding) == among_all[finding.fingerprint]
