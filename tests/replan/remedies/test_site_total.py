"""A site above its pooled total: rooms given up, as little as will do, no need left unmet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.i18n import in_language
from spaceplan.model import Building, Holding, Need, Portfolio
from spaceplan.replan.remedies import Obstacle
from spaceplan.report.remedy_words import answer_message
from tests.cases import corridor_storey, tiny_portfolio
from tests.check.builders import GOOD, LEDGER, check, entry, with_department, with_ledger, with_room
from tests.replan.remedies.builders import answer_for, assert_cures, remedy_for, with_holdings

RULE = "site-service-area"


def pooled(*areas: float, use: str = "meeting") -> Portfolio:
    """Return pooled rooms hq-105, hq-106, ... of these areas; 7 posts may have 56 m² of service."""
    portfolio = with_ledger(*LEDGER, portfolio=tiny_portfolio(bays=7))
    for i, area in enumerate(areas):
        tags = frozenset({"pooled"})
        portfolio = with_room(portfolio, f"hq-10{5 + i}", use=use, area=area, tags=tags)
    return portfolio


def needing(portfolio: Portfolio, *needs: Need, department: str = "finance") -> Portfolio:
    return with_department(portfolio, department, service="pooled", needs=needs)


@pytest.mark.parametrize(
    ("areas", "given"),
    [
        ((50.0, 6.01), {"hq-106"}),  # 0.01 m² above: the smaller one is enough
        ((46.0, 10.0, 12.0), {"hq-107"}),  # 12 above, which 12 just meet
        ((46.01, 10.0, 12.0), {"hq-106", "hq-107"}),  # 12.01 above: 22 are less than 46.01
    ],
)
def test_the_least_area_that_is_enough_is_given_up(
    areas: tuple[float, ...], given: set[str]
) -> None:
    portfolio = pooled(*areas)
    answer = answer_for(portfolio, RULE, "centre")
    assert answer.remedy is not None
    assert (answer.remedy.kind, set(answer.remedy.given_up)) == ("hand_back", given)
    assert answer.remedy.regained_dm2 == round(100 * (sum(areas) - 56))
    assert answer.remedy.handed_back_dm2 >= answer.remedy.regained_dm2
    assert_cures(portfolio, answer)


def test_of_a_plan_as_of_the_status_quo() -> None:
    answer = answer_for(pooled(50.0, 6.01), RULE, "centre", GOOD)
    assert answer.remedy is not None
    assert answer.remedy.given_up == ("hq-106",)
    assert_cures(pooled(50.0, 6.01), answer, GOOD)


def test_within_the_total_nothing_is_found_and_nothing_looked_for() -> None:
    assert not [f for f in check(pooled(50.0, 6.0)).findings if f.rule == RULE]


def test_a_room_that_somebody_needs_stays_and_a_larger_one_goes() -> None:
    """4 m² above; of 12 and 20 m² the smaller is the only one that is a store."""
    portfolio = with_room(pooled(28.0, 20.0, 12.0), "hq-107", use="storage")
    assert remedy_for(portfolio, RULE, "centre").given_up == ("hq-107",)
    portfolio = needing(portfolio, Need("storage", 10.0))
    answer = answer_for(portfolio, RULE, "centre")
    assert answer.remedy is not None
    assert answer.remedy.given_up == ("hq-106",)
    assert_cures(portfolio, answer)


def test_two_departments_may_use_the_same_room_and_one_needs_two() -> None:
    """Finance and archives need a room each, which one room can be; two of one need both."""
    portfolio = needing(pooled(40.0, 20.0), Need("meeting", 20.0))
    portfolio = needing(portfolio, Need("meeting", 20.0), department="archives")
    assert remedy_for(portfolio, RULE, "centre").given_up == ("hq-106",)
    portfolio = needing(portfolio, Need("meeting", 20.0, count=2))
    assert answer_for(portfolio, RULE, "centre").remedy is None


def test_where_needs_forbid_every_room_that_is_proven_and_said() -> None:
    portfolio = needing(pooled(40.0, 20.0), Need("meeting", 20.0, count=2))
    answer = answer_for(portfolio, RULE, "centre")
    assert answer.remedy is None
    back, share = answer.tried
    assert (back.kind, back.complete) == ("hand_back", True)
    assert back.searched[-1].obstacles == ((Obstacle.NEEDED, 2),)
    assert (share.kind, share.complete, answer.proven_none) == ("share", False, False)
    said = in_language(answer_message(answer), "en")
    assert "of the kinds that were looked for, every candidate was judged" in said
    assert "hand rooms back: none of 2 on the site (a need would be unmet 2)" in said
    assert "share the room: not looked for" in said


def test_a_held_room_is_handed_back_where_that_is_less() -> None:
    portfolio = with_room(pooled(50.0), "hq-106", use="filing", area=8.0)
    portfolio = replace(portfolio, holdings=(*portfolio.holdings, Holding("hq-106", "archives")))
    answer = answer_for(portfolio, RULE, "centre")
    assert answer.remedy is not None
    (transfer,) = answer.remedy.transfers
    assert (transfer.room, transfer.giver, transfer.taker) == ("hq-106", "archives", None)
    assert_cures(portfolio, answer)
    locked = with_department(portfolio, "archives", locked=("hq-106",))
    assert remedy_for(locked, RULE, "centre").given_up == ("hq-105",)


def test_a_room_in_which_somebody_sits_stays_and_nothing_is_proven() -> None:
    seated = (*LEDGER[:-1], entry("a2", "archives", "hq-105"))
    portfolio = replace(pooled(60.0), ledger=seated)
    answer = answer_for(portfolio, RULE, "centre")
    assert answer.remedy is None
    assert answer.tried[0].searched[-1].obstacles == ((Obstacle.STAYS, 1),)
    assert not answer.tried[0].complete


def test_plant_counts_whoever_holds_it_so_that_sharing_is_all_that_is_left() -> None:
    portfolio = with_room(with_ledger(*LEDGER), "hq-106", use="plant", area=13.0)
    answer = answer_for(portfolio, "site-equipment-area", "centre")
    assert (answer.remedy, answer.proven_none) == (None, False)
    assert [tried.kind for tried in answer.tried] == ["share"]


def test_what_another_remedy_cures_is_not_said_of_one_beside_it() -> None:
    """Finance gives up offices of one building while the site gives up a room of another."""
    base = with_holdings(with_ledger(*LEDGER), "finance", "105", "106")
    annex = Building("annex", "centre", (corridor_storey("annex"),), entrances=("annex-1c",))
    portfolio = replace(base, buildings=(*base.buildings, annex))
    tags = frozenset({"pooled"})
    portfolio = with_room(portfolio, "annex-101", use="meeting", area=60.0, tags=tags)
    site = answer_for(portfolio, RULE, "centre")
    office = answer_for(portfolio, "department-office-area", "finance")
    assert site.remedy is not None
    assert office.remedy is not None
    assert site.remedy.given_up == ("annex-101",)
    assert site.remedy.cures == (site.fingerprint,)
    assert site.fingerprint not in office.remedy.cures
