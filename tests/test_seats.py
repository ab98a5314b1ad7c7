"""The way of ``spaceplan seat``: from a plan to tables that the checker confirms, or nothing."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan import pipeline, seats
from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.seating import SeatingOptions
from spaceplan.errors import ConflictError
from spaceplan.files import load_allocation, save_portfolio
from spaceplan.model import SeatingWish
from spaceplan.report.seating import seating_dict
from spaceplan.report.seating_text import seating_text
from tests.check.builders import GOOD, LEDGER, with_department, with_ledger

OPTIONS = SeatingOptions(work_limit=5.0, workers=1)
FILES = {"allocation.csv", "people.csv", "moves.csv", "divisions.csv", "seating.json"}


def prepared(folder: Path, *wishes: SeatingWish) -> pipeline.Prepared:
    """Return the tiny portfolio with its ledger; f4 sits in 102 and f3 in 103 today."""
    swapped = {"f3": "hq-103", "f4": "hq-102"}
    ledger = [replace(e, room=swapped.get(e.person, e.room)) for e in LEDGER]
    case = with_department(with_ledger(*ledger), "finance", seating=wishes)
    save_portfolio(case, folder / "tiny")
    return pipeline.prepare(folder / "tiny")


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


def test_what_is_written_belongs_together_and_keeps_every_rule(tmp_path: Path) -> None:
    wish = SeatingWish("together", ("f2", "f3"), hard=True)
    ready, target = prepared(tmp_path, wish), tmp_path / "out"
    report = seats.seat(ready, GOOD, target=target, name="a plan", options=OPTIONS)
    assert {path.name for path in target.iterdir()} == FILES
    written = load_allocation(target / "allocation.csv", ready.portfolio)
    assert written == report.seating.allocation
    people = dict(written.people)
    assert people["f2"] == people["f3"]
    moved = [row[0] for row in rows(target / "moves.csv")[1:]]
    assert len(moved) == report.moved == 2, "one pair changes over"


def test_more_moves_than_the_plan_asks_for_are_said(tmp_path: Path) -> None:
    ready = prepared(tmp_path, SeatingWish("together", ("f2", "f3"), hard=True))
    report = seats.seat(ready, GOOD, target=tmp_path / "out", name="a plan", options=OPTIONS)
    assert report.moved_by_the_plan == 0
    text = seating_text(report, "en")
    assert "2 more active people move than the plan asks for (2 instead of 0)" in text
    assert "多搬迁 2 人" in seating_text(report, "zh")


def test_today_is_a_plan_in_which_nobody_moves(tmp_path: Path) -> None:
    ready = prepared(tmp_path, SeatingWish("together", ("f2", "f3")))
    today = seats.plan_to_seat(ready, None)
    report = seats.seat(ready, today, target=tmp_path / "out", name="today", options=OPTIONS)
    content = seating_dict(report)
    assert (content["moved"], content["cost"], content["gap"]) == (0, 10.0, 0.0)
    (broken,) = content["departments"][0]["broken"]
    assert broken["words"]["en"] == "f2, f3 sit in one room (10 points)"
    assert broken["words"]["zh"] == "f2, f3 同坐一室（10 分）"
    assert content["terms_changed"] == {}


def test_seating_one_department_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    ready = prepared(tmp_path)
    swapped = replace(GOOD, people=(("a1", "hq-104"), ("a2", "hq-104")))
    report = seats.seat(
        ready,
        swapped,
        target=tmp_path / "out",
        name="a plan",
        only=frozenset({"finance"}),
        options=OPTIONS,
    )
    assert [row.department for row in report.seating.departments] == ["finance"]
    assert len(report.seating.allocation.people) == 7


def test_another_plan_in_the_same_folder_takes_the_seating_with_it(tmp_path: Path) -> None:
    ready, target = prepared(tmp_path), tmp_path / "out"
    seats.seat(ready, GOOD, target=target, name="a plan", options=OPTIONS)
    nameless = replace(ready, portfolio=replace(ready.portfolio, ledger=None))
    pipeline.allocate(nameless, options=AllocateOptions(work_limit=1.0, workers=1), target=target)
    assert {path.name for path in target.iterdir()} == {"allocation.csv", "summary.json"}


def test_where_hard_wishes_conflict_nothing_is_written(tmp_path: Path) -> None:
    ready = prepared(tmp_path, SeatingWish("together", ("f2", "f3", "f4"), hard=True))
    with pytest.raises(ConflictError):
        seats.seat(ready, GOOD, target=tmp_path / "out", name="a plan", options=OPTIONS)
    assert not (tmp_path / "out").exists()


def test_people_of_a_department_that_was_merged_sit_with_its_successor(tmp_path: Path) -> None:
    case = with_ledger(*LEDGER)
    merged = replace(case.departments[1], id="records", succeeds=("archives",))
    save_portfolio(replace(case, departments=(case.departments[0], merged)), tmp_path / "tiny")
    ready = pipeline.prepare(tmp_path / "tiny")
    today = seats.plan_to_seat(ready, None)
    report = seats.seat(ready, today, target=tmp_path / "out", name="today", options=OPTIONS)
    assert (report.seated, report.moved) == (7, 0)
    assert json.loads((tmp_path / "out" / "seating.json").read_text("utf-8"))["people"] == 7
