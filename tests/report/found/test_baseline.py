"""An earlier findings.json read again: of our own writing, and of everybody else's mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spaceplan.check import Change, compare
from spaceplan.errors import InputError
from spaceplan.report import load_baseline, render_findings
from tests.report.found.cases import blocked_report, known, sinful_report


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "old.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_was_written_is_read_again_and_nothing_has_changed(tmp_path: Path) -> None:
    report = sinful_report()
    earlier = load_baseline(written(tmp_path, render_findings(report, "json")))
    assert earlier.findings == known(report.check)
    comparison = compare(report.check, earlier)
    assert {change for _, change in comparison.changes} == {Change.UNCHANGED}
    assert comparison.gone == ()


def test_keys_of_other_versions_are_left_aside(tmp_path: Path) -> None:
    content = json.loads(render_findings(sinful_report(), "json"))
    content["later"] = {"version": 9}
    for finding in content["findings"]:
        del finding["evidence"], finding["related"]
        finding["later"] = True
    assert load_baseline(written(tmp_path, json.dumps(content))).findings


def test_what_could_not_be_judged_and_fails_now_is_worse(tmp_path: Path) -> None:
    earlier = load_baseline(written(tmp_path, render_findings(blocked_report(), "json")))
    comparison = compare(sinful_report().check, earlier)
    assert comparison.count(Change.WORSE) > 0


@pytest.mark.parametrize(
    ("text", "line", "said", "expected"),
    [
        ("", 1, "no JSON", "a findings.json"),
        ('{"as_of": "2026-01-01",\n "findings": [}', 2, "no JSON", "a findings.json"),
        ("[" * 100_000, None, "no JSON", "a findings.json"),
        ("[]", None, "file (a list)", "a findings.json"),
        ('{"as_of": "2026-01-01"}', None, "no 'findings'", "a findings.json"),
        ('{"as_of": "soon", "findings": []}', None, "as_of 'soon'", "a date"),
        ('{"as_of": "2026-01-01", "findings": [{"rule": 1}]}', None, "findings.0.rule '1'", "text"),
    ],
    ids=["empty", "broken", "deep", "list", "no findings", "no date", "no rule"],
)
def test_what_is_no_findings_file_is_refused(
    tmp_path: Path, text: str, line: int | None, said: str, expected: str
) -> None:
    with pytest.raises(InputError) as refused:
        load_baseline(written(tmp_path, text))
    fault = refused.value.faults[0]
    assert fault.line == line or line is None
    assert said in fault.found
    assert fault.expected.startswith(expected)
