"""Where the ledger and what a department states differ, the ledger wins, and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.files.load import LoadedPortfolio
from spaceplan.model import Counts, LedgerEntry
from spaceplan.model.portfolio import Portfolio
from tests.cases import tiny_portfolio


def entry(person: str, department: str, **values: str) -> LedgerEntry:
    usual: dict[str, Any] = {"room": "hq-101", "rank": "city_staff"}
    return LedgerEntry(person, department, **{**usual, **values})


def with_ledger(*entries: LedgerEntry, portfolio: Portfolio | None = None) -> Portfolio:
    return replace(portfolio or tiny_portfolio(), ledger=entries)


ARCHIVES = (entry("a1", "archives"), entry("a2", "archives"))
FINANCE = (
    entry("f1", "finance", rank="city_bureau_head"),
    *(entry(f"f{i}", "finance") for i in range(2, 6)),
)


def loaded(portfolio: Portfolio, tmp_path: Path) -> LoadedPortfolio:
    save_portfolio(portfolio, tmp_path / "tiny")
    return load_portfolio(tmp_path / "tiny")


def people(result: LoadedPortfolio, department: str) -> dict[str, int]:
    return dict(result.portfolio.department(department).people)


def test_a_ledger_that_agrees_changes_nothing(tmp_path: Path) -> None:
    portfolio = with_ledger(*FINANCE, *ARCHIVES)
    result = loaded(portfolio, tmp_path)
    assert result.warnings == ()
    assert result.portfolio == portfolio


def test_one_person_fewer_in_the_ledger_is_a_located_warning_and_counts(tmp_path: Path) -> None:
    result = loaded(with_ledger(*FINANCE[:-1], *ARCHIVES), tmp_path)
    assert [str(fault) for fault in result.warnings] == [
        "departments.yaml:6: people of department 'finance': city_staff:4 stated, "
        "city_staff:3 in the ledger; expected the same numbers (the ledger's are used)"
    ]
    assert people(result, "finance") == {"city_bureau_head": 1, "city_staff": 3}
    assert people(result, "archives") == {"city_staff": 2}


def test_the_ledger_tells_seconded_and_contract_staff_as_well(tmp_path: Path) -> None:
    others = (
        entry("a3", "archives", status="seconded"),
        entry("a4", "archives", status="contract", rank=""),
        entry("a5", "archives", status="contract", rank="", room=""),
    )
    result = loaded(with_ledger(*FINANCE, *ARCHIVES, *others), tmp_path)
    assert people(result, "archives") == {"city_staff": 2, "seconded": 1, "contract": 2}
    assert len(result.warnings) == 1


def test_who_needs_no_seat_does_not_count(tmp_path: Path) -> None:
    others = (
        entry("a3", "archives", status="retired"),
        entry("a4", "archives", status="transferred"),
        entry("a1", "archives", post="concurrent", room="hq-102"),
    )
    assert loaded(with_ledger(*FINANCE, *ARCHIVES, *others), tmp_path).warnings == ()


def test_who_has_no_room_counts_all_the_same(tmp_path: Path) -> None:
    without = replace(ARCHIVES[1], room="")
    assert loaded(with_ledger(*FINANCE, ARCHIVES[0], without), tmp_path).warnings == ()


def test_a_department_that_the_ledger_does_not_have_keeps_its_people(tmp_path: Path) -> None:
    result = loaded(with_ledger(*FINANCE), tmp_path)
    assert [str(fault) for fault in result.warnings] == [
        "departments.yaml:8: people of department 'archives', none of whom the ledger has: 2; "
        "expected a line a person in the ledger (what the department states is used)"
    ]
    assert people(result, "archives") == {"city_staff": 2}


def test_the_people_of_merged_departments_count_for_their_successor(tmp_path: Path) -> None:
    tiny = tiny_portfolio()
    merged = replace(
        tiny.department("archives"),
        succeeds=("library", "records"),
        headcount=Counts.of({"city_staff": 3}),
    )
    portfolio = replace(tiny, departments=(tiny.department("finance"), merged))
    former = (entry("a1", "library"), entry("a2", "records"), entry("a3", "records"))
    assert loaded(with_ledger(*FINANCE, *former, portfolio=portfolio), tmp_path).warnings == ()


def test_nobody_guesses_who_went_where_when_a_department_was_split(tmp_path: Path) -> None:
    tiny = tiny_portfolio()
    part = replace(tiny.department("archives"), succeeds=("finance",))
    portfolio = replace(tiny, departments=(tiny.department("finance"), part))
    result = loaded(with_ledger(*FINANCE[:3], portfolio=portfolio), tmp_path)
    assert people(result, "finance") == {"city_bureau_head": 1, "city_staff": 4}
    assert people(result, "archives") == {"city_staff": 2}


def test_an_empty_ledger_is_a_ledger_and_none_is_none(tmp_path: Path) -> None:
    assert loaded(tiny_portfolio(), tmp_path).portfolio.ledger is None
    assert loaded(with_ledger(), tmp_path).portfolio.ledger == ()
