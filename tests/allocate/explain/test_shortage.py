"""Who is short of seats, and the smallest requirements that conflict there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from spaceplan.allocate.explain import (
    CLASSIFIED_APART,
    Case,
    Conflict,
    Shortage,
    TimeLeft,
    all_requirements,
    outright,
    outright_conflicts,
    relaxations,
    shortage,
    shortages,
    without,
)
from spaceplan.allocate.explain.seats import all_can_be_met, short_groups
from spaceplan.allocate.explain.shortage import conflict_of
from spaceplan.model import Counts, Name, Portfolio
from spaceplan.model.requirements import Requirement
from tests.allocate.builders import (
    STAFF,
    allocation,
    building,
    department,
    ledger_of,
    portfolio,
)
from tests.allocate.explain.cases import case_of, heads_alone, short_of_seats, tied
from tests.check.builders import with_room


def _only(case: Case) -> Shortage:
    (found,) = shortages(case, case.problem())
    return found


def _kinds(shortage: Shortage) -> list[tuple[str, str]]:
    return [(str(r.kind), r.department) for r in shortage.conflict.requirements]


def test_the_departments_tied_to_a_full_site_are_named_and_nobody_else() -> None:
    found = _only(case_of(short_of_seats()))
    assert (found.departments, found.sites) == (("a", "b"), ("lane",))
    assert (found.people, found.rooms, found.seats, found.unseated) == (5, 2, 4, 1)
    assert found.area_m2 == 24.0


def test_where_time_is_up_a_conflict_names_nothing_of_departments_that_are_not_concerned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = short_of_seats()
    room = next(room.id for room in case.rooms if room.use == "office" and "lane" not in room.id)
    keeper = replace(department("keeper"), locked=(room,), home_site=case.sites[0].id)
    locked = case_of(replace(case, departments=(*case.departments, keeper)))
    groups = list(short_groups(locked.problem()))
    monkeypatch.setattr(shortage, "short_groups", lambda *_: groups)
    (found,) = shortages(locked, locked.problem(), TimeLeft(until=0.0))
    assert not found.conflict.checked
    assert "keeper" not in {r.department for r in found.conflict.requirements}


def test_once_the_time_is_up_nothing_is_said_of_seats_or_of_cures() -> None:
    case = case_of(short_of_seats())
    late = TimeLeft(until=0.0)
    assert list(shortages(case, case.problem(), late)) == []
    assert relaxations(case, case.problem(), _only(case), time=late) == ()


def test_the_smallest_conflict_is_both_ties_both_demands_and_the_physical_minimum() -> None:
    found = _only(case_of(short_of_seats()))
    assert _kinds(found) == [
        ("sites", "a"),
        ("sites", "b"),
        ("seats", "a"),
        ("seats", "b"),
        ("physical_minimum", ""),
    ]
    assert found.conflict.smallest


def test_without_any_one_requirement_of_the_conflict_all_others_can_be_met() -> None:
    case = case_of(short_of_seats())
    group = case.of_departments(frozenset({"a", "b"}))
    named = _only(case).conflict.requirements
    rest = [r for r in all_requirements(group) if r not in named]
    assert not all_can_be_met(without(group, *rest))
    for requirement in named:
        assert all_can_be_met(without(group, *rest, requirement)), requirement


def test_people_who_sit_alone_are_in_the_conflict_where_sharing_would_seat_all() -> None:
    found = _only(case_of(heads_alone()))
    assert (found.people, found.alone, found.seats, found.unseated) == (4, 1, 4, 1)
    assert ("own_room", "") in _kinds(found)


def test_a_department_too_large_for_its_site_by_itself_is_the_whole_conflict() -> None:
    lane = building("ln", "lane", [12])
    park = building("pk", "park", [12] * 5, x=500.0)
    both = [tied("a", "lane", staff=3), tied("b", "lane", staff=1)]
    found = _only(case_of(portfolio([lane, park], both)))
    assert found.unseated == 2
    assert _kinds(found) == [("sites", "a"), ("seats", "a"), ("physical_minimum", "")]
    assert found.conflict.smallest


def test_two_full_sites_are_two_shortages() -> None:
    places = [building("ln", "lane", [12]), building("pk", "park", [12], x=500.0)]
    both = [tied("a", "lane", staff=3), tied("b", "park", staff=4)]
    case = case_of(portfolio(places, both))
    found = {s.departments: s.unseated for s in shortages(case, case.problem())}
    assert found == {("a",): 1, ("b",): 2}


def test_a_lock_that_takes_the_last_room_is_in_the_conflict() -> None:
    keeper = replace(department("k", staff=1), locked=("hq-102",))
    case = case_of(portfolio([building("hq", "centre", [12, 12])], [tied("a", staff=4), keeper]))
    assert ("locked", "k") in _kinds(_only(case))


def _one_in_the_largest_room(keep: tuple[str, ...]) -> Portfolio:
    """Return rooms of 18 m² and 12 m², one of ``a`` in the larger today, and three in ``b``."""
    people = [replace(department("a", staff=1), keep=keep), department("b", staff=3)]
    today = ledger_of({"hq-101": ("a", {STAFF: 1})})
    return portfolio([building("hq", "centre", [18, 12])], people, ledger=today)


@pytest.mark.parametrize("keep", [("all",), (f"hq-101-{STAFF}-0",)])
def test_people_who_stay_in_the_room_that_others_need_are_in_the_conflict(
    keep: tuple[str, ...],
) -> None:
    # b has the room of 12 m² only, two seats; were a to move there, all four would sit
    case = case_of(_one_in_the_largest_room(keep))
    problem = case.problem()
    (found,) = shortages(case, problem)
    assert (found.departments, found.unseated) == (("b",), 1)
    kinds = {("keep", "a"), ("seats", "a"), ("seats", "b"), ("physical_minimum", "")}
    assert set(_kinds(found)) == kinds
    plan = allocation({"hq-101": ("a", {STAFF: 1}), "hq-102": ("b", {STAFF: 2})})
    cures = relaxations(case, problem, found, plan)
    assert [one.requirement.kind for one in cures if one.cures and one.requirement] == ["keep"]
    moving = case_of(_one_in_the_largest_room(()))
    assert list(shortages(moving, moving.problem())) == []


def test_storeys_and_tags_that_leave_no_room_are_in_the_conflict() -> None:
    low = replace(department("a", staff=3), max_storey=1)
    case = case_of(portfolio([building("hq", "centre", [12], [12])], [low]))
    assert _kinds(_only(case)) == [("max_storey", "a"), ("seats", "a"), ("physical_minimum", "")]
    tagged = replace(department("a", staff=1), requires=frozenset({"step_free"}))
    case = case_of(portfolio([building("hq", "centre", [12])], [tagged]))
    assert _kinds(_only(case)) == [("requires", "a"), ("seats", "a")]


def test_where_everybody_can_sit_nothing_is_said() -> None:
    small = short_of_seats()
    fewer = replace(small.departments[0], headcount=Counts.of({STAFF: 2}))
    case = case_of(replace(small, departments=(fewer, *small.departments[1:])))
    assert list(shortages(case, case.problem())) == []
    assert list(outright_conflicts(case)) == []


def test_requirements_that_exclude_each_other_are_the_two_that_do() -> None:
    one = replace(department("a", staff=1), locked=("hq-101", "hq-102"), forbidden=("hq-103",))
    other = replace(department("b", staff=1), locked=("hq-102",))
    case = case_of(portfolio([building("hq", "centre", [12, 12, 12])], [one, other]))
    (found,) = outright_conflicts(case)
    assert set(found.requirements) == {
        Requirement("locked", "a", "hq-102"),
        Requirement("locked", "b", "hq-102"),
    }


def test_every_pair_that_excludes_itself_is_found() -> None:
    one = replace(department("a", staff=1), locked=("hq-101",), forbidden=("hq-101",))
    other = replace(department("b", staff=1), locked=("hq-102",), max_storey=0)
    case = case_of(portfolio([building("hq", "centre", [12, 12])], [one, other]))
    found = [{r.kind for r in conflict.requirements} for conflict in outright_conflicts(case)]
    assert {frozenset(kinds) for kinds in found} == {
        frozenset({"locked", "forbidden"}),
        frozenset({"locked", "max_storey"}),
    }


def test_a_conflict_is_looked_for_among_those_whom_the_refusal_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With their names or without: each requirement more is one to solve without."""
    asked: list[set[str]] = []

    def noting(case: Case, elements: Sequence[Requirement], *rest: Any) -> Conflict:
        asked.append({one.department for one in elements})
        return conflict_of(case, elements, *rest)

    monkeypatch.setattr(outright, "conflict_of", noting)
    for name in (Name(), Name("甲", "Parks, Trees (and Bees)")):
        one = replace(department("a", staff=1), locked=("hq-101",), forbidden=("hq-101",))
        other = replace(department("b", staff=1), max_storey=1)
        people = [replace(department, name=name) for department in (one, other)]
        case = case_of(portfolio([building("hq", "centre", [12, 12])], people))
        assert len(list(outright_conflicts(case))) == 1
    assert asked == [{"a"}, {"a"}]


def test_two_that_must_and_must_not_share_a_storey_are_in_conflict() -> None:
    one = replace(department("a", staff=2), next_to=("b",), not_on_storeys_of=("b",))
    case = case_of(
        portfolio([building("hq", "centre", [12, 12], [12])], [one, department("b", staff=2)])
    )
    (found,) = outright_conflicts(case)
    assert {r.kind for r in found.requirements} == {"next_to", "not_on_storeys_of"}
    assert found.smallest


def test_a_wish_that_cannot_be_kept_by_itself_is_the_whole_conflict() -> None:
    # by the ledger two sit there, by its headcount there is one: they cannot both stay
    today = ledger_of({"hq-101": ("a", {STAFF: 1}), "hq-102": ("a", {STAFF: 1})})
    one = replace(department("a", staff=1), keep=("all",), forbidden=("hq-101",))
    case = portfolio([building("hq", "centre", [12, 12, 12])], [one], ledger=today)
    (found,) = outright_conflicts(case_of(case))
    assert found.requirements == (Requirement("keep", "a", "all"),)


def test_a_tag_that_is_no_longer_required_is_not_required_though_nothing_is_kept_apart() -> None:
    secret = replace(department("a", staff=4), requires=frozenset({"classified"}))
    case = portfolio([building("hq", "centre", [12, 12])], [secret])
    whole = case_of(with_room(case, "hq-101", tags=frozenset({"classified"})))
    apart = Requirement(CLASSIFIED_APART)
    assert not all_can_be_met(without(whole, apart))
    assert all_can_be_met(without(whole, apart, Requirement("requires", "a", "classified")))
