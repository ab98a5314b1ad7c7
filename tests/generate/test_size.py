"""The city has the size, the uses and the departments that it is meant to have."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

from spaceplan.generate import Generated, GenerateOptions, generate_portfolio
from spaceplan.generate.quotas import QUOTA_DM2
from spaceplan.model import Department

USES = {
    *("office", "meeting", "reception", "archive", "filing", "duty"),
    *("print", "server", "storage", "toilet", "service_hall", "pantry"),
    *("plant", "switch", "pump", "telecom", "lift_machine", "canteen"),
    *("kitchen", "car_park", "guard", "courtroom", "hearing", "laboratory"),
    *("technical", "corridor", "lobby", "stair", "lift"),
}


def _own(city: Generated) -> list[Department]:
    return [d for d in city.portfolio.departments if d.kind != "contractor"]


def _people(departments: list[Department]) -> int:
    return sum(department.people.total for department in departments)


def test_107_departments_have_just_over_7000_people_and_37_just_over_1000(
    wuxi: Generated,
) -> None:
    _assert_totals(wuxi)


def test_another_seed_has_the_same_totals() -> None:
    _assert_totals(generate_portfolio(GenerateOptions(seed=1)))


def _assert_totals(city: Generated) -> None:
    centre = [d for d in _own(city) if d.home_site == "civic-centre"]
    others = [d for d in _own(city) if d.home_site != "civic-centre"]
    assert (len(centre), len(others)) == (107, 37)
    assert 7000 < _people(centre) < 7100
    assert 1000 < _people(others) < 1100


def test_one_contractor_stands_beside_the_144_departments(wuxi: Generated) -> None:
    (contractor,) = [d for d in wuxi.portfolio.departments if d.kind == "contractor"]
    assert contractor.people.total == contractor.contract > 0
    assert not contractor.establishment
    assert len(_own(wuxi)) == 144


def test_there_are_about_4000_rooms_of_which_3000_offices_on_100_storeys(wuxi: Generated) -> None:
    portfolio = wuxi.portfolio
    assert 3800 <= len(portfolio.rooms) <= 4400
    assert 2850 <= sum(room.use == "office" for room in portfolio.rooms) <= 3200
    assert 95 <= len(portfolio.storeys) <= 110


def test_the_civic_centre_has_eight_high_blocks_and_there_are_three_other_sites(
    wuxi: Generated,
) -> None:
    blocks = [b for b in wuxi.portfolio.buildings if b.site == "civic-centre"]
    assert len(blocks) == 8
    assert all(block.high_rise and len(block.storeys) >= 8 for block in blocks)
    assert len(wuxi.portfolio.sites) == 4
    assert any(not building.high_rise for building in wuxi.portfolio.buildings)


def test_every_use_is_there(wuxi: Generated) -> None:
    assert {room.use for room in wuxi.portfolio.rooms} == USES


def test_sizes_are_skewed(wuxi: Generated) -> None:
    sizes = sorted(department.people.total for department in _own(wuxi))
    assert sizes[0] < 15
    assert sum(size > 200 for size in sizes) >= 5
    assert sum(sizes) / len(sizes) > 1.3 * sizes[len(sizes) // 2]


def test_levels_and_branches_are_those_of_a_municipality(wuxi: Generated) -> None:
    levels = Counter(department.level for department in _own(wuxi))
    assert levels.most_common(1)[0][0] == "city"
    assert set(levels) == {"city", "city_section_unit", "county"}
    branches = {department.branch for department in _own(wuxi)}
    assert branches == {"party", "government", "congress", "judiciary", "mass", "institution"}


def test_names_are_unique_in_both_languages(wuxi: Generated) -> None:
    departments = wuxi.portfolio.departments
    for texts in (
        [d.name.zh for d in departments],
        [d.name.en for d in departments],
        [d.short.zh for d in departments],
        [d.short.en for d in departments],
    ):
        assert all(texts)
        assert len(set(texts)) == len(texts)


def test_establishment_and_headcount_differ_by_rank(wuxi: Generated) -> None:
    differ = [d for d in _own(wuxi) if dict(d.establishment) != dict(d.headcount)]
    assert len(differ) > 100
    assert any(
        d.establishment[rank] != d.headcount[rank]
        for d in differ
        for rank, _ in d.establishment
        if rank.endswith("_deputy")
    )


def test_divisions_add_up_to_the_staff(wuxi: Generated) -> None:
    for department in _own(wuxi):
        inside = sum(division.headcount.total for division in department.divisions)
        staff = sum(n for rank, n in department.headcount if rank.endswith("_staff"))
        assert inside in (0, staff)


def test_relations_needs_seconded_staff_and_a_classified_department_are_there(
    wuxi: Generated,
) -> None:
    departments = _own(wuxi)
    uses = {need.use for d in departments for need in d.needs}
    assert {"service_hall", "archive", "meeting", "reception"} <= uses
    assert any(n.use == "service_hall" and n.max_storey for d in departments for n in d.needs)
    assert sum(bool(d.relations) for d in departments) > 100
    assert sum(d.seconded for d in departments) > 20
    assert [d.id for d in departments if "classified" in d.requires] == ["secrecy"]


def test_dates_lie_before_the_day_of_the_status_quo(wuxi: Generated) -> None:
    assert wuxi.portfolio.as_of == date(2026, 6, 30)
    sins = {sin.id for sin in wuxi.truth.sins if sin.rule.startswith(("use-", "yearly-"))}
    for department in _own(wuxi):
        days = (department.certificate, department.published, department.filed, date(2026, 6, 30))
        if department.id in sins:
            continue
        assert all(day is not None for day in days)
        assert all(a < b for a, b in pairwise(day for day in days if day))


def test_the_office_stock_is_5_to_10_per_cent_above_what_the_quotas_need(wuxi: Generated) -> None:
    portfolio = wuxi.portfolio
    stock = sum(room.area_dm2 for room in portfolio.rooms if room.use == "office")
    need = sum(QUOTA_DM2[rank] * n for d in portfolio.departments for rank, n in d.headcount)
    extra = sum(600 * (d.seconded + d.contract) for d in portfolio.departments)
    assert 1.05 <= stock / need <= 1.10
    assert 1.05 <= stock / (need + extra) <= 1.10
    assert wuxi.truth.office_m2 == stock / 100
    assert wuxi.truth.quota_m2 == need / 100


def test_the_ledger_has_a_line_a_person_and_headcounts_agree(wuxi: Generated) -> None:
    portfolio = wuxi.portfolio
    assert 8000 < len(portfolio.ledger or ()) < 8300
    active = Counter(
        (entry.department, entry.rank)
        for entry in portfolio.ledger or ()
        if entry.status == "active" and entry.post == "main"
    )
    for department in portfolio.departments:
        for rank, number in department.headcount:
            assert active[department.id, rank] == number
