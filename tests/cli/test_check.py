"""``spaceplan check``: where each format goes, what it exits with, and what it says why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from spaceplan.files import save_portfolio
from spaceplan.model import Waiver
from spaceplan.report import FILE_NAMES, FORMATS
from tests.check.builders import entry, with_ledger
from tests.check.test_rules import sinful
from tests.cli.test_commands import spaceplan
from tests.report.found.test_sarif import validator

DAY = ("--as-of", "2026-06-30")


@pytest.fixture
def sins(tmp_path: Path) -> Path:
    folder = tmp_path / "sins"
    save_portfolio(sinful(), folder)
    return folder


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Return a portfolio in which two of staff sit in 18 m², and everybody else nowhere."""
    portfolio = with_ledger(entry("a", "archives", "hq-101"), entry("b", "archives", "hq-101"))
    folder = tmp_path / "clean"
    save_portfolio(portfolio, folder)
    return folder


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--only", "hidden-suite"), 0),
        (("--only", "physical-minimum"), 0),
        (("--only", "physical-minimum", "--fail-on", "warning"), 1),
        (("--only", "no-such-rule"), 2),
    ],
)
def test_the_exit_code_is_the_same_in_every_format(
    sins: Path, tmp_path: Path, form: str, arguments: tuple[str, ...], code: int
) -> None:
    result = spaceplan("check", sins, *DAY, *arguments, "--format", f"{form}={tmp_path / 'x'}")
    assert result.exit_code == code, result.output
    assert (tmp_path / "x").exists() == (code != 2)


def test_one_format_goes_to_stdout_and_nothing_else_does(sins: Path) -> None:
    result = spaceplan("check", sins, *DAY, "--format", "json")
    assert json.loads(result.stdout)["exit_code"] == 1
    assert spaceplan("check", sins, *DAY, "--json").stdout == result.stdout


def test_several_formats_go_into_a_folder_under_their_names(sins: Path, tmp_path: Path) -> None:
    asked = [word for form in FORMATS for word in ("--format", form)]
    result = spaceplan("check", sins, *DAY, *asked, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert {p.name for p in (tmp_path / "out").iterdir()} == set(FILE_NAMES.values())


def test_one_format_goes_into_the_file_that_is_named(sins: Path, tmp_path: Path) -> None:
    spaceplan("check", sins, *DAY, "--format", "sarif", "-o", tmp_path / "a.sarif")
    spaceplan("check", sins, *DAY, "--format", "csv", "-o", tmp_path / "folder")
    assert json.loads((tmp_path / "a.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "folder" / "findings.csv").exists()


def test_formats_may_have_a_path_each_and_one_goes_to_stdout(sins: Path, tmp_path: Path) -> None:
    result = spaceplan(
        "check", sins, *DAY, "--format", f"json={tmp_path / 'f.json'}", "--format", "csv"
    )
    assert result.stdout.startswith("\ufeffrule,")
    assert json.loads((tmp_path / "f.json").read_text())["findings"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "json", "--format", "csv"), "need a folder"),
        (("--format", "pdf"), "is not one of text, json"),
        (("--format", "json="), "names no file"),
        (("--format", "json=same", "--format", "csv=same"), "same file"),
        (("--format", "json=a", "-o", "b"), "there is none"),
        (("--why", "abcd", "--format", "csv"), "--why prints text"),
    ],
)
def test_what_cannot_be_meant_is_refused(sins: Path, arguments: tuple[str, ...], said: str) -> None:
    result = spaceplan("check", sins, *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_only_evaluates_nothing_else(sins: Path) -> None:
    result = spaceplan("check", sins, *DAY, "--json", "--only", "left-post", "--only", "one-office")
    content = json.loads(result.stdout)
    assert content["rules"] == ["one-office", "left-post"]
    assert {f["rule"] for f in content["findings"]} == {"one-office", "left-post"}


def test_a_rule_that_is_named_and_cannot_be_judged_is_bad_input(tmp_path: Path) -> None:
    save_portfolio(replace(sinful(), ledger=None), tmp_path / "sins")
    assert spaceplan("check", tmp_path / "sins", *DAY).exit_code == 1
    result = spaceplan("check", tmp_path / "sins", *DAY, "--only", "room-area")
    assert result.exit_code == 2
    assert "room-area" in result.stderr


def test_against_its_own_findings_nothing_counts(sins: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    assert spaceplan("check", sins, *DAY, "--format", f"json={old}").exit_code == 1
    assert spaceplan("check", sins, *DAY, "--baseline", old).exit_code == 0


def test_against_a_baseline_a_larger_room_counts_and_a_later_day_does_not(
    sins: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.json"
    spaceplan("check", sins, "--as-of", "2026-08-01", "--format", f"json={old}")
    later = spaceplan("check", sins, "--as-of", "2026-08-09", "--baseline", old)
    assert later.exit_code == 0
    save_portfolio(sinful(area=30.0), sins)
    worse = spaceplan("check", sins, "--as-of", "2026-08-01", "--baseline", old)
    assert worse.exit_code == 1
    # the room, its department, the drawing that is not as large, the building that is less full
    assert worse.stdout.count("[worse]") == 4


def test_a_baseline_that_is_none_is_bad_input(sins: Path, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text('{"findings": 3}')
    result = spaceplan("check", sins, "--baseline", tmp_path / "old.json")
    assert result.exit_code == 2
    assert "old.json" in result.stderr


def test_an_expired_waiver_is_a_finding_of_its_own(sins: Path) -> None:
    waiver = Waiver("room-area", "hq-103", "the lease ends", "the bureau", date(2026, 6, 29))
    save_portfolio(replace(sinful(), waivers=(waiver,)), sins)
    result = spaceplan("check", sins, *DAY, "--json", "--only", "waiver-expired")
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["subject"] == {"kind": "waiver", "id": "room-area/hq-103"}
    assert (finding["file"], finding["excess"], finding["unit"]) == ("waivers.yaml", 1.0, "days")


def test_why_shows_what_a_finding_is_made_of(sins: Path) -> None:
    found = json.loads(spaceplan("check", sins, *DAY, "--json").stdout)["findings"]
    (one,) = (f for f in found if (f["rule"], f["subject"]["id"]) == ("room-area", "hq-103"))
    result = spaceplan("check", sins, *DAY, "--why", one["fingerprint"], "--language", "en")
    assert result.exit_code == 0
    assert "Arithmetic: 20 − 18 = 2 m²" in result.stdout
    again = spaceplan("check", sins, *DAY, "--why", one["fingerprint"][:10], "--json")
    assert json.loads(again.stdout) == one


def test_why_of_no_finding_is_bad_input(sins: Path) -> None:
    result = spaceplan("check", sins, *DAY, "--why", "0" * 16)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_reader_that_has_seen_enough_changes_nothing(sins: Path) -> None:
    command = f"{sys.executable} -m spaceplan check {sins} --as-of 2026-06-30 --json | head -c 1"
    shell = ["bash", "-o", "pipefail", "-c", f"{command}; echo $? >&2"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(shell, capture_output=True, text=True, check=False, env=environment)
    assert done.stdout == "{"
    assert done.stderr.splitlines()[-1] == "1"  # findings remain
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


def test_the_schema_of_the_findings_is_published(tmp_path: Path) -> None:
    assert spaceplan("schema", "-o", tmp_path).exit_code == 0
    schema = json.loads((tmp_path / "findings.schema.json").read_text())
    assert schema["title"] == "findings.json"


def test_remedies_stand_in_every_format_and_as_sarif_fixes(sins: Path, tmp_path: Path) -> None:
    forms = [f"--format={form}={tmp_path / form}" for form in FORMATS]
    result = spaceplan("check", sins, *DAY, "--remedies", "--language", "en", *forms)
    assert result.exit_code == 1, result.output
    content = json.loads((tmp_path / "json").read_text("utf-8"))
    (old,) = [f["remedy"] for f in content["findings"] if f["rule"] == "left-post"]
    assert old["found"]["moves"][0]["person"] == "old"
    looked_for = {f["rule"] for f in content["findings"] if f["remedy"]["looked_for"]}
    assert {"room-area", "left-post", "one-office", "physical-minimum"} <= looked_for
    written = json.loads((tmp_path / "sarif").read_text("utf-8"))
    validator().validate(written)
    results = written["runs"][0]["results"]
    (left,) = [r for r in results if r["ruleId"] == "left-post"]
    (change,) = left["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "people.csv"
    for form in ("text", "junit", "csv", "html"):
        assert "person old gives up hq-105" in (tmp_path / form).read_text("utf-8"), form


def test_remedies_of_one_rule_do_no_harm_by_any_other(sins: Path, tmp_path: Path) -> None:
    asked = ("--remedies", "--only", "room-area", "--format", f"json={tmp_path / 'x'}")
    assert spaceplan("check", sins, *DAY, *asked).exit_code == 1
    found = json.loads((tmp_path / "x").read_text("utf-8"))["findings"]
    assert {f["rule"] for f in found} == {"room-area"}
    assert any(f["remedy"]["found"] for f in found)
