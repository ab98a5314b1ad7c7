"""Whatever has a name or an id is found by words, the nearest first."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from spaceplan.model import Division, LedgerEntry, Name, Portfolio
from spaceplan.report.directory import Directory, Kind, build_directory
from spaceplan.rules import load_rules
from tests.cases import tiny_portfolio


def directory_of(portfolio: Portfolio) -> Directory:
    """Return the directory by the default rules."""
    return build_directory(portfolio, load_rules(portfolio.rule_sets))


def with_people() -> Portfolio:
    """Return the tiny portfolio with a division and three people, one of them twice."""
    portfolio = tiny_portfolio()
    finance, archives = portfolio.departments
    finance = replace(finance, divisions=(Division("budget", Name("预算处", "Budget Division")),))
    ledger = (
        LedgerEntry("p1", "finance", "hq-101", name="李明"),
        LedgerEntry("p1", "finance", "hq-106", post="concurrent"),
        LedgerEntry("p10", "finance", "hq-102"),
        LedgerEntry("p2", "archives", "hq-104"),
    )
    return replace(portfolio, departments=(finance, archives), ledger=ledger)


def test_rooms_departments_divisions_and_people_are_found_by_id_and_name() -> None:
    directory = directory_of(with_people())
    for text, kind, id in (
        ("hq-103", Kind.ROOM, "hq-103"),
        ("档案", Kind.DEPARTMENT, "archives"),
        ("budget division", Kind.DIVISION, "finance/budget"),
        ("李明", Kind.PERSON, "p1"),
    ):
        assert [entry.id for entry in directory.find(text)[kind]] == [id]


def test_what_was_asked_comes_before_what_begins_with_it() -> None:
    directory = directory_of(with_people())
    assert [entry.id for entry in directory.find("P1")[Kind.PERSON]] == ["p1", "p10"]


def test_a_person_is_found_once_by_any_of_his_rooms() -> None:
    directory = directory_of(with_people())
    for room in ("hq-101", "hq-106"):
        assert [entry.id for entry in directory.find(room)[Kind.PERSON]] == ["p1"]


def test_full_width_letters_and_capitals_find_the_same() -> None:
    directory = directory_of(with_people())
    assert directory.find("ＨＱ－１０３") == directory.find("hq-103")


def test_all_words_must_be_there_and_no_words_find_nothing() -> None:
    directory = directory_of(with_people())
    assert not any(directory.find("hq-103 finance").values())
    assert not any(directory.find("   ").values())


def test_a_city_of_8000_people_is_searched_in_less_than_a_tenth_of_a_second() -> None:
    ledger = tuple(LedgerEntry(f"p{i:05d}", "finance", "hq-101") for i in range(8000))
    directory = directory_of(replace(tiny_portfolio(), ledger=ledger))
    times = []
    for _attempt in range(5):
        begun = perf_counter()
        assert len(directory.find("p00")[Kind.PERSON]) == 1000
        times.append(perf_counter() - begun)
    assert min(times) < 0.1
