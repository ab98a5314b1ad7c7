"""moves.csv: who has a room today and another one, or none, in the plan."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.graph import build_graph
from spaceplan.model import Allocation, LedgerEntry
from spaceplan.report import Move, list_moves, moves_csv
from tests.cases import tiny_portfolio
from tests.check.builders import plan

STAFF = "city_staff"
LEDGER = (
    LedgerEntry("f1", "finance", "hq-101", "", "city_bureau_head"),
    LedgerEntry("f2", "finance", "hq-102", "budget", STAFF),
    LedgerEntry("f3", "finance", "hq-102", "", STAFF),
    LedgerEntry("f4", "finance", "", "", STAFF),
    LedgerEntry("f5", "finance", "hq-105", "", STAFF, status="retired"),
    LedgerEntry("a1", "archives", "hq-104", "", "", status="contract"),
)
CASE = replace(tiny_portfolio(), ledger=LEDGER)


def moves(*people: tuple[str, str]) -> tuple[Move, ...]:
    return list_moves(CASE, build_graph(CASE), plan({}, people))


def test_who_changes_room_moves_and_newcomers_retired_and_others_do_not() -> None:
    found = moves(("f1", "hq-101"), ("f2", "hq-105"), ("f3", "hq-102"), ("f4", "hq-103"))
    # doors lie 3.8 m apart: from hq-102 to hq-105 it is three bays
    assert found[1] == Move("f2", "finance", "budget", STAFF, "hq-102", "hq-105", 11.4)
    assert found[0] == Move("a1", "archives", "", "contract", "hq-104", None, None)
    assert len(found) == 2


def test_people_of_a_merged_department_move_with_the_one_that_succeeds_it() -> None:
    archives = replace(CASE.departments[1], id="records", succeeds=("archives",))
    merged = replace(CASE, departments=(CASE.departments[0], archives))
    departments = {
        m.person: m.department
        for m in list_moves(merged, build_graph(merged), Allocation((), (("a1", "hq-101"),)))
    }
    assert departments["a1"] == "records"


def test_where_a_plan_names_nobody_nobody_is_listed() -> None:
    assert moves() == ()


def test_the_table_opens_in_excel_and_evaluates_nothing() -> None:
    text = moves_csv([Move("=1+1", "a", "", STAFF, "hq-101", None, None)])
    assert text == (
        "\ufeffperson,department,division,rank,from,to,walk_m\n'=1+1,a,,city_staff,hq-101,,\n"
    )
