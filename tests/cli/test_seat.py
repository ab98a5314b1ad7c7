"""``spaceplan seat``: which plan it takes, what it says, how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spaceplan.cli import main
from spaceplan.files import save_portfolio
from spaceplan.model import Division, Name, Portfolio, SeatingWish
from spaceplan.report import allocation_csv
from tests.check.builders import GOOD, LEDGER, book, with_department, with_ledger

QUICK = ("--work-limit", "5", "--workers", "1", "--language", "en")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def seat(*arguments: str) -> Result:
    return CliRunner(env={"LC_ALL": "en_US.UTF-8"}).invoke(main, ["seat", *arguments])


def saved(portfolio: Portfolio | None = None) -> str:
    save_portfolio(portfolio or with_ledger(*LEDGER), Path("tiny"))
    return "tiny"


def plan(folder: str) -> Path:
    path = Path(folder, "allocation.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(allocation_csv(with_ledger(*LEDGER), book(), GOOD), "utf-8")
    return path


def test_it_seats_the_status_quo_where_there_is_no_plan() -> None:
    result = seat(saved(), *QUICK)
    assert result.exit_code == 0, result.output
    assert "seating by name inside the status quo" in result.stdout
    assert "7 of 7 people have a seat; 0 leave today's room" in result.stdout
    assert Path("out/tiny/people.csv").is_file()


def test_it_takes_the_plan_of_the_last_run_and_writes_beside_the_one_that_is_given() -> None:
    plan("out/tiny")
    assert "inside out/tiny/allocation.csv" in seat(saved(), *QUICK).stdout
    given = plan("elsewhere")
    assert seat("tiny", "--allocation", str(given), *QUICK).exit_code == 0
    assert Path("elsewhere/people.csv").is_file()


def test_json_has_cost_bound_and_gap_of_every_department_and_in_total() -> None:
    content = json.loads(seat(saved(), "--json", *QUICK).stdout)
    assert {"cost", "bound", "gap", "moved", "departments"} <= set(content)
    assert [d["department"] for d in content["departments"]] == ["finance", "archives"]
    assert all(d["bound"] <= d["cost"] and d["status"] == "optimal" for d in content["departments"])


def test_people_without_a_seat_are_a_finding() -> None:
    fewer = replace(GOOD, lines=GOOD.lines[:-1])
    path = Path("less", "allocation.csv")
    path.parent.mkdir()
    path.write_text(allocation_csv(with_ledger(*LEDGER), book(), fewer), "utf-8")
    result = seat(saved(), "--allocation", str(path), *QUICK)
    assert result.exit_code == 1
    assert "5 of 7 people have a seat" in result.stdout


def test_what_it_cannot_do_is_said_in_words() -> None:
    folder = saved()
    unknown = seat(folder, "--department", "finanse", *QUICK)
    assert unknown.exit_code == 2
    assert "no department 'finanse'; expected 'finance'" in unknown.stderr
    save_portfolio(replace(with_ledger(*LEDGER), ledger=None), Path("nameless"))
    nobody = seat("nameless", *QUICK)
    assert nobody.exit_code == 2
    assert "no ledger (people.csv)" in nobody.stderr


def test_conflicting_hard_wishes_end_with_3() -> None:
    wish = SeatingWish("together", ("f2", "f3", "f4"), hard=True)
    case = with_department(with_ledger(*LEDGER), "finance", seating=(wish,))
    result = seat(saved(case), *QUICK)
    assert result.exit_code == 3
    assert "f2, f3, f4 sit in one room (hard)" in result.stderr
    assert not Path("out").exists()


def test_divisions_and_their_rooms_are_shown_for_few_departments() -> None:
    ledger = [replace(e, division="budget" if e.person == "f2" else "") for e in LEDGER]
    part = Division("budget", Name("预算处", "Budget"))
    case = with_department(with_ledger(*ledger), "finance", divisions=(part,))
    shown = seat(saved(case), "--department", "finance", *QUICK).stdout
    assert "Budget: hq-102 (1)" in shown
