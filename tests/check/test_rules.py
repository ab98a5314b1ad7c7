"""The check as a whole: order, counts, grades, waivers, fingerprints, remedies."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spaceplan.check import SEVERITIES, CheckResult, Finding, State, fingerprint_of, grade_of
from spaceplan.model import Portfolio, Source, Waiver
from tests.check.builders import (
    AS_OF,
    GOOD,
    HEAD,
    LEDGER,
    book,
    check,
    entry,
    with_ledger,
    with_records,
    with_room,
)


def sinful(area: float = 24.0) -> Portfolio:
    """Return many sins: rooms too large and too full, somebody gone, a second office."""
    ledger = (
        *LEDGER,
        *(entry(f"n{i}", "archives", "hq-104") for i in range(2)),
        entry("old", "archives", "hq-105", until=date(2026, 6, 20), status="retired"),
        entry("f1", "finance", "hq-106", HEAD, post="concurrent"),
    )
    portfolio = with_room(with_ledger(*ledger), "hq-102", area=area)
    return with_room(portfolio, "hq-103", area=20.0, source=Source("buildings/hq.yaml", 41))


def orderly() -> Portfolio:
    """Return who sits where without any sin, all records kept, and two rooms as stores."""
    portfolio = with_ledger(*LEDGER)
    for room in ("hq-105", "hq-106"):
        portfolio = with_room(portfolio, room, use="storage")
    return with_records(portfolio)


def finding_of(portfolio: Portfolio, rule: str, subject: str) -> Finding:
    (found,) = [f for f in check(portfolio).findings if (f.rule, f.subject) == (rule, subject)]
    return found


def test_findings_come_by_severity_then_rule_then_subject() -> None:
    found = check(sinful()).findings
    order = [rule.id for rule in book().rules]
    keys = [(SEVERITIES.index(f.severity), order.index(f.rule), f.subject) for f in found]
    assert keys == sorted(keys)
    assert {f.severity for f in found} == {"error", "warning", "notice"}


def test_the_portfolio_within_all_rules_has_no_finding() -> None:
    result = check(orderly())
    assert result.findings == ()
    assert result.rules == tuple(rule.id for rule in book().rules)
    assert result.count(State.PASS) > 0


def test_every_rule_and_subject_is_counted_once() -> None:
    result = check(sinful())
    by_state = result.by_state()
    assert sum(by_state.values()) == sum(entry.number for entry in result.counts)
    listed = by_state["fail"] + by_state["waived"] + by_state["blocked"]
    assert listed == len(result.findings)
    assert result.count("pass", "room-area") == 2  # hq-101, and hq-104: too full, not too large
    assert result.count("fail", "room-area") == 4


def test_failures_are_counted_from_a_severity_upwards() -> None:
    result = check(sinful())
    numbers = [result.worst_failures(severity) for severity in SEVERITIES]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[1] < numbers[2]


def test_a_finding_says_what_is_measured_and_where_it_stands() -> None:
    found = finding_of(sinful(), "room-area", "hq-103")
    assert (found.measured, found.limit, found.excess, found.unit) == (20.0, 18.0, 2.0, "m²")
    assert (found.department, found.file, found.line) == ("finance", "buildings/hq.yaml", 41)
    assert found.clause == "发改投资〔2014〕2674号, 第十一条 表3"
    assert found.verified
    assert found.text("en") == (
        "room hq-103: 20.00 m², 2.00 m² above the 18.00 m² that its occupants justify "
        "(occupants: 2)"
    )
    assert found.values["people"] == 2


@pytest.mark.parametrize(
    ("area", "grade"), [(18.01, 1), (19.8, 1), (19.81, 2), (23.4, 2), (23.41, 3), (90.0, 3)]
)
def test_the_grade_goes_by_excess_over_limit(area: float, grade: int) -> None:
    portfolio = with_room(with_ledger(*LEDGER), "hq-102", area=area)
    assert finding_of(portfolio, "room-area", "hq-102").grade == grade


def test_where_nothing_is_allowed_any_excess_is_of_the_highest_grade() -> None:
    assert (grade_of(0.0, 0.0), grade_of(0.01, 0.0)) == (1, 3)


def test_a_limit_below_one_is_graded_by_shares_as_well() -> None:
    # 0.05 of 0.9 are 5.6 %, 0.25 of 0.9 are 27.8 %
    assert (grade_of(0.05, 0.9), grade_of(0.25, 0.9)) == (1, 2)


def test_area_findings_are_cured_in_the_prescribed_order_and_never_by_walling_off() -> None:
    found = check(sinful()).findings
    assert finding_of(sinful(), "room-area", "hq-103").remedies == (
        *("swap", "share"),
        "simple_works",
    )
    assert all("wall_off" not in f.remedies for f in found)


def waiver(until: date) -> Waiver:
    return Waiver("room-area", "hq-103", "the lease ends in May", "the bureau", until)


@pytest.mark.parametrize(
    ("until", "state", "words"),
    [
        (AS_OF, State.WAIVED, "; waived by the bureau until 2026-06-30: the lease ends in May"),
        (date(2026, 6, 29), State.FAIL, "; the waiver by the bureau ended on 2026-06-29"),
    ],
    ids=["on its last day", "a day later"],
)
def test_a_waiver_counts_until_its_last_day(until: date, state: State, words: str) -> None:
    waived = replace(sinful(), waivers=(waiver(until),))
    found = finding_of(waived, "room-area", "hq-103")
    assert found.state == state
    assert found.text("en").endswith(words)
    before = check(sinful()).worst_failures("error")
    assert check(waived).worst_failures("error") == before - (state == State.WAIVED)


def test_of_two_waivers_the_one_that_lasts_longer_counts() -> None:
    waivers = (waiver(date(2027, 1, 1)), waiver(date(2020, 1, 1)))
    found = finding_of(replace(sinful(), waivers=waivers), "room-area", "hq-103")
    assert found.state == State.WAIVED


def test_a_waiver_of_a_rule_that_is_met_changes_nothing() -> None:
    portfolio = with_ledger(*LEDGER)
    waived = replace(portfolio, waivers=(waiver(AS_OF),))
    counted = [c for c in check(waived).counts if c.rule != "waiver-expired"]
    before = [c for c in check(portfolio).counts if c.rule != "waiver-expired"]
    assert (check(waived).findings, counted) == (check(portfolio).findings, before)


def fingerprints(result: CheckResult) -> set[tuple[str, str, str]]:
    """Return the fingerprints but of rules to which it matters how large a room with seats is."""
    found = (f for f in result.findings if f.rule not in ("utilisation", "plan-area"))
    return {(f.rule, f.subject, f.fingerprint) for f in found}


def test_a_fingerprint_names_rule_kind_and_subject() -> None:
    found = finding_of(sinful(), "room-area", "hq-103")
    assert found.fingerprint == fingerprint_of("room-area", "room", "hq-103")
    others = {
        fingerprint_of("room-area", "room", "hq-104"),
        fingerprint_of("room-area", "person", "hq-103"),
        fingerprint_of("physical-minimum", "room", "hq-103"),
    }
    assert found.fingerprint not in others
    assert len(found.fingerprint) == 16


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1801, 9000), st.integers(0, 20))
def test_fingerprints_survive_other_numbers_and_other_lines(area_dm2: int, line: int) -> None:
    portfolio = sinful(area_dm2 / 100)
    moved = with_room(portfolio, "hq-103", source=Source("buildings/other.yaml", line + 1))
    assert fingerprints(check(moved)) == fingerprints(check(sinful()))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_order_of_files_and_lines_changes_nothing(data: st.DataObject) -> None:
    portfolio = sinful()
    shuffled = replace(
        portfolio,
        ledger=tuple(data.draw(st.permutations(portfolio.ledger or ()))),
        holdings=tuple(data.draw(st.permutations(portfolio.holdings))),
        departments=tuple(data.draw(st.permutations(portfolio.departments))),
    )
    assert check(shuffled) == check(portfolio)


def test_an_allocation_is_checked_in_place_of_the_status_quo() -> None:
    people = tuple((e.person, e.room) for e in LEDGER)
    portfolio = orderly()
    result = check(portfolio, planned=replace(GOOD, people=people))
    assert result.findings == ()
    worse = replace(GOOD, lines=GOOD.lines[1:])
    failed = {(f.rule, f.subject) for f in check(portfolio, planned=worse).findings}
    assert failed == {("seat-for-everyone", "finance")}


def test_a_result_survives_the_way_to_a_worker_process_and_back() -> None:
    result = check(sinful())
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert [f.text("zh") for f in again.findings] == [f.text("zh") for f in result.findings]


def test_messages_are_rendered_in_both_languages() -> None:
    for finding in check(sinful()).findings:
        assert finding.subject in finding.text("zh")
        assert finding.subject in finding.text("en")
