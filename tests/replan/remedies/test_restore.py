"""A private toilet turned back where works cannot help: to its approved use, or to everybody."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.i18n import in_language
from spaceplan.model import Door, Name, Portfolio
from spaceplan.replan.remedies import Obstacle
from spaceplan.replan.remedies.case import Case
from spaceplan.replan.remedies.restore import find_restored_use
from spaceplan.report.remedy_data import remedy_entry
from spaceplan.report.remedy_words import answer_message
from tests.check.builders import STAFF, check, situation, with_door, with_room, without_doors
from tests.check.kinds.test_private_rooms import suite
from tests.replan.remedies.builders import CORRIDOR, answer_for, answers, assert_cures


def toilet(**fields: object) -> Portfolio:
    """Return hq-102 as the toilet of a clerk in hq-101, with nothing common beside it."""
    portfolio = with_room(suite(9.0, 3.0, STAFF, use="toilet"), CORRIDOR, use="archive")
    return with_room(portfolio, "hq-102", **fields)


def test_what_was_approved_for_something_else_becomes_that_again() -> None:
    portfolio = toilet(approved_use="filing")
    answer = answer_for(portfolio, "private-toilet", "hq-102")
    assert [tried.kind for tried in answer.tried] == ["simple_works"]
    assert answer.remedy is not None
    (restored,) = answer.remedy.restored
    assert (restored.room, restored.use) == ("hq-102", "filing")
    assert (answer.remedy.kind, answer.remedy.regained_dm2) == ("restore_use", 300)
    assert "hq-102 (3.00 m²) becomes filing room" in in_language(answer_message(answer), "en")
    assert_cures(portfolio, answer)


def test_a_toilet_that_opens_on_the_stairs_is_for_everybody_again() -> None:
    portfolio = with_door(toilet(approved_use="toilet"), Door(("hq-102", "hq-1s"), (22.7, 6.0)))
    answer = answer_for(portfolio, "private-toilet", "hq-102")
    assert answer.remedy is not None
    assert [restored.use for restored in answer.remedy.restored] == ["toilet"]
    assert answer.remedy.changes_places
    assert_cures(portfolio, answer)


def test_a_toilet_becomes_common_only_where_a_door_leads_to_common_space() -> None:
    portfolio = without_doors(suite(9.0, 3.0, STAFF, use="toilet"), "hq-102")
    shut = find_restored_use(Case(situation(portfolio)), "hq-102")
    assert not list(shut.remedies)
    open_ = find_restored_use(Case(situation(suite(9.0, 3.0, STAFF, use="toilet"))), "hq-102")
    (remedy,) = open_.remedies
    assert remedy.restored[0].name == Name("卫生间", "toilet")


def test_a_use_that_nobody_wrote_down_is_said_and_proves_nothing() -> None:
    answer = answer_for(toilet(), "private-toilet", "hq-102")
    works, restore = answer.tried
    assert (works.complete, restore.complete, answer.proven_none) == (True, False, False)
    assert restore.searched[-1].obstacles == ((Obstacle.USE_UNKNOWN, 1),)
    assert "its use before is not written down" in in_language(answer_message(answer), "en")
    known = answer_for(toilet(approved_use="toilet"), "private-toilet", "hq-102")
    assert known.proven_none


def test_findings_json_names_the_room_and_its_use() -> None:
    portfolio = toilet(approved_use="filing")
    (finding,) = [f for f in check(portfolio).findings if f.rule == "private-toilet"]
    found = remedy_entry(replace(finding, answer=answers(portfolio).of(finding.fingerprint))).found
    assert found is not None
    assert [(r.room, r.use, r.area_m2) for r in found.restored] == [("hq-102", "filing", 3.0)]
